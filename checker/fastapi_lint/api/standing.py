"""What one run knows of each statement of a guideline. Nothing holds that was not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.catalog.folder import modules_folder
from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Guideline, Rule, Statement, parted
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.subjects import absent
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.overview import State
from fastapi_lint.model.record import Record
from fastapi_lint.model.running import Running
from fastapi_lint.model.running import Verdict as Said
from fastapi_lint.model.standing import Standing
from fastapi_lint.project.kinds import kind_of

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


def standing_of(
    guideline: Guideline,
    book: Catalog,
    analysis: Analysis,
    found: Iterable[Diagnostic],
    running: Running | None = None,
) -> Standing:
    """What a run knows of the statements; `found` are the findings that count, listed or not."""
    judge = _Judge(book, analysis, running)
    violations = Counter(sid for diagnostic in found for sid in diagnostic.statements)
    reasons: dict[str, tuple[str, ...]] = {}
    asked: dict[str, None] = {}
    for statement in (s for listed in guideline.sections.values() for s in listed if s.sid not in violations):
        if why := tuple(judge.open(statement)):
            reasons[statement.sid] = why
        else:
            asked.update(dict.fromkeys(statement.rules))
    idle = {reference: judge.idle(*parted(reference)) for reference in asked}
    return Standing(dict(violations), reasons, {reference: why for reference, why in idle.items() if why})


def state_of(statement: Statement, standing: Standing) -> tuple[State, str]:
    """How a statement stands, and why it is not applicable or not evaluated."""
    if standing.violations.get(statement.sid):
        return State.VIOLATED, ""
    if open_ := standing.open.get(statement.sid):
        return State.NOT_EVALUATED, "; ".join(open_)
    if idle := [standing.idle[reference] for reference in statement.rules if reference in standing.idle]:
        return State.NOT_APPLICABLE, "; ".join(dict.fromkeys(idle))
    return State.HOLDS, ""


class _Judge(Record, eq=True):
    """Asks one run what it says of rules and statements."""

    book: Catalog
    analysis: Analysis
    running: Running | None

    def open(self, statement: Statement) -> Iterator[str]:
        """Why nobody can judge a statement; nothing when its rules gave an answer."""
        if statement.not_enforced:
            yield f"not enforced: {statement.not_enforced}"
            return
        reasons = [why for rule, part in statement.references() if (why := self._unanswered(rule, part, statement))]
        reasons += [f"`{rule}` comes with the contract runner" for rule in statement.planned]
        yield from dict.fromkeys(reasons)

    def idle(self, name: str, part: str) -> str:
        """Why a rule had nothing to judge, or ""."""
        if self.running is None:
            return idle(self.analysis, self.analysis.rules[name], part)
        return "" if self.analysis.looked.get(name) else f"`{name}` met nothing that it judges"

    def _unanswered(self, name: str, part: str, statement: Statement) -> str:
        """Why a rule gave no answer, or ""."""
        rule, analysis = self.analysis.rules.get(name), self.analysis
        kind, running = self.book.rules[name].enforced_by, self.running
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

    def _undelegated(self, rule: Rule) -> str:
        reasons = [s.reason for s in self.analysis.skipped if s.subject == f"{rule.enforced_by} rules"]
        return "the delegates are switched off" if not self.analysis.delegates else next(iter(reasons), "")

    def _unread(self, rule: Rule) -> Iterator[str]:
        """Files of the rule's kind that could not be read."""
        analysis = self.analysis
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
