"""Runs the checker over the example of a rule as a user would: files in a folder, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.api.contract import ContractRequest, examine
from fastapi_lint.api.repair import repair
from fastapi_lint.api.service_settings import Overrides, service_settings
from fastapi_lint.catalog.markers import bare
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Example
from fastapi_lint.config import Config, config_from
from fastapi_lint.source.discover import discover
from tests.contract.booting import forked


def run_example(
    example: Example, folder: Path, book: Catalog, rule: str | None, beside: Iterable[str] = ()
) -> Analysis:
    """What is found in the example's files by a rule and those `beside` it; None means the recommended profile."""
    for name, text in example.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(bare(text), encoding="utf-8")
    config = Config(root=folder)
    if example.config:
        config = replace(config_from(example.config, folder / "pyproject.toml", book), root=folder)
    if rule is not None:
        config = replace(config, select=(rule, *beside))
        if example.params:
            config = replace(config, rules={**config.rules, rule: dict(example.params)})
    return judged(book, config, folder, running=rule is not None and book.rules[rule].enforced_by in OBSERVED)


def judged(book: Catalog, config: Config, folder: Path, *, running: bool) -> Analysis:
    """What is found in the files of a folder, or in the service that they make when it runs."""
    if not running:
        return analyse(book, config, discover(folder), Pass(jobs=1, delegates=False))
    base = folder / "openapi-base.json"
    asked = ContractRequest(python=Path(sys.executable), anonymous=True, base=base if base.exists() else None)
    settings = service_settings(config, Overrides(asked.python, timeout=1.0))
    analysis, seen = examine(book, config, discover(folder), asked, settings, forked)
    assert seen.whole, [f"{s.subject}: {s.reason}" for s in analysis.skipped]
    return analysis


def fix_example(example: Example, folder: Path, book: Catalog, rule: str) -> dict[str, str]:
    """The example's files after all fixes of the rule, unsafe ones included."""

    def again(texts: Mapping[str, str] | None = None) -> Analysis:
        config = replace(Config(root=folder), select=(rule,))
        return analyse(book, config, discover(folder), Pass(texts=texts or {}, jobs=1, delegates=False))

    found = run_example(example, folder, book, rule)
    repair(found, again, unsafe=True, write=True, wanted=lambda current, _: current.diagnostics)
    return {name: (folder / name).read_text("utf-8") for name in example.files}
