"""What one pass over a project needs: facts that are kept, what ruff says, and the words of its findings."""
