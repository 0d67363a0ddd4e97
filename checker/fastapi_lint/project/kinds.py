"""Which kind of project file a path is, by its name, and how each kind is read."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi_lint.facts.files.deployment import Compose, Kubernetes
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.manifest import Lock, Manifest, is_manifest
from fastapi_lint.facts.files.node import absent
from fastapi_lint.facts.files.pipeline import Precommit, Workflow
from fastapi_lint.facts.files.settings_files import (
    EnvFile,
    IgnoreFile,
    IniFile,
    JsonFile,
    TomlFile,
    VersionFile,
    YamlFile,
)
from fastapi_lint.facts.files.writing import Makefile, Markdown
from fastapi_lint.model.location import Location
from fastapi_lint.project.dockerfile import dockerfile
from fastapi_lint.project.ini_tree import ini_tree
from fastapi_lint.project.json_tree import json_tree
from fastapi_lint.project.lines import env_file, ignore_file, makefile
from fastapi_lint.project.lock import lock
from fastapi_lint.project.markdown import markdown
from fastapi_lint.project.pipelines import precommit, workflow
from fastapi_lint.project.requirements import manifest
from fastapi_lint.project.yaml_tree import yaml_documents

_CLUSTER = "k8s|kubernetes|kube|manifests|kustomize|overlays|deploy[^/]*|helm|charts|infra[^/]*|ops"
"""Folders in which YAML is taken for Kubernetes objects, if it holds any."""

_BY_NAME: tuple[tuple[re.Pattern[str], type], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(.*/)?(uv|poetry|pdm)\.lock", Lock),
        (r"(.*/)?\.(git|docker)ignore|.*\.dockerignore", IgnoreFile),
        (r"(.*/)?(Dockerfile|Containerfile)([._-][^/]*)?|.*\.(?i:dockerfile)", Dockerfile),
        (r"(.*/)?(docker-)?compose([._-][^/]*)?\.ya?ml", Compose),
        (r"(.*/)?\.github/workflows/[^/]*\.ya?ml|(.*/)?\.gitlab-ci\.ya?ml", Workflow),
        (r"(.*/)?\.pre-commit-config\.ya?ml", Precommit),
        (r"(.*/)?(\.env(\.[^/]*)?|[^/]*\.env|env\.(example|sample|template|dist))", EnvFile),
        (r"(.*/)?(\.python-version|runtime\.txt)", VersionFile),
        (r"(.*/)?(GNUm|M|m)akefile|(.*/)?\.?[Jj]ustfile", Makefile),
        (r".*\.(md|markdown)", Markdown),
        (r".*\.ini|(.*/)?(\.coveragerc|\.flake8|\.pylintrc)", IniFile),
        (r".*\.toml", TomlFile),
        (r"(.*/)?\.(vscode|devcontainer)/.*\.jsonc?|(.*/)?(pyrightconfig|renovate|package|\.mcp)\.json", JsonFile),
        (r"(.*/)?schemas?/.*\.json|.*\.schema\.json", JsonFile),
        (rf"(.*/)?({_CLUSTER})/.*\.ya?ml", Kubernetes),
        (r".*\.ya?ml", YamlFile),
    )
)  # fmt: skip


def kind_of(path: str) -> type | None:
    """The class of fact that a file becomes; None for files that no rule can ask about."""
    if is_manifest(path):
        return None if path.endswith("setup.py") else Manifest
    return next((kind for pattern, kind in _BY_NAME if pattern.fullmatch(path)), None)


def read_as(kind: type, path: str, text: str) -> object:
    """The fact of a file; None when it turns out to be something else. Invalid when it is broken."""
    return _READERS[kind](path, text)


def _kubernetes(path: str, text: str) -> Kubernetes | None:
    """Templates of Helm are no YAML before they are rendered."""
    if "{{" in text:
        return None
    found = tuple(d for d in yaml_documents(path, text) if d.text("apiVersion") and d.text("kind"))
    return Kubernetes(path, _first(path), found) if found else None


def _compose(path: str, text: str) -> Compose:
    documents = yaml_documents(path, text)
    return Compose(path, _first(path), documents[0] if documents else absent(path))


def _toml(path: str, text: str) -> TomlFile:
    from fastapi_lint.project.toml_tree import toml_tree

    return TomlFile(path, _first(path), toml_tree(path, text))


def _yaml(path: str, text: str) -> YamlFile | None:
    return None if "{{" in text or "{%" in text else YamlFile(path, _first(path), yaml_documents(path, text))


def _version(path: str, text: str) -> VersionFile:
    return VersionFile(path, _first(path), text.strip().partition("\n")[0])


def _first(path: str) -> Location:
    return Location(path, 1, 1, 1, 1)


_READERS: dict[type, Callable[[str, str], object]] = {
    Manifest: manifest,
    Lock: lock,
    Dockerfile: dockerfile,
    Compose: _compose,
    Workflow: workflow,
    Precommit: precommit,
    EnvFile: env_file,
    IgnoreFile: ignore_file,
    Makefile: makefile,
    Markdown: markdown,
    VersionFile: _version,
    Kubernetes: _kubernetes,
    TomlFile: _toml,
    YamlFile: _yaml,
    IniFile: lambda path, text: IniFile(path, _first(path), ini_tree(path, text)),
    JsonFile: lambda path, text: JsonFile(path, _first(path), json_tree(path, text)),
}
