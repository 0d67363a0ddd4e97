"""A project that stays in memory, and what its rules find in it with the texts that are being typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.api.checking import CACHE
from fastapi_lint.api.editor.resident import Resident
from fastapi_lint.catalog.rule import OBSERVED, Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine.dispatch import looks_no_further
from fastapi_lint.engine.replay import prepare
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import Discovery, discover


class Superseded(BaseException):
    """Nobody waits for the answer any more. No `Exception`: a rule that is ended by it did nothing wrong."""


class Live:
    """One project. `texts` map paths, relative to the root, to what stands for the content of these files.

    `certain` are the rules whose findings in a file no distant file can take back.
    """

    def __init__(self, book: Catalog, config: Config) -> None:
        self.book = book
        with suppress(OSError):  # without a place for it, every start costs a cold run
            prepare(str(config.root / CACHE))
        self._memory = Resident(config.root / CACHE)
        self.configure(config)

    def configure(self, config: Config) -> None:
        """Takes over settings, and looks for the project's files again."""
        self.config = config
        rules = active_rules(self.book, config).values()
        self._about_code = frozenset(rule.id for rule in rules if rule.enforced_by != "project")
        self._mendable = frozenset(rule.id for rule in rules if rule.fix == "safe" and rule.enforced_by != "ruff")
        paired = pair(rule for rule in rules if rule.enforced_by not in OBSERVED)
        self.certain = frozenset(active.rule.id for active in paired if looks_no_further(active))
        self.rediscover()

    def rediscover(self) -> None:
        """Looks which files there are, and which of them changed on disk."""
        roles = [(glob, Role(role)) for glob, role in self.config.roles.items()]
        self.discovery: Discovery = discover(self.config.root, self.config.exclude, self.config.extend_exclude, roles)
        self._paths = {file.path for file in self.discovery.files}

    def reads(self, path: str) -> bool:
        """Whether a path is that of a Python file that belongs to the project."""
        return path in self._paths

    def near(self, path: str, texts: Mapping[str, str], go_on: Callable[[], None]) -> Analysis:
        """What the file and those around it say about it, ruff included; quick, and mostly right. `go_on` as below."""
        typed = texts[path]
        wanted = Pass(texts=texts, typed=typed, only={path}, near=True, picked=self._about_code, go_on=go_on)
        return self._analysed(wanted)

    def whole(self, paths: Collection[str], texts: Mapping[str, str], go_on: Callable[[], None]) -> Analysis:
        """What the whole project says about some files, ruff aside; `go_on` may raise Superseded to end it."""
        return self._analysed(Pass(texts=texts, only=paths, delegates=False, go_on=go_on))

    def mendable(self, path: str, texts: Mapping[str, str]) -> Analysis:
        """What the whole project says of one file under the rules that have safe fixes."""
        return self._analysed(Pass(texts=texts, only={path}, picked=self._mendable, delegates=False))

    def _analysed(self, wanted: Pass) -> Analysis:
        """In this process: threads and forks do not go together."""
        return analyse(self.book, self.config, self.discovery, replace(wanted, jobs=1, memory=self._memory))
