"""Settings are found upwards; a mistake in them names the file, the key and the nearest valid choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.catalog.rule import ROLES, Catalog
from fastapi_lint.config import load_config
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import ConfigError
from tests.catalog.tree import Tree


@pytest.fixture
def catalog(tree: Tree) -> Catalog:
    """A catalogue with two rules, one of which has an old id."""
    tree.second_rule("orphan-route", extra="aliases: [lonely-route]\n")
    return tree.load()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a package."""
    root = tmp_path / "project"
    (root / "app" / "api").mkdir(parents=True)
    (root / ".git").mkdir()
    return root


def test_without_a_file_the_defaults_hold_at_the_repository_root(project: Path, catalog: Catalog) -> None:
    config = load_config(project / "app", None, catalog)
    assert (config.root, config.file, config.profile) == (project, None, "recommended")


def test_settings_are_found_upwards_from_a_file(project: Path, catalog: Catalog) -> None:
    (project / "pyproject.toml").write_text('[tool.fastapi-lint]\napp = "app.main:app"\n')
    main = project / "app" / "main.py"
    main.touch()
    config = load_config(main, None, catalog)
    assert (config.app, config.root) == ("app.main:app", project)


def test_the_nearest_table_wins(project: Path, catalog: Catalog) -> None:
    (project / "pyproject.toml").write_text('[tool.fastapi-lint]\napp = "far"\n')
    (project / "app" / "pyproject.toml").write_text('[project]\nname = "fastapi-lint-demo"\n')
    (project / "app" / "api" / "fastapi-lint.toml").write_text('app = "near"\n')
    assert load_config(project / "app" / "api", None, catalog).app == "near"
    assert load_config(project / "app", None, catalog).app == "far"


def test_the_own_file_wins_over_pyproject(project: Path, catalog: Catalog) -> None:
    (project / "pyproject.toml").write_text('[tool.fastapi-lint]\napp = "shared"\n')
    (project / "fastapi-lint.toml").write_text('app = "own"\n')
    assert load_config(project, None, catalog).app == "own"


def test_the_search_ends_at_the_repository_root(project: Path, catalog: Catalog) -> None:
    (project.parent / "fastapi-lint.toml").write_text('app = "outside"\n')
    assert load_config(project / "app", None, catalog).app == ""


def test_a_pyproject_without_the_table_still_marks_the_root(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "app").mkdir()
    assert load_config(tmp_path / "app", None, catalog).root == tmp_path


def test_a_broken_pyproject_without_settings_is_left_to_the_project_rules(project: Path, catalog: Catalog) -> None:
    (project / "pyproject.toml").write_text("[project\n")
    assert load_config(project, None, catalog).file is None


