"""Which names `fastapi-lint new` takes, and what it does with them; what it refuses, it says in one sentence."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from fastapi_lint.api.starting.creating import create, offered
from fastapi_lint.api.starting.identity import Identity, identity_of, wanted
from fastapi_lint.api.starting.rendering import rendered
from fastapi_lint.cli.new import new
from fastapi_lint.model.errors import UsageError
from tests.reference import FIXTURES, python_of

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
        ("3d-printer", {}, "`d-printer` would do"),
        ("größe", {}, "`groe` would do"),
        ("парсель", {}, "lower-case letters, digits and single hyphens."),
        ("a--b", {}, "`a-b` would do"),
        ("-a", {}, "`a` would do"),
        ("", {}, "lower-case letters, digits and single hyphens."),
        ("a" * 31, {}, "30 characters are the most"),
        ("json", {}, "would hide another one"),
        ("fastapi", {}, "choose a name such as `fastapi-api`"),
        ("dotenv", {}, "would hide another one"),
        ("shop", {"package": "yaml"}, "choose a name such as `yaml-api`"),
        ("tests", {}, "would hide another one"),
        ("class", {}, "cannot be imported"),
        ("shop", {"package": "größe"}, "cannot be imported"),
        ("shop", {"package": "1st"}, "cannot be imported"),
        ("shop", {"prot": "1"}, "did you mean `port`"),
        ("shop", {"port": "80"}, "no port from 1024"),
        ("shop", {"title": 'a "b"'}, "cannot be a title"),
        ("shop", {"title": "a" * 61}, "60 characters are the most"),
        ("shop", {"title": "  "}, "cannot be a title"),
        ("shop", {"description": "a\nb"}, "--with description"),
    ],
)
def test_a_wrong_name_or_choice_is_refused_with_the_reason(name: str, choices: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        wanted(name, "single-process", OLD, choices)


def test_names_follow_from_the_name_of_the_project() -> None:
    assert wanted("parcel-tracker", "single-process", OLD, {}) == Identity(
        "parcel-tracker", "parcel_tracker", "Parcel tracker", "Parcel tracker, after the guideline single-process", 8000
    )


CHOSEN = {"title": "Zebra 5 & Co's", "description": "Zebras", "port": "9123", "package": "zebra"}


@pytest.fixture(scope="module", params=offered())
def copied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with everything chosen that its profile lets one choose."""
    choices = {key: CHOSEN[key] for key in identity_of(FIXTURES / request.param).choices}
    return create("parcels", request.param, tmp_path_factory.mktemp("copied"), choices).folder


def test_every_choice_is_made(copied: Path) -> None:
    made = identity_of(copied)
    assert (made.title, made.description) == (CHOSEN["title"], CHOSEN["description"])
    assert "EXPOSE 9123" in (copied / "Dockerfile").read_text("utf-8")


def test_a_title_is_that_of_the_app_and_not_of_its_document_alone(copied: Path) -> None:
    assert any(f'"{CHOSEN["title"]}"' in file.read_text("utf-8") for file in copied.rglob("*.py"))


def test_a_package_can_be_chosen_where_a_folder_is_called_after_the_project(tmp_path: Path) -> None:
    create("parcels", "single-process", tmp_path, {"package": "zebra"})
    assert (tmp_path / "parcels/src/zebra/main.py").is_file()


@pytest.mark.parametrize("profile", [name for name in offered() if not identity_of(FIXTURES / name).package])
def test_a_package_cannot_be_chosen_where_no_folder_is_called_after_the_project(profile: str, tmp_path: Path) -> None:
    said = f"`{profile}` has no package of its own; it takes title, description, port."
    with pytest.raises(UsageError, match=said):
        create("parcels", profile, tmp_path, {"package": "zebra"})
    assert list(tmp_path.iterdir()) == []


def test_functions_that_are_called_like_a_service_keep_their_names(tmp_path: Path) -> None:
    folder = create("parcels", "principles", tmp_path, {}).folder
    assert "def get_order_service(" in (folder / "app/orders/dependencies.py").read_text("utf-8")


def test_what_the_service_imports_is_no_name_for_its_package() -> None:
    source = "import importlib.metadata, json; print(json.dumps(list(importlib.metadata.packages_distributions())))"
    app = FIXTURES / "single-process"
    listed = subprocess.run([python_of(app), "-c", source], capture_output=True, text=True, check=True).stdout
    importable = {name for name in json.loads(listed) if name.isidentifier() and name.islower() and name[0] != "_"}
    locked = (app / "uv.lock").read_text("utf-8")
    free = {name for name in importable if f'name = "{name.replace("_", "-")}"' not in locked}
    assert free - {identity_of(app).package} == {name for name in free if refused(name)}


def refused(package: str) -> bool:
    try:
        wanted("shop", "single-process", OLD, {"package": package})
    except UsageError:
        return True
    return False


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
    "arguments", [["sqlalchemy"], ["pydantic-core"], ["parcels", "--with", "package=pydantic_settings"], ["uvicorn"]]
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


def test_a_choice_that_is_made_twice_is_refused(tmp_path: Path) -> None:
    twice = ["--with", "port=9000", "--with", "port=9001"]
    refused = CliRunner().invoke(new, ["parcels", "--profile", "single-process", "--into", str(tmp_path), *twice])
    assert str(refused.exception) == "--with port is given twice; keep one of them."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["match", "type", "class", "json", "app"])
def test_a_service_without_a_package_takes_names_that_cannot_be_imported(name: str) -> None:
    assert wanted(name, "event-service", identity_of(FIXTURES / "event-service"), {}).name == name
