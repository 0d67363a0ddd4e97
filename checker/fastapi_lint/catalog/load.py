"""Walks the folder of YAML and builds the catalogue, or reports every problem of it at once."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.catalog import build
from fastapi_lint.catalog.consistency import Book, check
from fastapi_lint.catalog.reading import read
from fastapi_lint.catalog.resolve import profile_parts
from fastapi_lint.catalog.rule import Catalog, Example, Rule
from fastapi_lint.catalog.spec import CategorySpec, GuidelineSpec, ProfileSpec, RuleSpec
from fastapi_lint.model.errors import CatalogError

_CATEGORY_FILE = "_category.yaml"


def load_catalog(rules: Path, modules: Path) -> Catalog:
    """The catalogue of a folder of YAML whose Python modules are in `modules`; CatalogError lists all problems."""
    book = _read_book(rules, modules)
    check(book)
    if book.problems:
        raise CatalogError(book.problems)
    return _build(book)


def load_examples(rule: Rule, rules: Path) -> tuple[Example, ...]:
    """The examples of one rule, read from its YAML; CatalogError when the file is wrong."""
    problems: list[str] = []
    shown = f"rules/{rule.category}/{rule.id}.yaml"
    spec = read(rules / rule.category / f"{rule.id}.yaml", RuleSpec, problems, shown)
    if spec is None:
        raise CatalogError(problems)
    return tuple(build.example(example, rule.params) for example in spec.examples)


def _read_book(rules: Path, modules: Path) -> Book:
    book = Book(modules={(p.parent.name, p.stem) for p in modules.glob("*/*.py") if p.stem != "__init__"})
    for path in sorted(rules.rglob("*")):
        parts = path.relative_to(rules).parts
        if path.is_dir():
            continue
        if len(parts) == 2 and path.suffix == ".yaml":
            _read_file(book, path, *parts)
        elif len(parts) != 1 or path.suffix in {".yaml", ".yml"}:
            book.problems.append(f"rules/{'/'.join(parts)}: expected rules/<folder>/<name>.yaml.")
    return book


def _read_file(book: Book, path: Path, folder: str, name: str) -> None:
    shown = f"rules/{folder}/{name}"
    if folder == "profiles":
        book.profiles[path.stem] = read(path, ProfileSpec, book.problems, shown)
    elif folder == "guidelines":
        book.guidelines[path.stem] = read(path, GuidelineSpec, book.problems, shown)
    elif name == _CATEGORY_FILE:
        book.categories[folder] = read(path, CategorySpec, book.problems, shown)
    else:
        book.rules[folder, path.stem] = read(path, RuleSpec, book.problems, shown)


def _build(book: Book) -> Catalog:
    """The plain catalogue of a book without problems."""
    categories = {name: build.category(spec, name) for name, spec in book.categories.items() if spec}
    categories = dict(sorted(categories.items(), key=lambda item: (item[1].order, item[0])))
    guidelines = {name: build.guideline(spec, name) for name, spec in book.guidelines.items() if spec}
    serving = book.serving()
    rules: dict[str, Rule] = {}
    for name, category in categories.items():
        for (folder, _), spec in sorted(book.rules.items()):
            if spec and folder == name:
                rules[spec.id] = build.rule(spec, category, serving.get(spec.id, ()))
    aliases = {alias: rule.id for rule in rules.values() for alias in rule.aliases}
    catalog = Catalog(rules, categories, {}, guidelines, aliases)
    for title, profile in book.profiles.items():
        if profile:
            catalog.profiles[title] = build.profile(profile, title, *profile_parts(title, book.profiles, catalog))
    return catalog
