"""Everything about one rule, as plain text that is also Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import Example, Rule

_LANGUAGES = {"py": "python", "toml": "toml", "yaml": "yaml", "yml": "yaml", "json": "json"}
_KINDS = {"bad": "Wrong", "good": "Right", "near-miss": "Not reported"}


def explain(rule: Rule, examples: Iterable[Example]) -> str:
    """The rule's text: what, why, what instead, limits, parameters, examples, statements, links and its files."""
    parts = [
        f"# {rule.id}",
        f"{rule.summary}.",
        _facts(rule),
        f"## Why\n\n{rule.why}",
        f"## Instead\n\n{rule.directive.line}: {rule.directive.instead}.",
        *_fix(rule),
        *_section("Limits", rule.limits),
        *_section("Parameters", "\n".join(_params(rule))),
        *(_example(example) for example in examples),
        *_section("Statements", ", ".join(rule.statements)),
        *_section("References", "\n".join(f"- {link}" for link in rule.references)),
        *_section("Files", "\n".join(f"- {path}" for path in files(rule))),
    ]
    return "\n\n".join(parts) + "\n"


def files(rule: Rule) -> list[str]:
    """The paths of the rule's YAML and of its module, in the product's repository."""
    paths = [f"rules/{rule.category}/{rule.id}.yaml"]
    if rule.has_module:
        paths.append(f"checker/fastapi_lint/rules/{rule.category}/{rule.module}.py")
    return paths


def _facts(rule: Rule) -> str:
    enforced_by = " ".join([rule.enforced_by, *rule.delegate])
    lines = [
        f"- category: {rule.category}",
        f"- severity: {rule.severity}, confidence: {rule.confidence}",
        f"- enforced by: {enforced_by}",
        f"- looks at: {', '.join(sorted(rule.scope))} files",
        f"- {rule.status} since {rule.since}",
    ]
    if wanted := _applies_to(rule):
        lines.append(f"- applies to: {wanted}")
    if rule.aliases:
        lines.append(f"- formerly: {', '.join(rule.aliases)}")
    return "\n".join(lines)


def _applies_to(rule: Rule) -> str:
    versions = [f"{name} {text}" for name, text in rule.applies_to.versions.items()]
    return ", ".join([*versions, *(f"projects that require {name}" for name in rule.applies_to.requires)])


def _fix(rule: Rule) -> list[str]:
    if rule.fix == "none":
        return []
    command = "fastapi-lint check --fix" if rule.fix == "safe" else "fastapi-lint check --unsafe-fixes"
    reason = f" It is unsafe: {rule.why_unsafe.removesuffix('.')}." if rule.why_unsafe else ""
    return [f"## Fix\n\n`{command}` rewrites it.{reason}"]


def _section(title: str, text: str) -> list[str]:
    return [f"## {title}\n\n{text}"] if text else []


def _params(rule: Rule) -> Iterator[str]:
    for name, param in rule.params.items():
        choices = f"; one of {', '.join(param.choices)}" if param.choices else ""
        yield f"- `{name}` (`{param.type}`{choices}): {param.about}. Default: {_value(param.value)}"


def _value(value: ParamValue) -> str:
    match value:
        case bool():
            return str(value).lower()
        case tuple() | frozenset():
            return ", ".join(f"`{item}`" for item in (value if isinstance(value, tuple) else sorted(value))) or "empty"
        case dict():
            return ", ".join(f"`{key}` = {_value(item)}" for key, item in value.items()) or "empty"
        case _:
            return f"`{value}`"


def _example(example: Example) -> str:
    parts = [f"## {_KINDS[example.kind]}: {example.name}", *blocks(example.files)]
    if example.fixed:
        parts += ["Fixed:", *blocks(example.fixed)]
    return "\n\n".join(parts)


def blocks(texts: dict[str, str]) -> Iterator[str]:
    """Each file as a block of code, with its path when there are several."""
    for path, text in texts.items():
        caption = f"`{path}`\n\n" if len(texts) > 1 else ""
        language = _LANGUAGES.get(path.rsplit(".", 1)[-1], "")
        yield f"{caption}```{language}\n{text.rstrip()}\n```"
