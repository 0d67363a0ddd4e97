"""Whether each statement of a guideline holds in a project. Nothing holds that was not looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import modules_folder
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Guideline, Rule, Statement
from fastapi_lint.config import Config, load_config
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.subjects import absent
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.overview import State
from fastapi_lint.model.record import Record
from fastapi_lint.model.running import Running
from fastapi_lint.model.running import Verdict as Said
from fastapi_lint.project.kinds import kind_of
from fastapi_lint.views.conformance import Conformance, Verdict, Violation

_ABOUT_SUPPRESSIONS = frozenset({"suppression-without-reason", "unknown-suppression", "unused-suppression"})
_ABOUT_COMMENTS = {"bare-type-ignore": "type: ignore"}
_NOUNS = {
    "CallSite": "call",
    "Assign": "assignment",
    "Hook": "startup hook",
    "LoopCall": "call on the event loop",
    "Model": "pydantic model",
    "Service": "service with a manifest",
    "Precommit": "pre-commit configuration",
    "EnvFile": ".env file",
    "IgnoreFile": "ignore file",
    "JsonFile": "JSON settings file",
    "IniFile": "INI file",
    "Alembic": "Alembic configuration",
    "Compose": "compose file",
    "Workflow": "CI pipeline",
    "Kubernetes": "Kubernetes object",
}


def conformance(path: Path, guideline: str | None, book: Catalog | None = None) -> Conformance:
    """The verdict on every statement; `guideline` None means the one that the configured profile mirrors."""
    book = book or catalog(cache_home())
    config = load_config(path, None, book)
    followed = _guideline(book, guideline or book.profiles[config.profile].mirrors, config.profile)
    config = _configured(book, config, followed)
    checked = check_project(Request(paths=(path,), settings=config), book)
    shown = Path(os.path.relpath(path.resolve(), Path.cwd())).as_posix()
    return Conformance(followed, config.profile, shown, verdicts(followed, book, checked))


def verdicts(guideline: Guideline, book: Catalog, checked: Checked) -> tuple[Verdict, ...]:
    """What a check that is over knows of every statement."""
    judge = _Judge(book, checked, frozenset(_places(checked.shown)))
    return tuple(
        judge.verdict(title, statement) for title, listed in guideline.sections.items() for statement in listed
    )


def _guideline(book: Catalog, name: str, profile: str) -> Guideline:
    if name in book.guidelines:
        return book.guidelines[name]
    known = ", ".join(book.guidelines) or "none"
    if not name:
        raise UsageError(f"the profile `{profile}` mirrors no guideline; pass --guideline with one of {known}.")
    raise UsageError(f"no guideline is called `{name}`; there are {known}.")


def _configured(book: Catalog, config: Config, guideline: Guideline) -> Config:
    """The settings with the profile of the guideline and every rule that its statements name."""
    mirroring = [name for name, profile in book.profiles.items() if profile.mirrors == guideline.id]
    profile = config.profile if config.profile in mirroring else next(iter(mirroring), config.profile)
    named = {rule for listed in guideline.sections.values() for s in listed for rule, _ in s.references()}
    return replace(config, profile=profile, select=tuple(sorted(named)))


class _Judge(Record, eq=True):
    """Turns what one check found, looked at and passed over into verdicts."""

    book: Catalog
    checked: Checked
    shown: frozenset[tuple[object, ...]]

    def verdict(self, section: str, statement: Statement) -> Verdict:
        """What is known of one statement."""
        violations = tuple(
            Violation(d.rule, d.location, d.message, accepted=_place(d) not in self.shown)
            for d in self.checked.analysis.diagnostics
            if statement.sid in d.statements
        )
        if violations:
            return Verdict(section, statement, State.VIOLATED, violations=violations)
        if statement.not_enforced:
            return Verdict(section, statement, State.NOT_EVALUATED, f"not enforced: {statement.not_enforced}")
        open_ = [why for rule, part in statement.references() if (why := self._open(rule, part, statement))]
        open_ += [f"`{rule}` comes with the contract runner" for rule in statement.planned]
        if open_:
            return Verdict(section, statement, State.NOT_EVALUATED, "; ".join(dict.fromkeys(open_)))
        reasons = [self._idle(rule, part) for rule, part in statement.references()]
        if any(reasons):
            return Verdict(section, statement, State.NOT_APPLICABLE, "; ".join(dict.fromkeys(filter(None, reasons))))
        return Verdict(section, statement, State.HOLDS)

    def _open(self, name: str, part: str, statement: Statement) -> str:
        """Why a rule gave no answer, or ""."""
        rule, analysis = self.checked.analysis.rules.get(name), self.checked.analysis
        kind, running = self.book.rules[name].enforced_by, self.checked.report.running
        if kind == "review":
            return f"for a reviewer: {statement.review}" if statement.review else "for a reviewer"
        if running is not None and kind not in OBSERVED:
            return f"`{name}` reads files: see `fastapi-lint check`"
        if rule is None:
            return f"`{name}` is switched off"
        if any(crash.rule == name for crash in analysis.crashes):
            return f"`{name}` failed"
        if kind in OBSERVED:
            return _unseen(running, name)
        if rule.delegate:
            return self._undelegated(rule)
        if part and not looks_after(rule, part):
            return f"`{name}` is not set to look after {part}"
        return next(self._unread(rule), "")

    def _idle(self, name: str, part: str) -> str:
        """Why a rule had nothing to judge, or ""."""
        analysis = self.checked.analysis
        if self.checked.report.running is None:
            return idle(analysis, analysis.rules[name], part)
        return "" if analysis.looked.get(name) else f"`{name}` met nothing that it judges"

    def _undelegated(self, rule: Rule) -> str:
        reasons = [s.reason for s in self.checked.analysis.skipped if s.subject == f"{rule.enforced_by} rules"]
        return "the delegates are switched off" if not self.checked.analysis.delegates else next(iter(reasons), "")

    def _unread(self, rule: Rule) -> Iterator[str]:
        """Files of the rule's kind that could not be read."""
        analysis = self.checked.analysis
        (active,) = pair([rule]) if rule.has_module else (None,)
        kind = active.kind if active is not None else None
        for trouble in analysis.reading.troubles:
            if kind in {kind_of(trouble.path), Service}:
                yield f"{trouble.path} could not be read"
        for path in analysis.scanned.problems:
            if analysis.scanned.inputs[path].file.role.value in rule.scope and rule.enforced_by == "source":
                yield f"{path} could not be read"


