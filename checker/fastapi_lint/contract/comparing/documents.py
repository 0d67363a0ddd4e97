"""Which changes between two OpenAPI documents break the clients of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from fastapi_lint.contract.comparing.credentials import secured
from fastapi_lint.contract.comparing.lifecycle import aged, day
from fastapi_lint.contract.comparing.schemas import compare
from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, RISKY, Told
from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.operation_parts import Answer, Parameter
from fastapi_lint.facts.contract.schema import Schema, resolved
from fastapi_lint.model.location import Location

Shared: TypeAlias = dict[tuple[str, str], str]
"""(side, subject) -> the place in the named schema that the subject is."""
_TEMPLATE = re.compile(r"{[^}]+}")


def changes(old: dict[str, Any], new: Document, today: date | None = None) -> Iterator[Change]:
    """Every breaking or risky change; renamed path parameters are none."""
    today = today or datetime.now(UTC).date()
    before = {_key(o): o for o in Document(old, Location("")).operations}
    after = {_key(o): o for o in new.operations}
    paths = {key[1] for key in after}
    for key, operation in before.items():
        if key not in after:
            kind = "api-path" if key[1] not in paths else "api"
            yield from _removed(operation, kind, new, today)
            continue
        today_s = after[key]
        ages = aged(operation.raw, today_s.raw, "api", "", today)
        shared: Shared = {}
        for kind, level, subject, first, last in (*ages, *_compared(operation, today_s, today, shared)):
            side = "response" if "response" in kind else "request"
            where = shared.get((side, subject), subject if "-parameter-" in kind else "")
            yield Change(kind, level, today_s.name, subject, today_s.at, first, last, where)
    for name in old.get("webhooks", {}).keys() - new.raw.get("webhooks", {}).keys():
        yield Change("webhook-removed", BREAKING, name, f"the webhook `{name}`", new.at)


def _key(operation: Operation) -> tuple[str, str]:
    return operation.method, _TEMPLATE.sub("{}", operation.path)


def _removed(operation: Operation, area: str, new: Document, today: date) -> Iterator[Change]:
    name = operation.name
    at = new.place(operation.pointer, operation=name)
    sunset = operation.raw.get("x-sunset")
    if not operation.raw.get("deprecated"):
        yield Change(f"{area}-removed-without-deprecation", BREAKING, name, "the operation", at, "served", "removed")
    elif sunset is not None and (end := day(sunset)) is None:
        yield Change("api-path-sunset-parse", BREAKING, name, "the date of its end", at, str(sunset))
    elif sunset is not None and end is not None and end > today:
        yield Change(f"{area}-removed-before-sunset", BREAKING, name, "the operation", at, str(end), str(today))


def _compared(old: Operation, new: Operation, today: date, shared: Shared) -> Iterator[Told]:
    yield from secured(old, new)
    yield from _parameters(old, new, today)
    yield from _bodies(old, new, today, shared)
    for answer in old.answers:
        later = next((a for a in new.answers if a.status == answer.status), None)
        if later is not None:
            yield from _answers(answer, later, today, shared)
        elif answer.is_success:
            yield "response-success-status-removed", BREAKING, f"the answer {answer.status}", "documented", "removed"


def _parameters(old: Operation, new: Operation, today: date) -> Iterator[Told]:
    before, after = _by_name(old), _by_name(new)
    for key, parameter in before.items():
        if key not in after and parameter.where != "path":
            yield from _ended(parameter, today)
    for key, parameter in after.items():
        known = before.get(key)
        if known is None:
            if parameter.required:
                yield _demanded(parameter), BREAKING, _named(parameter), "", ""
            continue
        if parameter.required and not known.required:
            yield "request-parameter-became-required", BREAKING, _named(parameter), "optional", "required"
        yield from _defaults(known, parameter)
        yield from aged(known.raw, parameter.raw, "request-parameter", f"{_named(parameter)}: ", today)
        inner = "header-property" if parameter.where == "header" else "parameter-property"
        spot = Spot("request", "parameter", _named(parameter), inner, today)
        yield from compare(known.schema, parameter.schema, spot)


def _ended(parameter: Parameter, today: date) -> Iterator[Told]:
    """A parameter that is gone: announced, too early, or without a word."""
    sunset = parameter.raw.get("x-sunset")
    if not parameter.raw.get("deprecated") or sunset is None:
        yield "request-parameter-removed", RISKY, _named(parameter), "", ""
    elif (end := day(sunset)) is None:
        yield "request-parameter-sunset-parse", BREAKING, _named(parameter), str(sunset), ""
    elif end > today:
        yield "request-parameter-removed-before-sunset", BREAKING, _named(parameter), str(end), str(today)


def _demanded(parameter: Parameter) -> str:
    """The name of the change that a new required parameter is."""
    if parameter.where == "path":
        return "new-request-path-parameter"
    if parameter.schema.plain.get("default") is not None:
        return "new-required-request-default-parameter-to-existing-path"
    return "new-required-request-parameter"


def _by_name(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Parameters by place and name; those of the path by their position, so that renaming one is no change."""
    order = [name.strip("{}") for name in _TEMPLATE.findall(operation.path)]
    found = {}
    for p in operation.parameters:
        place = str(order.index(p.name)) if p.where == "path" and p.name in order else p.name
        found[p.where, place.lower() if p.where == "header" else place] = p
    return found


