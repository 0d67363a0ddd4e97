"""Each mistake that an author of rules can make has its own message."""

from __future__ import annotations

import pytest

from tests.catalog.tree import RULE, Tree

SHOWN = "rules/routing/duplicate-route.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("severity:", "severty:", "severty: unknown key; did you mean `severity`?"),
        ("  instead:", "  insted:", "directive.insted: unknown key; did you mean `instead`?"),
        ("    name: same path", "    nam: same path", "examples.0.nam: unknown key; did you mean `name`?"),
        ("default: 3, about", "default: 3, abuot", "params.depth.abuot: unknown key; did you mean `about`?"),
        ("since:", "severity: info\nsince:", "line 10: the key `severity` stands twice"),
        ("default: [GET]", "default: [GET, on]", "line 13: quote `on`, or write true or false"),
        ("summary: Two", "summary: [Two", "line 3: not valid YAML: did not find expected ',' or ']'"),
        ("severity: error", "severity: fatal", "severity: Input should be 'error', 'warning' or 'info'"),
        ("request\n", "request.\n", "summary: must not end with a period"),
        ("Two routes", "Two routes " * 8, "summary: String should have at most 80 characters"),
        ("summary: Two", "summary: |\n  One\n  Two", "summary: must be one line"),
        ("`{path}`", "`{path`", "message: has a broken placeholder: expected '}' before end of string"),
        ("{path}", "{path.name}", "message: has the placeholder `{path.name}`, which is not a plain name"),
        ("high", "medium", "`limits` is required when confidence is medium"),
        ("since:", "fix: unsafe\nsince:", "`why_unsafe` belongs to `fix: unsafe` and to nothing else"),
        ("since:", "fix: safe\nsince:", "`fix` must be `none` exactly when no bad example has `fixed`"),
        ("since:", "delegate: [B006]\nsince:", "`delegate` belongs to `enforced_by: ruff`, which needs it"),
        ("since:", "scope: [tests]\nsince:", "scope.0: Input should be 'application', 'test', 'example'"),
        ("since:", "aliases: [use-it]\nsince:", "aliases.0: `use-it` starts with `use-`: an id names the defect"),
        ("since:", "applies_to: {fastapi: new}\nsince:", "applies_to.fastapi: `new` is not a version range"),
        ("since:", "applies_to: {fastpi: '>1'}\nsince:", "applies_to.fastpi: unknown key; did you mean `fastapi`?"),
        ("default: 3", "default: three", "params.depth: default: expected int, got 'three'"),
        ("kind: near-miss", "kind: good", "`examples` has no near-miss example"),
        ("kind: good", "kind: near-miss", "`examples` has no good example"),
        ("name: one path", "name: same path", "`examples` has two called `same path`"),
        ("  # error: is registered twice", "", "examples.0: is bad, so at least one line must end with a mark"),
        ('@app.post("/a")', "x  # info: y", "examples.2: is good or near-miss, so no line may carry a mark"),
        (
            "    name: one path",
            "    name: one path\n    fixed: x",
            "examples.1: has `fixed`, which only a bad example can",
        ),
        ("    name: one path", "    name: one path\n    files: {a.py: x}", "examples.1: give either `code` or `files`"),
        (
            "    name: same path",
            "    name: same path\n    fixed: {b.py: x}",
            "examples.0: fixes `b.py`, which is not among its files",
        ),
        (
            "    name: one path",
            "    name: one path\n    params: {deep: 1}",
            "example `one path` sets the undeclared parameter `deep`",
        ),
        (
            "    name: one path",
            "    name: one path\n    params: {depth: deep}",
            "example `one path` sets `depth`: expected int, got 'deep'",
        ),
        (RULE[RULE.index("  - kind: bad") : RULE.index("  - kind: good")], "", "`examples` has no bad example"),
    ],
)
def test_a_mistake_in_a_rule_names_the_file_and_the_key(tree: Tree, old: str, new: str, problem: str) -> None:
    tree.rule(old, new)
    assert any(found.startswith(SHOWN) and problem in found for found in tree.problems())


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("route", "`route` must be 2 to 5 lowercase words joined by hyphens"),
        ("a-b-c-d-e-f", "must be 2 to 5 lowercase words"),
        ("Duplicate-route", "must be 2 to 5 lowercase words"),
        ("duplicate-route-of-twoveryverylong-routers", "has 42 characters, 40 are allowed"),
        ("use-one-route", "`use-one-route` starts with `use-`: an id names the defect, not the advice"),
        ("no-duplicates", "`no-duplicates` starts with `no-`"),
        ("route-used", "`route-used` ends with `-used`"),
    ],
)
def test_an_id_names_the_defect_in_two_to_five_words(tree: Tree, name: str, problem: str) -> None:
    tree.second_rule(name)
    (found,) = tree.problems()
    assert problem in found


