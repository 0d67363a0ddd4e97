"""A new password may be of any strength."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Param
from fastapi_lint.facts.interface.bounds import constraints
from fastapi_lint.facts.interface.validating import is_validated
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.finding import Finding

_NEW = re.compile(r"(?i)^(?:new_?)?(?:password|passwd|passphrase)$")
_SIGNS_IN = re.compile(
    r"(?i)log_?in|sign_?in|credential|token|auth(?:request|in|enticate)|session|basic|connect|database"
)


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.kind != "model" or "request" not in model.used_in or _SIGNS_IN.search(model.name):
        return
    for field in model.fields:
        text = project.types.named(field.annotation) in (
            "builtins.str",
            "pydantic.SecretStr",
            "pydantic.types.SecretStr",
        )
        if field.owner is model.class_ and text and _NEW.match(field.name) and not _is_limited(project, model, field):
            yield Finding.of(field, name=field.name, model=model.name)


def _is_limited(project: Project, model: Model, field: ModelField) -> bool:
    """Whether a constraint or a validator looks at the field."""
    param = Param(field.name, field.annotation, field.value, field.at)
    _, metadata = project.annotated(field.annotation)
    named = [m for m in metadata if not hasattr(m, "args")]
    if named or any(c.keyword(k) for c in constraints(project, param) for k in ("min_length", "pattern", "regex")):
        return True
    if any(c.method in ("AfterValidator", "BeforeValidator", "MinLen", "Len") for c in constraints(project, param)):
        return True
    return is_validated(project, model.class_, field.name)
