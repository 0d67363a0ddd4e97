"""The JSON Schema of `[tool.fastapi-lint]`, by which editors complete and check it, as SchemaStore wants it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from fastapi_lint.api.service_settings import AUTH_KEYS, KEYS
from fastapi_lint.api.sync.book import LEAST_BUDGET
from fastapi_lint.api.sync.planning import KEYS as AGENT_KEYS
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.rule import ROLES, Catalog, Param, Rule
from fastapi_lint.config import OFF, TYPES
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.views.agents.targets import TARGETS
from pages.meanings import AGENTS, AUTH, CONTRACT, GENERAL, Meaning

PATH = "checker/fastapi_lint/config.schema.json"

_CHOICES = re.compile(r": (one of )?\{\w+\}(, or `off`)?")
_REFERENCE = re.compile(r"(, and|\.) \[[^]]+\]\([^)]+\)[^.]*")
_KINDS: dict[str | type, dict[str, object]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    list: {"type": "array", "items": {"type": "string"}},
    "str": {"type": "string"},
    "regex": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "list[str]": {"type": "array", "items": {"type": "string"}},
    "set[str]": {"type": "array", "items": {"type": "string"}},
    "dict[str, str]": {"type": "object", "additionalProperties": {"type": "string"}},
    "dict[str, int]": {"type": "object", "additionalProperties": {"type": "integer"}},
    "dict[str, list[str]]": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    },
}


def schema_text() -> str:
    """The schema of the table, and so of a whole fastapi-lint.toml."""
    book = catalog(None)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://json.schemastore.org/fastapi-lint.json",
        "title": "fastapi-lint",
        "description": "Settings of fastapi-lint: [tool.fastapi-lint] in pyproject.toml, or all of fastapi-lint.toml.",
        "definitions": _definitions(book),
        **_table(GENERAL, {key: _general(key, kind) for key, kind in TYPES.items()} | _subtables(book)),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _definitions(book: Catalog) -> dict[str, object]:
    ids = [*book.rules, *book.aliases]
    caller = {key: _KINDS[kind] for key, kind in AUTH_KEYS.items()}
    return {
        "rule": {"description": "The id of a rule.", "enum": ids},
        "selector": {"description": "A rule or a category of rules.", "enum": [*book.categories, *ids]},
        "selectors": {"type": "array", "items": {"$ref": "#/definitions/selector"}},
        "profile": {"enum": list(book.profiles)},
        "level": {"enum": [*Severity, OFF]},
        "role": {"enum": list(ROLES)},
        "caller": _table(AUTH, caller),
    }


def _general(key: str, kind: str) -> Mapping[str, object]:
    """The value of a key at the top; names of rules, profiles and the like are those that there are."""
    selectors: dict[str, object] = {"$ref": "#/definitions/selectors"}
    known: dict[str, dict[str, object]] = {
        "profile": {"$ref": "#/definitions/profile"},
        "select": selectors,
        "ignore": selectors,
        "per-file-ignores": {"type": "object", "additionalProperties": selectors},
        "severity": {
            "type": "object",
            "propertyNames": {"$ref": "#/definitions/rule"},
            "additionalProperties": {"$ref": "#/definitions/level"},
        },
        "roles": {"type": "object", "additionalProperties": {"$ref": "#/definitions/role"}},
    }
    return known.get(key) or _KINDS[kind]


def _subtables(book: Catalog) -> dict[str, Mapping[str, object]]:
    caller = {key: _KINDS[kind] for key, kind in AUTH_KEYS.items()}
    auth = _table(AUTH, {**caller, "second": {"$ref": "#/definitions/caller"}})
    contract = {key: auth if key == "auth" else _KINDS[kind] for key, kind in KEYS.items()}
    targets: Mapping[str, object] = {"type": "array", "items": {"enum": list(TARGETS)}}
    agents: dict[str, Mapping[str, object]] = {
        "targets": targets,
        "budget": {"type": "integer", "minimum": LEAST_BUDGET},
    }
    return {
        "rules": {
            "description": "Parameters of rules, by the id of the rule.",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: _rule(rule) for rule in book.rules.values() if rule.params for name in (rule.id, *rule.aliases)
            },
        },
        "contract": {"description": "How the service is started and called.", **_table(CONTRACT, contract)},
        "agents": {
            "description": "What `fastapi-lint sync` writes for coding agents.",
            **_table(AGENTS, {key: agents[key] for key in AGENT_KEYS}),
        },
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "description": rule.summary,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: dict(_parameter(param)) for name, param in rule.params.items()},
    }


def _parameter(param: Param) -> Iterator[tuple[str, object]]:
    yield "description", param.about
    yield from ({"enum": list(param.choices)} if param.choices else _KINDS[param.type]).items()
    yield "default", sorted(param.value) if isinstance(param.value, frozenset) else param.value


def _table(meanings: Mapping[str, Meaning], values: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """A table that has these keys and no others, each with what it means."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {"description": _plain(meanings[key].about), **_alone(value)} if key in meanings else value
            for key, value in values.items()
        },
    }


def _plain(text: str) -> str:
    """The words of a meaning without its references to pages; what it may be one of, the schema lists itself."""
    return _REFERENCE.sub("", _CHOICES.sub("", text))


def _alone(value: Mapping[str, object]) -> Mapping[str, object]:
    """Draft 7 ignores what stands beside a reference, so a reference is wrapped where a description joins it."""
    return {"allOf": [value]} if "$ref" in value else value