def test_an_id_that_differs_from_its_file_is_a_problem(tree: Tree) -> None:
    tree.rule("id: duplicate-route", "id: double-route")
    assert tree.problems() == (f"{SHOWN}: id: `double-route` must equal the file name `duplicate-route`.",)


def test_an_id_is_unique_over_all_categories(tree: Tree) -> None:
    tree.write("rules/schemas/_category.yaml", "title: S\norder: 2\nabout: S\ntrigger: s\n")
    tree.second_rule("orphan-route")
    tree.second_rule("orphan-route", category="schemas")
    assert tree.problems() == ("rules/schemas/orphan-route.yaml: the id is taken by rules/routing/orphan-route.yaml.",)


def test_an_alias_may_not_be_the_id_of_a_rule(tree: Tree) -> None:
    tree.second_rule("orphan-route", extra="aliases: [duplicate-route]\n")
    assert tree.problems() == ("rules/routing/orphan-route.yaml: aliases: `duplicate-route` is the id of a rule.",)


def test_an_alias_belongs_to_one_rule(tree: Tree) -> None:
    tree.second_rule("orphan-route", extra="aliases: [old-route]\n")
    tree.second_rule("parked-route", extra="aliases: [old-route]\n")
    assert tree.problems() == (
        "rules/routing/parked-route.yaml: aliases: `old-route` is also an alias of `orphan-route`.",
    )


def test_a_rule_without_its_module_is_an_orphan(tree: Tree) -> None:
    (tree.modules / "routing" / "duplicate_route.py").unlink()
    assert tree.problems() == (f"{SHOWN}: no module fastapi_lint.rules.routing.duplicate_route checks this rule.",)


def test_a_module_without_its_rule_is_an_orphan(tree: Tree) -> None:
    tree.write("modules/routing/late_router.py", "")
    assert tree.problems() == (
        "fastapi_lint.rules.routing.late_router: no rules/routing/late-router.yaml describes it.",
    )


def test_a_review_rule_has_no_module(tree: Tree) -> None:
    tree.second_rule("orphan-route")
    tree.write("modules/routing/orphan_route.py", "")
    (found,) = tree.problems()
    assert found == (
        "rules/routing/orphan-route.yaml: enforced_by: `review` rules have no module; "
        "delete fastapi_lint.rules.routing.orphan_route."
    )


def test_a_folder_of_rules_is_a_category(tree: Tree) -> None:
    tree.second_rule("orphan-route", category="Other-things")
    assert tree.problems() == (
        "rules/Other-things: a category is one lowercase Python identifier.",
        "rules/Other-things: the folder has no _category.yaml.",
    )


def test_a_category_and_a_rule_never_share_a_name(tree: Tree) -> None:
    tree.write("rules/orphan-route/_category.yaml", "title: O\norder: 2\nabout: O\ntrigger: o\n")
    tree.second_rule("orphan-route")
    assert "rules/orphan-route: a rule has the same name as this category." in tree.problems()


@pytest.mark.parametrize("path", ["routing/duplicate-route.yml", "routing/deep/late-router.yaml", "stray.yaml"])
def test_yaml_that_would_never_be_read_is_a_problem(tree: Tree, path: str) -> None:
    tree.write(f"rules/{path}", RULE)
    assert tree.problems() == (f"rules/{path}: expected rules/<folder>/<name>.yaml.",)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("mirrors: owl", "mirrors: no guideline is called `owl`."),
        ("select: [ruoting]", "select: no rule or category is called `ruoting`; did you mean `routing`?"),
        ("ignore: [duplicate-rout]", "ignore: no rule or category is called `duplicate-rout`; did you mean"),
        ("severity: {x: info}", "severity: no rule is called `x`."),
        ("extends: [recomended]", "extends: no profile is called `recomended`; did you mean `recommended`?"),
        ("params: {duplicate-route: {deph: 1}}", "params.duplicate-route: no parameter is called `deph`; did you mean"),
        ("params: {duplicate-route: {depth: x}}", "params.duplicate-route.depth: expected int, got 'x'."),
        ("params: {duplicate-ruote: {depth: 1}}", "params: no rule is called `duplicate-ruote`; did you mean"),
        ("selct: []", "selct: unknown key; did you mean `select`?"),
    ],
)
def test_a_profile_names_only_what_exists(tree: Tree, line: str, problem: str) -> None:
    tree.write("rules/profiles/strict.yaml", f"title: Strict\nabout: More.\n{line}\n")
    (found,) = tree.problems()
    assert found.startswith(f"rules/profiles/strict.yaml: {problem}")


