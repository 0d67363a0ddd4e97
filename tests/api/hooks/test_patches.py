"""Codex's patches, read backwards."""

from __future__ import annotations

from fastapi_lint.api.hooks.patches import patched_files

AFTER = "a\nB\nc\nd\nE\nf\n"


def undone(patch: str, after: str | None = AFTER) -> list[tuple[str, str | None]]:
    return list(patched_files(f"*** Begin Patch\n{patch}*** End Patch", lambda _: after))


def test_every_hunk_is_taken_back() -> None:
    patch = "*** Update File: x.py\n@@\n a\n-b\n+B\n c\n@@\n d\n-e\n+E\n f\n*** End of File\n"
    assert undone(patch) == [("x.py", "a\nb\nc\nd\ne\nf\n")]


def test_a_moved_file_has_its_new_name_and_an_added_one_no_past() -> None:
    patch = "*** Update File: x.py\n*** Move to: y.py\n@@\n a\n-b\n+B\n*** Add File: z.py\n+a\n*** Delete File: w.py\n"
    assert undone(patch) == [("y.py", "a\nb\nc\nd\nE\nf\n"), ("z.py", "")]


def test_nobody_guesses_where_a_hunk_no_longer_fits() -> None:
    assert undone("*** Update File: x.py\n@@\n-q\n+Q\n") == [("x.py", None)]
    assert undone("*** Update File: x.py\n@@\n-gone\n") == [("x.py", None)]
    assert undone("*** Update File: x.py\n@@\n-b\n+B\n", None) == [("x.py", None)]
