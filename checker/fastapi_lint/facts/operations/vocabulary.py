"""What a service's code speaks of: names, attributes, texts, imports and definitions, gathered once per module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.operations.test_code import words_in
from fastapi_lint.facts.project import Project


def vocabulary(project: Project, module: Module) -> str:
    """Every word of one module, each on a line of its own: one text is searched faster than many words."""
    return project.remember(_text, module)


def _text(_: Project, module: Module) -> str:
    return "\n".join(("", *dict.fromkeys(_all_words(module)), ""))


def _all_words(module: Module) -> Iterator[str]:
    yield from words_in(module.scopes())
    yield from (i.target for i in module.imports)
    for function in module.functions:
        yield function.name
        yield from (p.name for p in function.params)
        yield from (d.target for d in function.decorators)
    for class_ in module.classes:
        yield class_.name
        yield from (getattr(b, "target", "") for b in class_.bases)
        yield from (f.name for f in class_.fields)


def speaks_of(project: Project, modules: Iterable[Module], pattern: re.Pattern[str]) -> bool:
    """Whether a word of one of the modules matches."""
    return next(modules_with(project, modules, pattern), None) is not None


def modules_with(project: Project, modules: Iterable[Module], pattern: re.Pattern[str]) -> Iterator[Module]:
    """The modules with a word that matches; `^` and `$` stand for its beginning and end."""
    by_line = re.compile(pattern.pattern, pattern.flags | re.MULTILINE)
    return (m for m in modules if by_line.search(vocabulary(project, m)))


def imports_any(modules: Iterable[Module], packages: Iterable[str]) -> bool:
    """Whether one of the modules imports one of the packages or something from it."""
    wanted = tuple(packages)
    targets = (i.target for m in modules for i in m.imports)
    return any(target == name or target.startswith(f"{name}.") for target in targets for name in wanted)
