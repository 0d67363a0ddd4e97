"""Where `await` may stand."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.site import Site


def may_await(site: Site) -> bool:
    """Whether the place is evaluated in the body of an `async def`: not in a lambda or generator expression of it."""
    scope = next(iter(site.scopes), None)
    if not isinstance(scope, cst.FunctionDef) or scope.asynchronous is None:
        return False
    inside = site.ancestors[: site.ancestors.index(scope)]
    return not any(isinstance(node, cst.GeneratorExp) for node in inside)
