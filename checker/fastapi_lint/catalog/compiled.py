"""The catalogue, from a compiled copy when no file of the rulebook has changed since."""

from __future__ import annotations

import io
import os
import pickle
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from fastapi_lint import __version__
from fastapi_lint.catalog.folder import Fingerprint, fingerprint, modules_folder, names, rules_folder
from fastapi_lint.catalog.rule import Catalog

_FILE = "catalogue.pickle"
Key: TypeAlias = tuple[Fingerprint, tuple[str, ...]]
_TRUSTED = ("fastapi_lint.catalog.rule", "fastapi_lint.model.diagnostic")


def catalog(cache: Path | None, rules: Path | None = None, modules: Path | None = None) -> Catalog:
    """The catalogue of `rules`, by default the product's own; the compiled copy is kept in the folder `cache`."""
    rules, modules = rules or rules_folder(), modules or modules_folder()
    key = key_of(rules, modules)
    if cache and (kept := _kept(cache / _FILE, key)):
        return kept
    from fastapi_lint.catalog.load import load_catalog  # pydantic and YAML: 100 ms that a warm run does not pay

    loaded = load_catalog(rules, modules)
    if cache:
        _keep(cache / _FILE, key, loaded)
    return loaded


def key_of(rules: Path, modules: Path) -> Key:
    """What a compiled copy depends on: the YAML, the code that reads it, and which modules there are."""
    return fingerprint(rules, Path(__file__).parent), names(modules)


class _Unpickler(pickle.Unpickler):
    """Builds the catalogue's own classes only: a cache that came with a project cannot run code."""

    def find_class(self, module: str, name: str) -> object:
        found = super().find_class(module, name) if module in _TRUSTED else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a catalogue")


def _kept(file: Path, key: Key) -> Catalog | None:
    """The compiled copy, or None when it is absent, outdated or damaged in any way."""
    try:
        stream = io.BytesIO(file.read_bytes())
        if _Unpickler(stream).load() != (__version__, key):
            return None
        loaded = _Unpickler(stream).load()
    except Exception:  # noqa: BLE001 - bytes that are no pickle can raise nearly anything
        return None
    return loaded if isinstance(loaded, Catalog) else None


def _keep(file: Path, key: Key, loaded: Catalog) -> None:
    """Store the compiled copy in one step; a folder that cannot be written costs only time."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(pickle.dumps((__version__, key), protocol=5) + pickle.dumps(loaded, protocol=5))
        fresh.replace(file)
