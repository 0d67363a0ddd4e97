"""The text of a libcst tree, of which only the statements that a fix changed are written anew."""

from __future__ import annotations

from functools import lru_cache

import libcst as cst


def code_of(module: cst.Module) -> str:
    """As `module.code`. Most of a changed tree is the tree before: the fixes of a file share all other statements."""
    indent, newline = module.default_indent, module.default_newline
    text = "".join(_code(node, indent, newline) for node in (*module.header, *module.body, *module.footer))
    if module.has_trailing_newline:
        return text or newline
    return text.removesuffix(newline)


@lru_cache(maxsize=1_000)
def _code(node: cst.CSTNode, indent: str, newline: str) -> str:
    return cst.Module((), default_indent=indent, default_newline=newline).code_for_node(node)
