"""Which files are judged, under which configuration, and what happens when the disk changes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lsprotocol import types as lsp

from fastapi_lint.api.adopting.accepting import write_baseline
from tests.api.language_server.session import Editor, capabilities, session
from tests.api.language_server.shop import BLOCKING, CLEAN, FILES, SLEEPY, shop, write

__all__ = ["shop"]

MANIFEST = FILES["pyproject.toml"]


def changed(editor: Editor, file: Path) -> None:
    """Tells the server that a file was written by somebody else."""
    event = lsp.FileEvent(file.as_uri(), lsp.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))


def test_folders_are_projects_of_their_own_and_files_elsewhere_or_excluded_are_left_alone(
    shop: Path, tmp_path: Path
) -> None:
    depot, elsewhere = tmp_path.resolve() / "depot", tmp_path.resolve() / "elsewhere"
    for folder in (depot, elsewhere):
        write(folder, FILES)
        (folder / ".git").mkdir()
    write(depot, {"pyproject.toml": f'{MANIFEST}\n[tool.fastapi-lint]\nignore = ["blocking-sleep"]\n'})
    write(shop, {"build/routes.py": BLOCKING})

    async def play(editor: Editor) -> list[str]:
        quiet = [editor.open(folder / "app/routes.py", BLOCKING) for folder in (depot, elsewhere)]
        quiet += [editor.open(shop / "build/routes.py"), editor.open(shop / "app/new.py", BLOCKING)]
        loud = editor.open(shop / "app/routes.py", BLOCKING)
        await editor.rules(loud, "blocking-sleep")
        for uri in quiet:
            await editor.rules(uri)
        editor.save(quiet[-1])
        await editor.rules(quiet[-1], "blocking-sleep")
        gone = lsp.WorkspaceFoldersChangeEvent([], [lsp.WorkspaceFolder(shop.as_uri(), shop.name)])
        editor.client.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(gone))
        await editor.rules(loud)
        return [str(m.message) for m in editor.client.messages]

    assert session((shop, depot), play) == []


def test_a_broken_configuration_is_shown_where_it_is_and_the_last_good_one_counts(shop: Path) -> None:
    manifest = shop / "pyproject.toml"

    async def play(editor: Editor) -> list[str]:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        await editor.rules(uri, "blocking-sleep")
        assert editor.registered == ["workspace/didChangeWatchedFiles"]
        manifest.write_text(f'{MANIFEST}\n[tool.fastapi-lint]\nprofil = "recommended"\n')
        changed(editor, manifest)
        (found,) = await editor.until(lambda: editor.shown(manifest.as_uri()))
        assert found.range.start.line == 6
        assert "did you mean `profile`?" in found.message
        editor.type(uri, CLEAN)
        await editor.rules(uri)
        editor.type(uri, BLOCKING)
        await editor.rules(uri, "blocking-sleep")
        manifest.write_text(f'{MANIFEST}\n[tool.fastapi-lint]\nignore = ["blocking-sleep"]\n')
        changed(editor, manifest)
        await editor.rules(uri)
        assert list(editor.shown(manifest.as_uri())) == []
        return [m.message for m in editor.client.messages]

    (said,) = session(shop, play, able=capabilities(watches=True))
    assert str(manifest) in said


def test_a_project_that_starts_with_a_broken_configuration_is_judged_when_it_is_mended(shop: Path) -> None:
    manifest = shop / "pyproject.toml"
    manifest.write_text(MANIFEST + "\n[tool.fastapi-lint\n")

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        (found,) = await editor.until(lambda: editor.shown(manifest.as_uri()))
        assert "not valid TOML" in found.message
        manifest.write_text(MANIFEST)
        changed(editor, manifest)
        await editor.rules(uri, "blocking-sleep")

    session(shop, play)


def test_what_is_saved_here_or_changed_by_others_counts_everywhere(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        waiting, routes = editor.open(shop / "app/waiting.py", SLEEPY), editor.open(shop / "app/routes.py")
        await editor.rules(waiting, "blocking-sleep")
        editor.close(routes)
        write(
            shop, {"app/routes.py": CLEAN.replace("async def", "def").replace("await asyncio.sleep(wait())", "wait()")}
        )
        changed(editor, shop / "app/routes.py")
        await editor.rules(waiting)
        routes = editor.open(shop / "app/routes.py")
        editor.type(routes, CLEAN)
        await editor.rules(waiting, "blocking-sleep")
        editor.save(routes)
        await editor.rules(routes)
        editor.close(routes)
        editor.type(waiting, SLEEPY + "\n")
        await editor.rules(waiting, "blocking-sleep")

    session(shop, play)


def test_a_file_is_judged_under_its_new_name_and_no_more_when_it_is_deleted(shop: Path) -> None:
    old, new = shop / "app/routes.py", shop / "app/ways.py"

    def happened(editor: Editor, *events: tuple[Path, lsp.FileChangeType]) -> None:
        told = [lsp.FileEvent(file.as_uri(), kind) for file, kind in events]
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(told))

    async def play(editor: Editor) -> None:
        former = editor.open(old, BLOCKING)
        await editor.rules(former, "blocking-sleep")
        editor.save(former)
        old.rename(new)
        uri = editor.open(new)
        editor.close(former)
        happened(editor, (old, lsp.FileChangeType.Deleted), (new, lsp.FileChangeType.Created))
        await editor.rules(uri, "blocking-sleep")
        assert list(editor.shown(former)) == []
        new.unlink()
        happened(editor, (new, lsp.FileChangeType.Deleted))
        editor.type(uri, BLOCKING + "\n")
        await editor.rules(uri)

    session(shop, play)


def test_documents_that_are_no_files_are_left_alone(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        path = (shop / "app/routes.py").as_posix()
        for other in ("untitled:Untitled-1", f"git:{path}?HEAD", f"vscode-notebook-cell:{path}#1", "http://host/x.py"):
            item = lsp.TextDocumentItem(other, "python", 1, CLEAN)
            editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        await editor.rules(uri, "blocking-sleep")
        editor.type(uri, BLOCKING + "\n")
        await editor.rules(uri, "blocking-sleep")
        assert {known.uri for known in editor.published} == {uri}

    session(shop, play)


def test_a_baseline_that_cannot_be_read_is_told_of_and_counts_as_soon_as_it_can(shop: Path) -> None:
    base = shop / "known.json"
    settings = '\n[tool.fastapi-lint]\nbaseline = "known.json"\n'
    write(shop, {"pyproject.toml": MANIFEST + settings, "app/routes.py": BLOCKING, "known.json": "<<<<<<< HEAD\n"})

    async def play(editor: Editor) -> list[str]:
        uri = editor.open(shop / "app/routes.py")
        await editor.client.wait_for_notification("window/showMessage")
        base.write_text('{"version": 1, "findings": []}')
        changed(editor, base)
        await editor.rules(uri, "blocking-sleep")
        await asyncio.to_thread(write_baseline, (shop,), base)
        changed(editor, base)
        await editor.rules(uri)
        return [m.message for m in editor.client.messages]

    problem = "the baseline holds the marks of a merge; keep the lines of both sides, or write it again"
    (message,) = session(shop, play, able=capabilities(watches=True))
    assert message.startswith(f"fastapi-lint: {base}: {problem}")


def test_project_files_are_judged_when_they_are_saved(shop: Path) -> None:
    write(shop, {"Dockerfile": "FROM python:3.13-slim\nCMD uvicorn app.main:app\n"})

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "Dockerfile")
        await editor.rules(uri, "unexpected-asgi-server")
        editor.type(uri, "FROM python:3.13-slim\nCMD granian --workers 1 app.main:app\n")
        editor.save(uri)
        await editor.rules(uri)

    session(shop, play, options={"profile": "granian-template"})


def test_settings_choose_the_profile_and_switch_everything_off_and_wrong_ones_are_named(shop: Path) -> None:
    async def play(editor: Editor) -> list[str]:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        await editor.rules(uri, "blocking-sleep")
        editor.client.set_configuration({"enable": False}, section="fastapi-lint")
        settings = lsp.DidChangeConfigurationParams(settings=None)
        editor.client.workspace_did_change_configuration(settings)
        await editor.rules(uri)
        editor.client.set_configuration({"profile": "principle", "enabel": 1}, section="fastapi-lint")
        editor.client.workspace_did_change_configuration(settings)
        await editor.until(lambda: len(editor.client.messages) >= 2 or not editor.type(uri, editor.texts[uri]))
        return [m.message for m in editor.client.messages]

    answers = {"fastapi-lint": {"unsafeFixes": False}}
    said = session(shop, play, able=capabilities(configures=True), answers=answers)
    assert "did you mean `enable`?" in said[0]
    assert "no profile is called `principle`; did you mean `principles`?" in said[1]
