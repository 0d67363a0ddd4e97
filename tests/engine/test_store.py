"""Values come back under the same content only, whatever happens to the folder in between."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.engine.store import Store, restricted_loads
from fastapi_lint.facts.code import Frame, FrameKind, Role
from fastapi_lint.facts.expression import Name
from fastapi_lint.model.location import anchor_in

FACTS = ("fastapi_lint.facts.code", "fastapi_lint.facts.expression", "fastapi_lint.model.location")


@dataclass(frozen=True)
class File:
    """A file as discovery describes it."""

    file: str
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, path: Path, age: float = 60.0) -> File:
        """The file's state, as if it had last changed `age` seconds ago."""
        stat = path.stat()
        then = time.time_ns() - int(age * 1e9)
        return cls(str(path), stat.st_size, then, then)


def stored(folder: Path, *, fingerprint: str = "1", **values: bytes) -> None:
    store = Store(folder, fingerprint)
    for path, value in values.items():
        store.put(path, b"key", value)
    store.flush()


def read(folder: Path, path: str, *, key: bytes = b"key", fingerprint: str = "1") -> bytes | None:
    return Store(folder, fingerprint).get(path, key)


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.segment"))


def test_a_value_comes_back_in_the_next_run(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one", b=b"two", c=b"")
    assert [read(tmp_path, path) for path in "abcd"] == [b"one", b"two", b"", None]


def test_a_value_comes_back_in_the_same_run(tmp_path: Path) -> None:
    store = Store(tmp_path, "1")
    store.put("a", b"key", b"one")
    assert store.get("a", b"key") == b"one"


def test_a_value_of_other_content_does_not_exist(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    assert read(tmp_path, "a", key=b"other") is None


def test_a_value_of_another_fingerprint_does_not_exist(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    assert read(tmp_path, "a", fingerprint="2") is None


def test_values_that_nobody_asked_for_are_forgotten(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one", b=b"two")
    store = Store(tmp_path, "1")
    store.get("a", b"key")
    store.flush()
    assert (read(tmp_path, "a"), read(tmp_path, "b")) == (b"one", None)


def test_old_values_stay_beside_new_ones(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    store = Store(tmp_path, "1")
    assert store.get("a", b"key") == b"one"
    store.put("b", b"key", b"two")
    store.flush()
    assert (read(tmp_path, "a"), read(tmp_path, "b")) == (b"one", b"two")


def test_a_run_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    before = {file: file.stat().st_ctime_ns for file in tmp_path.iterdir()}
    store = Store(tmp_path, "1")
    store.get("a", b"key")
    store.flush()
    assert {file: file.stat().st_ctime_ns for file in tmp_path.iterdir()} == before


def test_a_run_that_needs_nothing_makes_no_folder(tmp_path: Path) -> None:
    Store(tmp_path / "cache", "1").flush()
    assert not (tmp_path / "cache").exists()


def test_many_runs_leave_few_segments(tmp_path: Path) -> None:
    for number in range(30):
        store = Store(tmp_path, "1")
        for earlier in range(number):
            assert store.get(str(earlier), b"key") == f"value {earlier}".encode()
        store.put(str(number), b"key", f"value {number}".encode())
        store.flush()
    assert len(segments(tmp_path)) <= 8


def test_a_replaced_segment_is_removed(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    stored(tmp_path, a=b"two")
    assert len(segments(tmp_path)) == 1


def test_segments_of_broken_runs_are_removed_after_an_hour(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    for name, age in (("facts-1-1.segment", 4000), ("facts-1-2.segment", 10)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    stored(tmp_path, a=b"two")
    assert [segment.name for segment in segments(tmp_path)][:-1] == ["facts-1-2.segment"]


def test_runs_at_the_same_time_never_mix_their_values(tmp_path: Path) -> None:
    stored(tmp_path, a=b"old", b=b"old")
    first, second = Store(tmp_path, "1"), Store(tmp_path, "1")
    first.put("a", b"first", b"of the first")
    second.put("b", b"second", b"of the second")
    first.flush()
    assert (second.get("a", b"key"), second.get("b", b"second")) in (
        (b"old", b"of the second"),
        (None, b"of the second"),
    )
    second.flush()
    store = Store(tmp_path, "1")
    assert store.get("b", b"second") == b"of the second"
    assert store.get("a", b"first") is None


@pytest.mark.parametrize("size", [0, 1, 30, 45, -1])
def test_a_truncated_index_is_an_empty_one(tmp_path: Path, size: int) -> None:
    stored(tmp_path, a=b"one")
    file = tmp_path / "facts.index"
    file.write_bytes(file.read_bytes()[:size])
    assert read(tmp_path, "a") is None


@pytest.mark.parametrize("content", [b"", b"on", b"onf", b"other values"])
def test_a_damaged_segment_holds_no_values(tmp_path: Path, content: bytes) -> None:
    stored(tmp_path, a=b"one")
    segments(tmp_path)[0].write_bytes(content)
    assert read(tmp_path, "a") is None


def test_a_lost_segment_holds_no_values(tmp_path: Path) -> None:
    stored(tmp_path, a=b"one")
    segments(tmp_path)[0].unlink()
    assert read(tmp_path, "a") is None


PLACE = (b"key", "facts-1-1.segment", 0, 1, crc32(b"x"))


@pytest.mark.parametrize(
    "index",
    [
        None,
        (),
        ({}, {}, {}),
        ([], {}),
        ({"a": PLACE[:4]}, {}),
        ({"a": [*PLACE]}, {}),
        ({"a": (b"key", "../secret", 0, 1, 2)}, {}),
        ({"a": PLACE}, {"file": (1, 2, 3)}),
        ({1: PLACE}, {}),
        ({"a": (b"key", "facts-1-1.segment", -1, 1, crc32(b"x"))}, {}),
        ({"a": (b"key", "facts-1-1.segment", 1 << 80, 1, crc32(b"x"))}, {}),
        (Role.TEST, {}),
    ],
)
def test_a_foreign_index_is_an_empty_one(tmp_path: Path, index: object) -> None:
    body = pickle.dumps(index, protocol=5)
    (tmp_path / "facts-1-1.segment").write_bytes(b"x")
    (tmp_path / "facts.index").write_bytes(f"fastapi-lint facts 1\0001\0{crc32(body):08x}\0".encode() + body)
    assert read(tmp_path, "a") is None


def test_a_folder_that_refuses_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stored(tmp_path / "file", a=b"one")
    assert read(tmp_path / "file", "a") is None


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    for name, text in (("a", "same"), ("b", "same"), ("c", "other")):
        (tmp_path / name).write_text(text)
    store = Store(tmp_path / "cache", "1")
    a, b, c = (store.digest(File.of(tmp_path / name)) for name in "abc")
    assert a == b != c


def test_a_known_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    file = File.of(path)
    store = Store(tmp_path / "cache", "1")
    digest = store.digest(file)
    store.flush()
    path.unlink()
    assert Store(tmp_path / "cache", "1").digest(file) == digest is not None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    store = Store(tmp_path / "cache", "1")
    before = store.digest(File.of(path, age=60))
    path.write_text("two")
    assert store.digest(File.of(path, age=50)) != before


def test_a_file_that_may_still_be_changing_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    file = File.of(path, age=-1)
    store = Store(tmp_path / "cache", "1")
    before = store.digest(file)
    path.write_text("two")
    assert store.digest(file) != before


def test_an_unreadable_file_has_no_digest(tmp_path: Path) -> None:
    assert Store(tmp_path, "1").digest(File(str(tmp_path / "absent"), 1, 1, 1)) is None


def test_facts_survive_the_restricted_way(tmp_path: Path) -> None:
    anchor = anchor_in("a.py", 1, 2)
    facts = (Frame(FrameKind.FOR, anchor, Name("x", "app.x")), Role.TEST, frozenset({1}), {"a": b"b"}, None)
    assert restricted_loads(pickle.dumps(facts, protocol=5), FACTS) == facts


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("1 / 0",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Trap()),
        pickle.dumps(Path("x")),
        b"cfastapi_lint.facts.code\ndataclass\n.",
        b"\x80\x04\x8c\x17fastapi_lint.facts.code\x8c\x0eRole.__class__\x93.",
        b"cfastapi_lint.facts.code\nAnchor\n.",
        b"",
        b"no pickle",
        pickle.dumps([1, 2])[:-2],
    ],
)
def test_everything_else_is_refused(data: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        restricted_loads(data, FACTS)


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=2), st.binary(max_size=9)), max_size=6)


@given(st.lists(STEPS, max_size=12))
def test_no_sequence_of_runs_gives_a_wrong_value(tmp_path_factory: pytest.TempPathFactory, runs: list[object]) -> None:
    folder = tmp_path_factory.mktemp("cache")
    expected: dict[str, tuple[bytes, bytes]] = {}
    for steps in runs:
        store = Store(folder, "1")
        for path, (key, value) in expected.items():
            assert store.get(path, key) == value
        for path, key, value in steps:  # type: ignore[attr-defined]
            store.put(path, key, value)
            expected[path] = (key, value)
        store.flush()