def _unseen(running: Running | None, name: str) -> str:
    """Why a run says nothing of a rule about running services, or ""."""
    if running is None:
        return f"`{name}` needs the running service"
    said = [row.verdicts.get(name) for row in running.matrix]
    missing = said.count(Said.NOT_EVALUATED)
    return f"`{name}` could not judge {missing} of {len(said)} operations" if missing or not said else ""


def idle(analysis: Analysis, rule: Rule, part: str = "") -> str:
    """Why a rule that ran had nothing to judge ("no webhook in this project"), or ""."""
    if rule.delegate:
        return _unlooked(analysis, rule)
    if rule.id in _ABOUT_SUPPRESSIONS and not analysis.scanned.suppressing:
        return "no suppression in this project"
    if part and (noun := _lacks(analysis, rule, part) or analysis.idle.get(f"{rule.id}#{part}")):
        return f"no {noun} in this project"
    lacking = _lacks(analysis, rule, "")
    if not rule.has_module or (analysis.looked.get(rule.id) and not lacking):
        return ""
    if noun := lacking or analysis.idle.get(rule.id):
        return f"no {noun} in this project"
    (active,) = pair([rule])
    return f"no {_NOUNS.get(active.kind.__name__, active.kind.__name__.lower())} in this project"


def _unlooked(analysis: Analysis, rule: Rule) -> str:
    """What a delegate had nothing of to look at, or ""."""
    files = [i for i in analysis.scanned.inputs.values() if i.file.role.value in rule.scope]
    if not files:
        return "no Python file of the rule's kind"
    if noun := _lacks(analysis, rule, ""):
        return f"no {noun} in this project"
    comment = _ABOUT_COMMENTS.get(rule.id, "")
    texts = (text for i in files if isinstance(text := i.read(), str))
    return "" if any(comment in text for text in texts) else f"no `{comment}` in this project"


def _lacks(analysis: Analysis, rule: Rule, part: str) -> str:
    """The subject of a rule or of a part of it, when the project has none, else ""."""
    subject = rule.subjects.get(part)
    return absent(analysis.scanned.project, subject) if subject else ""


def looks_after(rule: Rule, part: str) -> bool:
    """Whether a rule with these parameters can have findings of a part: one of them lists it, or its module names it.

    A rule is believed unless a parameter lists its other parts: a dict some of them, a list most of them.
    """
    named = {served.part for served in rule.serves if served.part}
    listings = [(_words(param.value), isinstance(param.value, dict)) for param in rule.params.values()]
    if any(part in words for words, _ in listings) or f'"{part}"' in _source(rule):
        return True
    return not any(named & words and (is_dict or 2 * len(named & words) > len(named)) for words, is_dict in listings)


def _words(value: ParamValue) -> frozenset[str]:
    """What a parameter may list as parts: items, alone or before `=` or `|`; keys, alone or with their value."""
    if isinstance(value, dict):
        return frozenset(value) | {f"{key}{sign}{text}" for key, text in value.items() for sign in "=:"}
    items = value if isinstance(value, tuple | frozenset) else ()
    return frozenset(word for item in items for word in (item, *re.split(r"[|\s=<>~!]+", item)))


def _source(rule: Rule) -> str:
    """The text of the module that checks the rule."""
    return (modules_folder() / rule.category / f"{rule.module}.py").read_text("utf-8") if rule.has_module else ""


def _places(shown: object) -> Iterator[tuple[object, ...]]:
    return (_place(d) for d in shown if isinstance(d, Diagnostic)) if isinstance(shown, dict) else iter(())


def _place(found: Diagnostic) -> tuple[object, ...]:
    return found.rule, found.location, found.message
