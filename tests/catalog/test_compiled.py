"""The compiled catalogue is used when it is valid, and rebuilt in every other case."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_lint import __version__
from fastapi_lint.catalog.compiled import catalog, key_of
from fastapi_lint.model.errors import CatalogError
from tests.catalog.tree import RULE, Tree

FILE = "catalogue.pickle"


def test_the_second_load_equals_the_first(tree: Tree, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = catalog(cache, tree.rules, tree.modules)
    assert (cache / FILE).is_file()
    assert catalog(cache, tree.rules, tree.modules) == first == tree.load()


def test_a_changed_rule_is_read_again(tree: Tree, tmp_path: Path) -> None:
    catalog(tmp_path / "cache", tree.rules, tree.modules)
    tree.rule("Two routes", "Several routes")
    loaded = catalog(tmp_path / "cache", tree.rules, tree.modules)
    assert loaded.rules["duplicate-route"].summary.startswith("Several")


def test_a_new_orphan_module_is_noticed(tree: Tree, tmp_path: Path) -> None:
    catalog(tmp_path / "cache", tree.rules, tree.modules)
    tree.write("modules/routing/late_router.py", "")
    with pytest.raises(CatalogError):
        catalog(tmp_path / "cache", tree.rules, tree.modules)


def test_a_module_that_is_gone_is_noticed(tree: Tree, tmp_path: Path) -> None:
    catalog(tmp_path / "cache", tree.rules, tree.modules)
    next(tree.modules.glob("*/duplicate_route.py")).unlink()
    with pytest.raises(CatalogError):
        catalog(tmp_path / "cache", tree.rules, tree.modules)


@pytest.mark.parametrize("damage", [b"", b"not a pickle", b"\x80\x05", b"cos\nsystem\n(S'x'\ntR."])
def test_a_damaged_copy_is_as_good_as_none(tree: Tree, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    first = catalog(cache, tree.rules, tree.modules)
    (cache / FILE).write_bytes(damage)
    assert catalog(cache, tree.rules, tree.modules) == first


def test_a_truncated_copy_is_as_good_as_none(tree: Tree, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = catalog(cache, tree.rules, tree.modules)
    whole = (cache / FILE).read_bytes()
    (cache / FILE).write_bytes(whole[: len(whole) * 2 // 3])
    assert catalog(cache, tree.rules, tree.modules) == first


class _Trap:
    """Runs code when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return os.mkdir, (self.file,)


def test_a_planted_copy_cannot_run_code(tree: Tree, tmp_path: Path) -> None:
    cache, proof = tmp_path / "cache", tmp_path / "proof"
    key = (__version__, key_of(tree.rules, tree.modules))
    cache.mkdir()
    (cache / FILE).write_bytes(pickle.dumps(key) + pickle.dumps(_Trap(proof)))
    catalog(cache, tree.rules, tree.modules)
    assert not proof.exists()


def test_a_cache_that_cannot_be_written_costs_only_time(tree: Tree, tmp_path: Path) -> None:
    blocked = tree.write("cache", "a file where the folder should be")
    assert catalog(blocked, tree.rules, tree.modules) == tree.load()
    assert blocked.is_file()


def test_a_copy_of_other_rules_is_not_used(tree: Tree, tmp_path: Path) -> None:
    catalog(tmp_path / "cache", tree.rules, tree.modules)
    other = Tree.valid(tmp_path / "other")
    other.write("rules/routing/duplicate-route.yaml", RULE.replace("Two routes", "Any routes"))
    loaded = catalog(tmp_path / "cache", other.rules, other.modules)
    assert loaded.rules["duplicate-route"].summary.startswith("Any")


def test_a_warm_load_imports_neither_pydantic_nor_yaml(tmp_path: Path) -> None:
    catalog(tmp_path)
    code = (
        "import sys; from pathlib import Path; from fastapi_lint.catalog.compiled import catalog; "
        f"catalog(Path({str(tmp_path)!r})); "
        "print(sorted({'pydantic', 'yaml', 'libcst', 'rich', 'click', 'tomllib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
