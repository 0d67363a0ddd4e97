"""Whether control can reach the end of a suite."""

from __future__ import annotations

import libcst as cst


def falls_through(suite: cst.BaseSuite) -> bool:
    """False when every way through the suite returns, raises or never ends."""
    return all(_passes(statement) for statement in suite.body)


def _passes(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=body):
            return not any(isinstance(s, cst.Return | cst.Raise | cst.Continue | cst.Break) for s in body)
        case cst.Return() | cst.Raise() | cst.Continue() | cst.Break():
            return False
        case cst.If():
            return _if_passes(node)
        case cst.While(test=cst.Name(value="True"), body=body):
            return _breaks(body)
        case cst.With(body=body):
            return falls_through(body)
        case cst.Try() | cst.TryStar():
            return _try_passes(node)
        case cst.Match(cases=cases):
            exhaustive = any(
                isinstance(c.pattern, cst.MatchAs) and c.pattern.pattern is None and c.guard is None for c in cases
            )
            return not exhaustive or any(falls_through(c.body) for c in cases)
        case _:
            return True


def _if_passes(node: cst.If) -> bool:
    current: cst.If | cst.Else | None = node
    while isinstance(current, cst.If):
        if falls_through(current.body):
            return True
        current = current.orelse
    return current is None or falls_through(current.body)


def _try_passes(node: cst.Try | cst.TryStar) -> bool:
    if node.finalbody is not None and not falls_through(node.finalbody.body):
        return False
    if any(falls_through(h.body) for h in node.handlers):
        return True
    ends = node.orelse.body if node.orelse is not None else None
    return falls_through(node.body) and (ends is None or falls_through(ends))


def _breaks(suite: cst.BaseSuite) -> bool:
    """Whether a `break` of this loop is somewhere in the suite."""
    queue: list[cst.CSTNode] = list(suite.body)
    while queue:
        node = queue.pop()
        if isinstance(node, cst.Break):
            return True
        if isinstance(node, cst.FunctionDef | cst.ClassDef | cst.For | cst.While):
            continue
        for attribute in ("body", "orelse", "handlers", "finalbody", "cases"):
            part = getattr(node, attribute, None)
            if isinstance(part, cst.CSTNode):
                queue.append(part)
            elif part:
                queue.extend(part)
    return False
