"""`explain` shows everything that a rule's YAML says."""

from __future__ import annotations

from msgspec.structs import replace

from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import AppliesTo, Param, Served
from fastapi_lint.views.explain import explain
from tests.catalog.tree import Tree


def test_the_whole_rule_is_shown(tree: Tree) -> None:
    rule = tree.load().rules["duplicate-route"]
    examples = load_examples(rule, tree.rules)
    assert explain(rule, examples) == (
        """\
# duplicate-route

Two routes answer the same request.

- category: routing
- severity: error, confidence: high
- enforced by: source
- looks at: application files
- stable since 0.1.0

## Why

Only the first one ever runs.

## Instead

Do not register a path twice: delete one of the routes.

## Parameters

- `methods` (`list[str]`): The methods that count. Default: `GET`
- `depth` (`int`): How deep to look. Default: `3`

## Wrong: same path

```python
@app.get("/a")  # error: is registered twice
def read(): ...
```

## Right: one path

```python
@app.get("/a")
def read(): ...
```

## Not reported: another method

```python
@app.post("/a")
def write(): ...
```

## Files

- rules/routing/duplicate-route.yaml
- checker/fastapi_lint/rules/routing/duplicate_route.py
"""
    )


def test_what_limits_a_rule_is_shown(tree: Tree) -> None:
    rule = replace(
        tree.load().rules["duplicate-route"],
        limits="Computed paths are not followed.",
        aliases=("double-route",),
        serves=(Served("P-01", "own"), Served("P-02", "own", "a")),
        references=("https://example.org",),
        params={
            "strict": Param("bool", False, "Whether to look closer"),
            "hosts": Param("set[str]", frozenset(), "Known hosts"),
            "names": Param("dict[str, str]", {"a": "b"}, "New names"),
            "style": Param("str", "plain", "The style", ("plain", "rich")),
        },
        applies_to=AppliesTo({"fastapi": ">=0.100"}, ("sqlalchemy",)),
    )
    text = explain(rule, ())
    assert "- applies to: fastapi >=0.100, projects that require sqlalchemy\n- formerly: double-route\n" in text
    assert "- `strict` (`bool`): Whether to look closer. Default: false\n" in text
    assert "- `hosts` (`set[str]`): Known hosts. Default: empty\n" in text
    assert "- `names` (`dict[str, str]`): New names. Default: `a` = `b`\n" in text
    assert "- `style` (`str`; one of plain, rich): The style. Default: `plain`\n" in text
    assert "## Limits\n\nComputed paths are not followed.\n" in text
    assert "## Statements\n\nP-01, P-02\n" in text
    assert "## References\n\n- https://example.org\n" in text


def test_a_fix_says_how_it_is_applied_and_what_it_risks(tree: Tree) -> None:
    rule = tree.load().rules["duplicate-route"]
    safe = explain(replace(rule, fix="safe"), ())
    unsafe = explain(replace(rule, fix="unsafe", why_unsafe="It deletes a route."), ())
    assert "`fastapi-lint check --fix` rewrites it." in safe
    assert "`fastapi-lint check --unsafe-fixes` rewrites it. It is unsafe: It deletes a route." in unsafe


def test_examples_of_several_files_name_each(tree: Tree) -> None:
    tree.rule(
        """    name: one path
    code: |
      @app.get("/a")
      def read(): ...
""",
        """    name: one path
    files: {app/main.py: "x = 1", pyproject.toml: "[project]"}
""",
    )
    rule = tree.load().rules["duplicate-route"]
    text = explain(rule, load_examples(rule, tree.rules))
    assert "`app/main.py`\n\n```python\nx = 1\n```\n\n`pyproject.toml`\n\n```toml\n[project]\n```" in text
