"""What a reader searches and filters with, and the links to the parts of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from posixpath import dirname

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.reporters.page.markup import Markup, shortened, tag, void, words
from fastapi_lint.reporters.visible import subject

_TITLES = {
    "not-evaluated": "Not evaluated",
    "conformance": "Conformance",
    "operations": "Operations",
    "trend": "Trend",
    "findings": "Findings",
}
_LABEL = 90
_DEEPEST = 12
_GROUPINGS = {"rule": "Rule", "file": "File", "folder": "Folder"}


def navigation(project: str, parts: Sequence[str]) -> Markup:
    """Links to the parts that there are, and the switch between light and dark, which only a script can offer."""
    links = [tag("li", tag("a", _TITLES[part], href=f"#{part}")) for part in parts]
    switch = tag("button", tag("span", "Dark", class_="label"), type="button", id="scheme", hidden=True)
    name = tag("a", tag("bdi", words(project)), href="#top", class_="home")
    return tag("nav", tag("div", name, tag("ul", *links), switch, class_="inner"), aria_label="Parts of the report")


def controls(diagnostics: Sequence[Diagnostic]) -> Markup:
    """The form, hidden until the script is there; its status tells how many findings are shown."""
    return tag(
        "form",
        tag("div", _search(), *_choices(diagnostics), _grouping(), class_="row"),
        tag("div", _toggles(diagnostics), *_told(), class_="row"),
        id="controls",
        role="search",
        aria_label="Filter findings",
        hidden=True,
    )


def _told() -> Iterator[Markup]:
    yield tag("button", "Show all", type="reset", id="reset", hidden=True)
    yield tag("p", role="status", id="shown")


def keys() -> Markup:
    """The keys that the script listens to, hidden until it does."""
    pairs = (("/", "search"), ("j", ""), ("k", "next and previous"), ("Esc", "show all"))
    return tag("p", *((tag("kbd", key), f" {does} ") for key, does in pairs), id="keys", hidden=True)


def _search() -> Markup:
    return tag(
        "label",
        tag("span", "Search", class_="unseen"),
        void("input", type="search", id="query", placeholder="Search messages, paths, rules", autocomplete="off"),
        class_="search",
    )


def _choices(diagnostics: Sequence[Diagnostic]) -> Iterator[Markup]:
    rules = Counter(diagnostic.rule for diagnostic in diagnostics)
    files = Counter(subject(diagnostic.location) for diagnostic in diagnostics)
    folders: Counter[str] = Counter()
    for path, number in files.items():
        for folder in _above(path):
            folders[folder] += number
    yield _select("rule", "Rule", "Every rule", {"": rules})
    yield _select("place", "Place", "Every place", {"Folders": folders, "Files": files})


def _above(path: str) -> Iterator[str]:
    """The folders of a path, from the innermost; a path from elsewhere may have any number."""
    for _ in range(_DEEPEST):
        path = dirname(path.rstrip("/"))
        if path in {"", "/"}:
            return
        yield f"{path}/"


def _select(name: str, label: str, everything: str, groups: dict[str, Counter[str]]) -> Markup:
    options = [tag("option", everything, value="")]
    for title, counts in groups.items():
        listed = [tag("option", f"{_brief(text)} ({counts[text]:,})", value=text) for text in sorted(counts)]
        options += [tag("optgroup", *listed, label=title)] if title and listed else listed
    return tag("label", tag("span", label, class_="unseen"), tag("select", *options, id=name), class_="choice")


def _brief(text: str) -> str:
    text = shortened(text)
    return text if len(text) <= _LABEL else f"…{text[-_LABEL:]}"


def _toggles(diagnostics: Sequence[Diagnostic]) -> Markup:
    kinds = Counter(diagnostic.severity for diagnostic in diagnostics)
    fixable = sum(diagnostic.fix is not None for diagnostic in diagnostics)
    boxes = [_toggle("severity", kind, f"{kind.value.capitalize()}s", kinds[kind]) for kind in Severity if kinds[kind]]
    if fixable:
        boxes.append(_toggle("fixable", "fixable", "Fixable only", fixable))
    return tag("fieldset", tag("legend", "Show", class_="unseen"), *boxes, class_="toggles")


def _toggle(name: str, value: str, label: str, number: int) -> Markup:
    box = void("input", type="checkbox", name=name, value=value, checked=name == "severity")
    text = tag("span", f"{label} ", tag("span", f"{number:,}", class_="number"))
    return tag("label", box, text, class_=f"toggle {value}")


def _grouping() -> Markup:
    boxes = {
        label: void("input", type="radio", name="group", value=value, checked=value == "rule")
        for value, label in _GROUPINGS.items()
    }
    choices = [tag("label", box, tag("span", label)) for label, box in boxes.items()]
    return tag("fieldset", tag("legend", "Group by"), *choices, class_="grouping")
