"""Applies fixes to the text of one file: one pass over its libcst tree, parsed again at the end."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import lru_cache

import libcst as cst

from fastapi_lint.engine.fixing.generate import code_of
from fastapi_lint.engine.fixing.names import Names
from fastapi_lint.engine.fixing.plan import Finder, Plan, Target, plan
from fastapi_lint.engine.fixing.site import Site
from fastapi_lint.engine.fixing.transplant import transplant
from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import path_of
from fastapi_lint.model.record import Record


class Applied(Record, eq=True):
    """`text` is the file afterwards. `refused`: a codemod saw that the change would be unsafe.

    Those that overlap with others are in neither and can be asked for again. `problem` says why the file was left as
    it was.
    """

    text: str
    applied: tuple[Fix, ...] = ()
    refused: tuple[Fix, ...] = ()
    problem: str = ""


class CodemodError(Exception):
    """A codemod is wrong: it failed on a file."""


def apply_fixes(text: str, fixes: Sequence[Fix], find: Finder) -> Applied:
    """The text with all fixes that do not overlap. Bytes outside the changed lines stay as they are."""
    if not fixes:
        return Applied(text)
    try:
        module = _parsed(text)
        return _applied(text, module, plan(module, fixes, find), path_of(fixes[0].at))
    except cst.ParserSyntaxError as error:
        return Applied(text, problem=f"it does not parse: line {error.raw_line}: {_first_line(error.message)}.")
    except RecursionError:
        return Applied(text, problem="it is nested too deeply to be fixed.")
    except cst.CSTValidationError as error:
        return Applied(text, problem=f"a replacement does not fit where it should stand: {_first_line(str(error))}.")
    except CodemodError as error:
        return Applied(text, problem=f"{error}.")


@lru_cache(maxsize=2)
def _parsed(text: str) -> cst.Module:
    """The tree of a text; the fixes of one file are often asked for one by one."""
    return cst.parse_module(text)


def _applied(text: str, module: cst.Module, planned: Plan, path: str) -> Applied:
    names = Names(module, keep_imports=path.endswith("__init__.py"))
    rewriter = _Rewriter(module, planned.targets, names)
    rewritten = module.visit(rewriter)
    refused = (*planned.lost, *rewriter.refused)
    if not rewriter.applied:
        return Applied(text, refused=refused)
    settled = names.settle(rewritten)
    result = transplant(text, code_of(module), code_of(settled))
    problem = "its line ends cannot be kept." if result is None else _broken(text, result, _changed(module, settled))
    if result is None or problem:
        return Applied(text, refused=refused, problem=problem)
    return Applied(result, tuple(rewriter.applied), refused)


class _Rewriter(cst.CSTTransformer):
    """Visits only the way to the targets; inner ones are left, and so changed, first."""

    def __init__(self, module: cst.Module, targets: Sequence[Target], names: Names) -> None:
        super().__init__()
        self.applied: list[Fix] = []
        self.refused: list[Fix] = []
        self._indent = module.default_indent
        self._names = names
        self._way = {module, *(node for t in targets for node in t.ancestors)}
        self._targets: dict[cst.CSTNode, list[Target]] = {}
        for target in sorted(targets, key=lambda t: t.fix.at):
            self._targets.setdefault(target.level, []).append(target)

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node in self._way

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        for target in self._targets.get(original_node, ()):
            updated_node = self._change(target, updated_node)
        return updated_node

    def _change(self, target: Target, current: cst.CSTNode) -> cst.CSTNode:
        site = Site(target.level, target.anchored, target.ancestors, target.fix.args, self._names, self._indent)
        try:
            changed = target.codemod.apply(site, current)
        except Exception as error:
            name = target.fix.codemod
            raise CodemodError(f"the codemod `{name}` failed on it with {type(error).__name__}: {error}") from error
        if changed is None or changed is current:
            self.refused.append(target.fix)
            return current
        self.applied.append(target.fix)
        self._names.commit(site.used, site.freed)
        return changed


def _changed(before: cst.Module, after: cst.Module) -> str:
    """The statements of the module that are not as they were, among its imports, which have to stand in their order."""
    same = {id(node) for node in before.body}
    some = [n for n in after.body if id(n) not in same or isinstance(n, cst.SimpleStatementLine)]
    return code_of(after.with_changes(body=some))


def _broken(before: str, after: str, changed: str) -> str:
    """Why the fixed text is no longer Python, or ""; what Python itself rejects counts when it took the text before.

    Only what is `changed` is compiled first, as a large file takes long and each of its fixes may be asked for.
    """
    if not _rejected(changed):
        return ""
    reason = _rejected(after)
    if not reason:
        return ""
    try:
        cst.parse_module(after)
    except cst.ParserSyntaxError as error:
        return f"after fixing it would not parse: line {error.raw_line}: {_first_line(error.message)}."
    return "" if _rejected(before) else f"after fixing Python would reject it: {reason}."


def _rejected(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<fixed>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return f"line {error.lineno}: {error.msg}"
        except (ValueError, MemoryError, RecursionError) as error:
            return _first_line(str(error))
    return ""


def _first_line(message: str) -> str:
    return message.split("\n", 1)[0].rstrip(".")