def _named(parameter: Parameter) -> str:
    return f"the {parameter.where} parameter `{parameter.name}`"


def _defaults(old: Parameter, new: Parameter) -> Iterator[Told]:
    first, last = (p.schema.plain.get("default") for p in (old, new))
    if first != last and not new.required:
        verb = "added" if first is None else "removed" if last is None else "changed"
        subject = f"the default of {_named(new)}"
        yield f"request-parameter-default-value-{verb}", BREAKING, subject, _text(first), _text(last)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _bodies(old: Operation, new: Operation, today: date, shared: Shared) -> Iterator[Told]:
    before, after = _plain(old.body_media), _plain(new.body_media)
    if after and not before:
        if new.needs_body:
            yield "request-body-added-required", BREAKING, "the body", "", "required"
        return
    if before and not after:
        yield "request-body-removed", BREAKING, "the body", "taken", "removed"
        return
    if new.needs_body and not old.needs_body:
        yield "request-body-became-required", BREAKING, "the body", "optional", "required"
    for media in before:
        if media not in after:
            yield "request-body-media-type-removed", BREAKING, "the body", media, ""
        else:
            pair = _schemas(old, new, before[media], after[media])
            if pair:
                yield from compare(*pair, Spot("request", "body", "the body", "property", today, known=shared))
            elif isinstance(after[media], dict) and "schema" in after[media]:
                yield "request-body-media-type-schema-added", BREAKING, "the body", media, ""


def _answers(old: Answer, new: Answer, today: date, shared: Shared) -> Iterator[Told]:
    subject = f"the answer {old.status}"
    before, after = _plain(old.media), _plain(new.media)
    for media, described in before.items():
        if media not in after:
            wider = next((other for other in after if _covers(other, media)), "")
            kind = "response-media-type-name-generalized" if wider else "response-media-type-removed"
            yield kind, BREAKING, subject, media, wider
            continue
        pair = _schemas(old.operation, new.operation, described, after[media])
        if pair:
            body = f"the body of {subject}"
            yield from compare(*pair, Spot("response", "body", body, "property", today, known=shared))
        elif isinstance(described, dict) and "schema" in described:
            yield "response-body-media-type-schema-removed", RISKY, subject, media, ""
    yield from _headers(old, new, subject, today)


def _plain(media: dict[str, Any]) -> dict[str, Any]:
    """Media types without parameters, as `charset`."""
    return {name.partition(";")[0].strip().lower(): described for name, described in media.items()}


def _covers(wide: str, narrow: str) -> bool:
    """Whether one media type is the general form of another: a range, or what stands after its plus."""
    kind, _, name = narrow.partition("/")
    return wide in {"*/*", f"{kind}/*"} or ("+" in name and wide == f"{kind}/{name.rpartition('+')[2]}")


def _headers(old: Answer, new: Answer, subject: str, today: date) -> Iterator[Told]:
    after = {name.lower(): raw for name, raw in new.raw.get("headers", {}).items()}
    for name, raw in old.raw.get("headers", {}).items():
        first = resolved(raw, old.operation.document.raw)
        shown = f"the header `{name}` of {subject}"
        if name.lower() not in after:
            kind, level = ("required", BREAKING) if first.get("required") else ("optional", RISKY)
            yield f"{kind}-response-header-removed", level, shown, "", ""
        elif first.get("required") and not resolved(after[name.lower()], new.operation.document.raw).get("required"):
            yield "response-header-became-optional", BREAKING, shown, "required", "optional"
        if name.lower() in after and (pair := _schemas(old.operation, new.operation, first, after[name.lower()])):
            yield from compare(*pair, Spot("response", "header", shown, "property", today))


def _schemas(old: Operation, new: Operation, before: Any, after: Any) -> tuple[Schema, Schema] | None:
    if not (isinstance(before, dict) and isinstance(after, dict)) or not ("schema" in before and "schema" in after):
        return None
    return old.document.schema(before["schema"], ""), new.document.schema(after["schema"], "")
