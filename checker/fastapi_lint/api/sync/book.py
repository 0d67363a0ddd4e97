"""The part of the rulebook that matters to one project, as documents for agents are made of it."""

from __future__ import annotations

from fastapi_lint.catalog.folder import rules_folder, skills_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.listing import ProjectFiles
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.source.discover import Discovery
from fastapi_lint.views.agents.block import BUDGET
from fastapi_lint.views.agents.relevance import matters
from fastapi_lint.views.agents.targets import Book

LEAST_BUDGET = 1_500


def rulebook(
    catalogue: Catalog, config: Config, required: frozenset[str] | None = None, globs: tuple[str, ...] = ("**/*.py",)
) -> Book:
    """The rules that are checked in a project and matter to one that requires these distributions, and the skills."""
    active = active_rules(catalogue, config)
    examples = {rule.id: load_examples(rule, rules_folder()) for rule in active.values()}
    chosen = catalogue.profiles[config.profile].rules if config.select is None else catalogue.selected(config.select)
    unwanted = catalogue.named(config.ignore)
    reviewed = (r for r in catalogue.rules.values() if r.enforced_by == "review" and r.id not in unwanted)
    return Book(
        catalogue,
        config.profile,
        tuple(rule for rule in active.values() if matters(rule, examples[rule.id], required)),
        tuple(rule for rule in reviewed if rule.id in chosen),
        examples,
        written_skills(),
        globs,
        _budget(config),
    )


def written_skills() -> dict[str, str]:
    """The SKILL.md of every skill, by the skill's name."""
    return {file.parent.name: file.read_text("utf-8") for file in sorted(skills_folder().glob("*/SKILL.md"))}


def required(files: ProjectFiles) -> frozenset[str] | None:
    """The distributions that the project's manifests require in any group; None when they say nothing."""
    return frozenset(r.name for manifest in files.of(Manifest) for r in manifest.requirements) or None


def globs(discovery: Discovery) -> tuple[str, ...]:
    """Globs that lead to the application's Python files, one for each folder at the top."""
    paths = [file.path for file in discovery.files if file.role is Role.APPLICATION]
    return tuple(sorted({f"{path.partition('/')[0]}/**/*.py" if "/" in path else "*.py" for path in paths}))


def wrong(config: Config, key: str, text: str) -> ConfigError:
    """What to raise for a key of `[tool.fastapi-lint.agents]`."""
    return ConfigError(f"{config.file}: agents.{key}: {text}")


def _budget(config: Config) -> int:
    value = config.agents.get("budget", BUDGET)
    if not isinstance(value, int) or value < LEAST_BUDGET:
        raise wrong(config, "budget", f"expected a number of bytes from {LEAST_BUDGET} up.")
    return value
