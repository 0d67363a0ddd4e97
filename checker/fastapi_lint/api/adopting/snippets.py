"""What is written for pre-commit and CI: text that belongs to the project from then on."""

from __future__ import annotations

import json
import re
import shlex

from fastapi_lint.api.adopting.origin import Origin

WORKFLOW = ".github/workflows/{name}.yml"
PIPELINE = ".gitlab/{name}.yml"

_WRITTEN = "Written by `fastapi-lint init`; yours to change."

_SHARED_HOOK = """\
- repo: {url}
  rev: {revision}
  hooks:
    - id: fastapi-lint
"""
_OWN_HOOK = """\
- repo: local
  hooks:
    - id: fastapi-lint
      name: fastapi-lint
      entry: fastapi-lint check --allow-none
      args: [--]
      language: {language}
      types: [text]
      require_serial: true
"""
_ACTION = """\
# Reports defects of the service on the lines of a pull request. Written by `fastapi-lint init`; yours to change.
name: {name}
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  {name}:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: {action}
        with:
          working-directory: {folder}
          strict: "true"
"""
_WORKFLOW = """\
# Reports defects of the service on the lines of a pull request. Written by `fastapi-lint init`; yours to change.
name: {name}
on: [push, pull_request]
permissions:
  contents: read
jobs:
  {name}:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: {install}
      - run: {check} --output-format github
"""
_PIPELINE = """\
# Reports defects of the service in merge requests. Written by `fastapi-lint init`; yours to change.
{name}:
{stage}  image: python:3.13-slim
  script:
    - {install}
    - {check} --output-format gitlab --output-file gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def hook(origin: Origin, folder: str) -> str:
    """The item of `repos`. `folder` is the project's within the repository, "" for all of it."""
    if origin.url:
        text = _SHARED_HOOK.format(url=_plain(origin.url), revision=_plain(origin.revision))
    else:
        text = _OWN_HOOK.format(language="python" if origin.version else "system")
        if origin.version:
            text += f"      additional_dependencies: [{_plain(origin.requirement)}]\n"
    return text + (f"      files: {_plain(f'^{re.escape(folder)}/')}\n" if folder else "")


def workflow(origin: Origin, folder: str, name: str) -> str:
    """A workflow of GitHub that checks the project in this folder of the repository: with our action where it can."""
    if origin.github:
        action = _plain(f"{origin.github}@{origin.revision}")
        return _ACTION.format(name=name, action=action, folder=_plain(folder or "."))
    return _WORKFLOW.format(name=name, install=_install(origin), check=_check(folder))


def pipeline(origin: Origin, folder: str, name: str, stage: str) -> str:
    """A job of GitLab that checks the project in this folder of the repository; `stage` "" for the usual one."""
    line = f"  stage: {_plain(stage)}\n" if stage else ""
    return _PIPELINE.format(name=name, stage=line, install=_install(origin), check=_check(folder))


def is_of_another(text: str, folder: str) -> bool:
    """Whether a pipeline is one that was written here, as it still is, for the project in another folder."""
    own = (f"working-directory: {_plain(folder or '.')}\n", f"{_check(folder)} --output-format")
    return _WRITTEN in text and not any(line in text for line in own)


def _install(origin: Origin) -> str:
    return _plain(shlex.join(["pip", "install", origin.requirement]))


def _check(folder: str) -> str:
    return shlex.join(["fastapi-lint", "check", *([folder] if folder else []), "--strict"])


def _plain(text: str) -> str:
    """A YAML scalar: bare where that means the same text, quoted elsewhere."""
    import yaml

    try:
        is_plain = yaml.safe_load(f"- {text}") == [text]
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else json.dumps(text)
