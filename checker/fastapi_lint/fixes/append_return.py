"""Appends `return <name>` to the anchored function: `name` is one of its variables."""

from __future__ import annotations

import libcst as cst
from libcst import matchers as m

from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.FunctionDef


def apply(site: Site, updated: cst.FunctionDef) -> cst.FunctionDef | None:
    """Refuses for generators, one-line bodies, functions that end in `return` or `raise`, and unknown names."""
    name = site.args["name"]
    body = updated.body
    if not isinstance(body, cst.IndentedBlock) or _leaves(body.body[-1]) or _yields(body):
        return None
    bound = m.Param(name=m.Name(name)) | m.AssignTarget(target=m.Name(name)) | m.AnnAssign(target=m.Name(name))
    if not m.findall(updated, bound):
        return None
    line = cst.SimpleStatementLine([cst.Return(cst.Name(name))])
    return updated.with_changes(body=body.with_changes(body=[*body.body, line]))


def _leaves(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[-1], cst.Return | cst.Raise)


def _yields(body: cst.BaseSuite) -> bool:
    """Whether the function itself yields; functions inside it do not count."""
    inner = {y for scope in m.findall(body, m.FunctionDef() | m.Lambda()) for y in m.findall(scope, m.Yield())}
    return any(y not in inner for y in m.findall(body, m.Yield()))
