"""What editors may set, and what the extension for VS Code says of it."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi_lint.api.language_server.settings import Settings, settings_from

EXTENSION = Path(__file__).resolve().parents[3] / "editors/vscode/package.json"


def test_settings_are_found_in_every_place_where_clients_put_them() -> None:
    given = {"enable": False, "profile": "principles", "baseline": "accepted.json", "unsafeFixes": False}
    wanted = (Settings(enable=False, profile="principles", baseline="accepted.json", unsafe_fixes=False), ())
    assert [settings_from(place) for place in (given, {"settings": given}, {"fastapi-lint": given})] == [wanted] * 3


def test_nothing_given_leaves_the_defaults() -> None:
    assert [settings_from(given) for given in (None, {}, {"server": {"command": ["x"]}})] == [(Settings(), ())] * 3


def test_what_makes_no_sense_is_named_and_not_taken() -> None:
    settings, problems = settings_from({"enable": "yes", "profil": "principles"})
    assert settings == Settings()
    assert problems == (
        "`enable` is true or false, not 'yes'.",
        "there is no setting `profil`; did you mean `profile`?",
    )
    assert settings_from([1])[1] == ("the settings are no object.",)


def test_the_extension_for_vs_code_offers_the_same_settings_with_the_same_defaults() -> None:
    offered = json.loads(EXTENSION.read_text("utf-8"))["contributes"]["configuration"]["properties"]
    defaults = {key.removeprefix("fastapi-lint."): entry["default"] for key, entry in offered.items()}
    assert defaults.pop("server.command") == ["fastapi-lint", "server"]
    assert settings_from(defaults) == (Settings(), ())
    assert set(defaults) == {"enable", "profile", "baseline", "unsafeFixes"}
