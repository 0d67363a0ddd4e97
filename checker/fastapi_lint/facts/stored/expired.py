"""Whether a commit has emptied an ORM object: SQLAlchemy loads its columns anew when one of them is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Statement
from fastapi_lint.facts.expression import Expr, Mapping, Name, string, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_SETTING = "expire_on_commit"


def is_expired(project: Project, returned: Statement, function: Function) -> bool:
    """Whether nothing touches the returned variable after the last `commit()` before it.

    Never in a project that sets `expire_on_commit` anywhere, which keeps the columns.
    """
    if not isinstance(returned.value, Name) or project.remember(_keeps_columns, project):
        return False
    name = returned.value.id
    before = [site for site in function.body.calls if site.at < returned.at]
    commits = [n for n, site in enumerate(before) if site.call.method == "commit" and not site.call.args]
    if not commits:
        return False
    last = before[commits[-1]].at
    later: list[Expr] = [site.call for site in before[commits[-1] + 1 :]]
    later += [a.value for a in function.body.assigns if last < a.at < returned.at and a.value is not None]
    later += [f.subject for f in function.body.frames if last < f.at < returned.at and f.subject is not None]
    return not any(isinstance(part, Name) and part.id == name for expr in later for part in walk(expr))


def _keeps_columns(project: Project, _: Project) -> bool:
    for module in project.modules.values():
        for site in module.calls():
            for arg in site.call.args:
                table = arg.value.items if isinstance(arg.value, Mapping) else ()
                if arg.keyword == _SETTING or any(string(key) == _SETTING for key, _ in table):
                    return True
    return False