def test_every_key_is_read(project: Path, catalog: Catalog) -> None:
    file = project / "fastapi-lint.toml"
    file.write_text(
        """
profile = "recommended"
app = "app.main:app"
baseline = "known.json"
exclude = ["build"]
extend-exclude = ["legacy"]
select = ["routing"]
ignore = ["orphan-route"]
delegates = false
[per-file-ignores]
"legacy/*" = ["routing"]
"old.py" = ["lonely-route"]
[severity]
duplicate-route = "info"
lonely-route = "off"
[roles]
"tools/*" = "script"
[rules.duplicate-route]
methods = ["PUT"]
[contract]
python = "3.12"
[agents]
claude = true
"""
    )
    config = load_config(project, None, catalog)
    assert config.file == file
    assert config.baseline == project / "known.json"
    assert (config.exclude, config.extend_exclude) == (("build",), ("legacy",))
    assert config.select == ("routing",)
    assert config.ignore == ("orphan-route", "orphan-route")
    assert config.per_file_ignores == {
        "legacy/*": {"duplicate-route", "orphan-route"},
        "old.py": {"orphan-route"},
    }
    assert config.severity == {"duplicate-route": Severity.INFO}
    assert config.rules == {"duplicate-route": {"methods": ("PUT",)}}
    assert config.roles == {"tools/*": "script"}
    assert (config.contract, config.agents) == ({"python": "3.12"}, {"claude": True})
    assert not config.delegates


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ingore = []", "no key is called `ingore`; did you mean `ignore`?"),
        ("ignore = 'all'", "ignore: expected list[str], got 'all'."),
        ("delegates = 1", "delegates: expected bool, got 1."),
        ("profile = 'recomended'", "profile: no profile is called `recomended`; did you mean `recommended`?"),
        ("select = ['duplicate-rout']", "select: no rule or category is called `duplicate-rout`; did you mean"),
        ("ignore = ['qqq']", "ignore: no rule or category is called `qqq`."),
        (
            "per-file-ignores = {'a.py' = ['ruoting']}",
            'per-file-ignores."a.py": no rule or category is called `ruoting`',
        ),
        ("severity = {routing = 'off'}", "severity: no rule is called `routing`"),
        ("severity = {orphan-route = 'fatal'}", "severity.orphan-route: no level is called `fatal`."),
        (
            "severity = {orphan-route = 'warn'}",
            "severity.orphan-route: no level is called `warn`; did you mean `warning`?",
        ),
        ("rules = 1", "rules: expected a table."),
        ("rules = {orphan-rout = {}}", "rules: no rule is called `orphan-rout`; did you mean `orphan-route`?"),
        ("rules = {orphan-route = 1}", "rules.orphan-route: expected a table of parameters."),
        (
            "rules = {duplicate-route = {dept = 1}}",
            "rules.duplicate-route: no parameter is called `dept`; did you mean",
        ),
        ("rules = {duplicate-route = {depth = 'x'}}", "rules.duplicate-route.depth: expected int, got 'x'."),
        ("roles = {'a/*' = 'tests'}", 'roles."a/*": no role is called `tests`; did you mean `test`?'),
        ("contract = []", "contract: expected a table."),
    ],
)
def test_a_mistake_names_file_key_and_nearest_choice(project: Path, catalog: Catalog, text: str, problem: str) -> None:
    file = project / "fastapi-lint.toml"
    file.write_text(text + "\n")
    with pytest.raises(ConfigError) as caught:
        load_config(project, None, catalog)
    assert str(caught.value).startswith(f"{file}: {problem}")


def test_a_mistake_in_pyproject_names_the_table(project: Path, catalog: Catalog) -> None:
    file = project / "pyproject.toml"
    file.write_text("[tool.fastapi-lint]\ningore = []\n")
    with pytest.raises(ConfigError) as caught:
        load_config(project, None, catalog)
    assert str(caught.value) == (f"{file}: [tool.fastapi-lint] no key is called `ingore`; did you mean `ignore`?")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"app = \n", "not valid TOML: Invalid value (at line 1, column 7)."),
        (b"app = '\xff'\n", "not UTF-8: byte 7 cannot be decoded."),
    ],
)
def test_a_broken_file_is_an_error_that_says_where(
    project: Path, catalog: Catalog, content: bytes, problem: str
) -> None:
    file = project / "fastapi-lint.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_config(project, None, catalog)
    assert str(caught.value) == f"{file}: {problem}"


def test_a_byte_order_mark_does_no_harm(project: Path, catalog: Catalog) -> None:
    (project / "fastapi-lint.toml").write_bytes(b"\xef\xbb\xbfapp = 'x'\r\n")
    assert load_config(project, None, catalog).app == "x"


def test_settings_that_are_no_table_are_an_error(project: Path, catalog: Catalog) -> None:
    (project / "pyproject.toml").write_text("[tool]\nfastapi-lint = 1\n")
    with pytest.raises(ConfigError, match=r"tool\.fastapi-lint must be a table"):
        load_config(project, None, catalog)


def test_an_explicit_file_is_read_wherever_it_is(project: Path, tmp_path: Path, catalog: Catalog) -> None:
    file = tmp_path / "ci.toml"
    file.write_text("app = 'explicit'\n")
    config = load_config(project / "app", file, catalog)
    assert (config.app, config.root) == ("explicit", project)


def test_an_explicit_pyproject_must_have_the_table(project: Path, catalog: Catalog) -> None:
    file = project / "pyproject.toml"
    file.write_text("[project]\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.fastapi-lint\]"):
        load_config(project, file, catalog)


def test_an_explicit_file_must_exist(project: Path, catalog: Catalog) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load_config(project, project / "absent.toml", catalog)


def test_roles_are_those_of_the_facts() -> None:
    assert tuple(Role) == ROLES
