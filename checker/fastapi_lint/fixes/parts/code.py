"""The code that a rule gives a codemod as text -> a node, with the names that it needs imported."""

from __future__ import annotations

import libcst as cst
from libcst import matchers as m

from fastapi_lint.fixes.parts.site import Site


def expression(site: Site, argument: str) -> cst.BaseExpression | None:
    """The expression in this argument of the fix; None when it does not parse or a name that it needs is taken.

    The argument `imports` lists dotted names, separated by commas: `fastapi.Depends` means
    `from fastapi import Depends`, `asyncio` means `import asyncio`. The code uses their last parts.
    """
    try:
        node = cst.parse_expression(site.args[argument])
    except cst.ParserSyntaxError:
        return None
    return with_imports(site, node)


def with_imports(site: Site, node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The expression with the names in `imports` written as this file writes them; None when one is taken."""
    for dotted in (name.strip() for name in site.args.get("imports", "").split(",")):
        if not dotted:
            continue
        local = site.use(dotted)
        if local is None:
            return None
        name = dotted.rpartition(".")[2]
        if local != name:
            node = _renamed(node, name, local)
    return node


def names_in(node: cst.CSTNode) -> frozenset[str]:
    """Every name inside a node: what may have no other use once the node is gone."""
    return frozenset(cst.ensure_type(n, cst.Name).value for n in m.findall(node, m.Name()))


def free_names(site: Site, node: cst.CSTNode) -> None:
    """Frees every name inside a node that goes away."""
    for name in sorted(names_in(node)):
        site.free(name)


def last_name(node: cst.BaseExpression) -> str:
    """`c` for `a.b.c` and for `c`, "" for anything else."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _renamed(node: cst.BaseExpression, name: str, local: str) -> cst.BaseExpression:
    renamed = node.visit(_Renamed(name, local))
    return renamed if isinstance(renamed, cst.BaseExpression) else node


class _Renamed(cst.CSTTransformer):
    """Replaces a plain name; attributes and keywords of the same name stay."""

    def __init__(self, name: str, local: str) -> None:
        super().__init__()
        self._name = name
        self._local = local

    def leave_Name(self, _original: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if updated_node.value != self._name:
            return updated_node
        node = cst.parse_expression(self._local)
        return node.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)