def test_a_statement_is_enforced_or_says_why_not(tree: Tree) -> None:
    tree.write("rules/guidelines/own.yaml", _guideline("{sid: P-01, level: must, text: T}"))
    place = "rules/guidelines/own.yaml: sections.0.statements.0"
    assert tree.problems() == (
        f"{place}: give `rules`, or `planned` while there are none, or the reason in `not_enforced`",
    )


def test_a_statement_has_one_place_and_names_existing_rules(tree: Tree) -> None:
    one = "{sid: P-01, level: must, text: T, rules: [duplicate-route]}"
    other = "{sid: P-01, level: must, text: T, rules: [double-route]}"
    tree.write("rules/guidelines/own.yaml", _guideline(one, other))
    assert tree.problems() == (
        "rules/guidelines/own.yaml: the sid P-01 stands twice.",
        "rules/guidelines/own.yaml: P-01: no rule is called `double-route`; did you mean `duplicate-route`?",
    )


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("rules: ['duplicate-rote#GET']", "P-01: no rule is called `duplicate-rote`; did you mean `duplicate-route`?"),
        ("planned: {duplicate-route: http}", "P-01: `duplicate-route` is planned no longer; move it"),
        ("planned: {lost-route: source}", "sections.0.statements.0.planned.lost-route: Input should be 'openapi'"),
        ("rules: [duplicate-route], review: Taste", "P-01: rules that are checked enforce it, so it has no `review`."),
        ("rules: [orphan-route]", "P-01: only review rules enforce it; say why in `review`."),
        (
            "planned: {lost-route: http}, not_enforced: Taste",
            "sections.0.statements.0: give `rules`, or `planned` while there",
        ),
        (
            "rules: [duplicate-route], planned: {lost-route: http}",
            "sections.0.statements.0: give `rules`, or `planned` while there",
        ),
        ("planned: {lost-route: http}, review: Taste", "sections.0.statements.0: `review` belongs to statements whose"),
    ],
)
def test_what_a_statement_says_about_its_rules_is_true(tree: Tree, statement: str, problem: str) -> None:
    tree.second_rule("orphan-route")
    tree.write("rules/guidelines/own.yaml", _guideline(f"{{sid: P-01, level: must, text: T, {statement}}}"))
    (found,) = tree.problems()
    assert found.startswith(f"rules/guidelines/own.yaml: {problem}")


def test_review_rules_alone_enforce_a_statement_that_says_why(tree: Tree) -> None:
    tree.second_rule("orphan-route")
    statement = "{sid: P-01, level: must, text: T, rules: [orphan-route], review: Only a reader sees the intent}"
    tree.write("rules/guidelines/own.yaml", _guideline(statement))
    assert tree.load().guidelines["own"].sections["One"][0].review == "Only a reader sees the intent"


def test_all_problems_of_all_files_are_reported_together(tree: Tree) -> None:
    tree.rule("severity:", "severty:")
    tree.write("rules/profiles/strict.yaml", "title: Strict\nabout: More.\nselect: [nothing]\n")
    tree.write("modules/routing/late_router.py", "")
    places = [problem.split(": ")[0] for problem in tree.problems()]
    assert places == [
        SHOWN,
        SHOWN,
        "fastapi_lint.rules.routing.late_router",
        "rules/profiles/strict.yaml",
    ]


def test_a_file_that_is_not_text_is_a_problem_and_no_crash(tree: Tree) -> None:
    (tree.rules / "routing" / "duplicate-route.yaml").write_bytes(b"id: \xff\x00")
    (found,) = tree.problems()
    assert found.startswith(f"{SHOWN}: ")


def _guideline(*statements: str) -> str:
    lines = "".join(f"      - {statement}\n" for statement in statements)
    return f"title: Own\nsections:\n  - title: One\n    statements:\n{lines}"
