"""Which names `fastapi-lint new` takes, and what it does with them; what it refuses, it says in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from fastapi_lint.api.starting.identity import Identity, wanted
from fastapi_lint.api.starting.rendering import rendered
from fastapi_lint.cli.new import new
from fastapi_lint.model.errors import UsageError

OLD = Identity("old-shop", "old_shop", "Old shop", "Sells", 8000)
NEW = Identity("parcels", "parcels", "Parcels", "Tracks parcels", 9100)
MANIFEST = b'[project]\nname = "old-shop"\ndescription = "Sells"\n\n[tool.fastapi-lint]\nprofile = "old-shop"\n'


def texts(old: Identity = OLD, new: Identity = NEW, **files: str) -> dict[str, str]:
    """The rendered texts of files whose names have `__` for a dot."""
    given = {name.replace("__", "."): text.encode() for name, text in files.items()}
    params = {"fixed-port": {"port": 8000, "most": 8}, "other": {"names": frozenset({"b", "a"})}}
    made = rendered({"pyproject.toml": MANIFEST, **given}, old, new, params)
    return {path: content.decode() for path, content in made.items()}


def test_names_are_replaced_in_paths_and_texts() -> None:
    made = texts(src__py="import old_shop.main  # of old-shop")
    assert made["src.py"] == "import parcels.main  # of parcels"
    assert rendered({"pyproject.toml": MANIFEST, "old_shop/x": b"x"}, OLD, NEW, {})["parcels/x"] == b"x"


def test_longer_words_that_hold_a_name_stay() -> None:
    assert texts(a__md="very-old-shop old_shopper threshold_shop")["a.md"] == "very-old-shop old_shopper threshold_shop"


def test_a_title_is_replaced_where_it_is_a_text() -> None:
    assert texts(a__py='title="Old shop"  # an Old shop')["a.py"] == 'title="Parcels"  # an Old shop'


def test_a_service_without_a_package_of_its_own_is_renamed_in_what_is_called_after_it() -> None:
    plain = Identity("old-shop", "", "Old shop", "Sells", 8000)
    made = texts(plain, compose__yml="postgres_old_shop: {host: old-shop}", README__md="# Old shop\n")
    assert made["compose.yml"] == "postgres_parcels: {host: parcels}"
    assert made["README.md"] == "# Parcels\n"


def test_the_profile_stays_even_when_the_service_is_called_like_it() -> None:
    manifest = texts()["pyproject.toml"]
    assert 'name = "parcels"' in manifest
    assert 'profile = "old-shop"' in manifest
    assert 'description = "Tracks parcels"' in manifest


def test_in_code_a_number_is_a_port_where_the_line_says_so() -> None:
    made = texts(a__py="PORT = 8000\nLONGEST = 8000\n", Dockerfile="EXPOSE 8000")
    assert made["a.py"] == "PORT = 9100\nLONGEST = 8000\n"
    assert made["Dockerfile"] == "EXPOSE 9100"


def test_rules_that_hold_the_port_are_told() -> None:
    assert texts()["pyproject.toml"].endswith("\n[tool.fastapi-lint.rules.fixed-port]\nport = 9100\n")


def test_what_is_no_text_stays_as_it_is() -> None:
    assert rendered({"pyproject.toml": MANIFEST, "logo": b"\xff old-shop"}, OLD, NEW, {})["logo"] == b"\xff old-shop"


@pytest.mark.parametrize(
    ("name", "choices", "said"),
    [
        ("Parcel_Tracker", {}, "`parcel-tracker` would do"),
        ("../up", {}, "`up` would do"),
        ("", {}, "lower-case letters, digits and single hyphens."),
        ("a" * 31, {}, "30 characters are the most"),
        ("json", {}, "would hide another one"),
        ("tests", {}, "would hide another one"),
        ("class", {}, "cannot be imported"),
        ("shop", {"package": "1st"}, "cannot be imported"),
        ("shop", {"prot": "1"}, "did you mean `port`"),
        ("shop", {"port": "80"}, "no port from 1024"),
        ("shop", {"title": 'a "b"'}, "cannot be a title"),
        ("shop", {"title": "  "}, "cannot be a title"),
        ("shop", {"description": "a\nb"}, "--with description"),
    ],
)
def test_a_wrong_name_or_choice_is_refused_with_the_reason(name: str, choices: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        wanted(name, "single-process", choices)


def test_names_follow_from_the_name_of_the_project() -> None:
    assert wanted("parcel-tracker", "single-process", {}) == Identity(
        "parcel-tracker", "parcel_tracker", "Parcel tracker", "Parcel tracker, after the guideline single-process", 8000
    )


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("single-proces", "did you mean `single-process`?"),
        ("official", "has no service to start from; these have one: "),
        ("recommended", "single-process"),
    ],
)
def test_a_profile_without_a_service_is_refused_with_those_that_have_one(
    profile: str, said: str, tmp_path: Path
) -> None:
    refused = CliRunner().invoke(new, ["parcels", "--profile", profile, "--into", str(tmp_path)])
    assert isinstance(refused.exception, UsageError)
    assert said in str(refused.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["sqlalchemy"], ["pydantic-core"], ["parcels", "--with", "package=pydantic_settings"]]
)
def test_a_name_of_something_that_is_installed_is_refused(arguments: list[str], tmp_path: Path) -> None:
    refused = CliRunner().invoke(new, [*arguments, "--profile", "single-process", "--into", str(tmp_path)])
    assert "the service itself depends on" in str(refused.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "parcels").mkdir()
    (tmp_path / "parcels/notes.txt").write_text("mine")
    refused = CliRunner().invoke(new, ["parcels", "--profile", "single-process", "--into", str(tmp_path)])
    assert "exists already" in str(refused.exception)
    assert [file.name for file in (tmp_path / "parcels").iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / ".parcels.partial").write_text("in the way")
    refused = CliRunner().invoke(new, ["parcels", "--profile", "single-process", "--into", str(tmp_path)])
    assert str(refused.exception).endswith("parcels` cannot be written: File exists.")
    assert [file.name for file in tmp_path.iterdir()] == [".parcels.partial"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "parcels").mkdir()
    done = CliRunner().invoke(new, ["parcels", "--profile", "single-process", "--into", str(tmp_path)])
    assert done.exit_code == 0
    assert (tmp_path / "parcels/src/parcels/main.py").is_file()
    assert [file.name for file in tmp_path.iterdir()] == ["parcels"]
