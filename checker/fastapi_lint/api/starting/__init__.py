"""From a reference service to a new project: `fastapi-lint new`."""
