"""`fastapi-lint sync`: writes its own parts, leaves everybody else's, and notices every drift."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.model.errors import UsageError
from fastapi_lint.views.agents.reach import CODEX_READS
from fastapi_lint.views.agents.targets import TARGETS
from tests.cli.test_reports import call

EVERYTHING = ",".join(TARGETS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    (folder / "app").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "shop"\ndependencies = ["fastapi", "sqlalchemy"]\n'
        '[tool.fastapi-lint]\nprofile = "principles"\n'
    )
    (folder / "app/main.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")
    return folder


def sync(folder: Path, *arguments: str) -> tuple[int, str]:
    return call("sync", str(folder), *arguments)


def texts(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_default_targets_are_written_once(project: Path) -> None:
    before = texts(project)
    assert sync(project, "--check")[0] == 1
    assert texts(project) == before
    assert sync(project)[0] == 0
    written = texts(project)
    assert {path.split("/")[0] for path in written.keys() - before.keys()} == {"AGENTS.md", "CLAUDE.md", ".agents"}
    assert written["CLAUDE.md"] == b"@AGENTS.md\n"
    assert len(written["AGENTS.md"]) <= 8_000
    code, output = sync(project)
    assert (code, texts(project)) == (0, written)
    assert output.endswith("Everything is up to date.\n")
    assert sync(project, "--check")[0] == 0


def test_an_edit_inside_the_block_and_another_profile_are_drift(project: Path) -> None:
    sync(project)
    file = project / "AGENTS.md"
    good = file.read_text("utf-8")
    file.write_text(good.replace("- blocking-sleep: Do not", "- blocking-sleep: Do"))
    code, output = sync(project, "--check")
    assert (code, "-- blocking-sleep: Do call" in output, "+- blocking-sleep: Do not call" in output) == (1, True, True)
    assert sync(project, "--check", "--profile", "official")[0] == 1
    sync(project)
    assert file.read_text("utf-8") == good


@pytest.mark.parametrize(
    "mine", ["# Mine\r\n\r\nText.\r\n", "\ufeff# Mine\nText", "caf\xe9"], ids=["crlf", "bom", "latin"]
)
def test_the_text_around_the_block_stays(project: Path, mine: str) -> None:
    data = mine.encode("latin-1" if mine.startswith("caf") else "utf-8")
    (project / "AGENTS.md").write_bytes(data)
    sync(project)
    assert (project / "AGENTS.md").read_bytes().startswith(data)
    assert sync(project, "--check")[0] == 0


def test_files_of_others_are_refused_and_nothing_is_written(project: Path) -> None:
    (project / "llms.txt").write_text("# Shop\n")
    before = texts(project)
    with pytest.raises(UsageError, match=r"llms\.txt: somebody else wrote it"):
        sync(project, "--targets", EVERYTHING)
    assert texts(project) == before


def test_links_are_never_written_through(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "installed"
    elsewhere.mkdir()
    (project / ".agents/skills").mkdir(parents=True)
    (project / ".agents/skills/fastapi-lint").symlink_to(elsewhere)
    with pytest.raises(UsageError, match=r"\.agents/skills/fastapi-lint: is a link"):
        sync(project)
    assert list(elsewhere.iterdir()) == []


def test_one_file_under_both_names_needs_no_bridge(project: Path) -> None:
    (project / "CLAUDE.md").symlink_to("AGENTS.md")
    _, output = sync(project)
    assert "CLAUDE.md" not in output
    assert (project / "CLAUDE.md").is_symlink()


def test_files_that_were_checked_out_with_other_newlines_are_up_to_date(project: Path) -> None:
    sync(project)
    page = project / ".agents/skills/fastapi-testing/references/testing.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert sync(project, "--check")[0] == 0


def test_hooks_are_added_to_settings_and_theirs_stay(project: Path) -> None:
    hooks = "claude-hook,codex-hook,cursor-hook,copilot-hook"
    theirs = '{\n  "model": "opus",\n  "hooks": {\n    "Stop": []\n  }\n}\n'
    (project / ".claude").mkdir()
    (project / ".claude/settings.json").write_text(theirs)
    sync(project, "--targets", hooks)
    text = (project / ".claude/settings.json").read_text("utf-8")
    assert text.startswith('{\n  "model": "opus",\n  "hooks": {\n    "Stop": [\n')
    assert json.loads(text)["hooks"]["PostToolUse"][0]["hooks"][0]["command"] == "fastapi-lint hook claude"
    for path in (".codex/hooks.json", ".cursor/hooks.json", ".github/hooks/fastapi-lint.json"):
        assert "fastapi-lint hook " in (project / path).read_text("utf-8")
    assert sync(project, "--check", "--targets", hooks)[0] == 0


def test_settings_with_comments_are_left_alone_and_what_to_add_is_shown(project: Path) -> None:
    (project / ".codex").mkdir()
    (project / ".codex/hooks.json").write_text(theirs := '{\n  // ours\n  "hooks": {}\n}\n')
    _, output = sync(project, "--targets", "codex-hook")
    assert '.codex/hooks.json: is yours; add to it: {"hooks": {"PostToolUse": [{"matcher": "apply_patch"' in output
    assert (project / ".codex/hooks.json").read_text() == theirs
    (project / ".codex/hooks.json").write_text('// "fastapi-lint hook codex" is called from a script\n{}\n')
    assert "is yours" not in sync(project, "--targets", "codex-hook")[1]


def test_hooks_are_for_the_agents_that_a_project_has_a_folder_for(project: Path) -> None:
    assert "create .claude/settings.json" in sync(project, "--check", "--hooks")[1]
    (project / ".cursor").mkdir()
    _, output = sync(project, "--check", "--hooks")
    assert "create .cursor/hooks.json" in output
    assert "create AGENTS.md" in output
    assert ".claude/settings.json" not in output


def test_pages_that_no_longer_apply_are_removed(project: Path) -> None:
    sync(project)
    assert (project / ".agents/skills/fastapi-testing/references/testing.md").exists()
    own = project / ".agents/skills/fastapi-testing/references/mine.md"
    own.write_text("# Mine\n")
    sync(project, "--profile", "official")
    assert not (project / ".agents/skills/fastapi-testing/references/testing.md").exists()
    assert own.exists()


def test_traps_are_named(project: Path) -> None:
    (project / "CLAUDE.md").write_text("# Ours\n\n```\n@AGENTS.md\n```\n")
    (project / "AGENTS.override.md").write_text("# Ours\n")
    _, output = sync(project)
    assert "AGENTS.override.md: Codex reads it and not AGENTS.md" in output
    assert "CLAUDE.md: Claude Code reads no AGENTS.md beside it; add a line with nothing but `@AGENTS.md`." in output
    assert (project / "CLAUDE.md").read_text() == "# Ours\n\n```\n@AGENTS.md\n```\n"


def test_gemini_and_git_can_keep_the_rules_away(project: Path) -> None:
    (project / "GEMINI.md").write_text("# Ours\n")
    (project / ".gitignore").write_text(".agents/\n*.log\n")
    _, output = sync(project)
    assert "GEMINI.md: Gemini CLI reads no AGENTS.md beside it; add `gemini` to the targets of the sync." in output
    assert ".gitignore: leaves out .agents, so a fresh checkout has no rules; take the pattern away." in output
    _, output = sync(project, "--targets", "agents,gemini")
    assert "GEMINI.md" not in output
    assert ".gitignore" not in output


def test_the_room_that_is_left_counts_the_fullest_way(project: Path) -> None:
    (project / "app/AGENTS.md").write_text("x" * 1_000)
    _, output = sync(project)
    left = CODEX_READS - (project / "AGENTS.md").stat().st_size - 1_000
    assert f"app/AGENTS.md 1,000 B; {left:,} B are left for you." in output
    (project / "app/AGENTS.md").write_text("x" * 30_000)
    code, output = sync(project)
    assert (code, "at the end are cut off" in output) == (1, True)


def test_settings_choose_targets_and_budget(project: Path) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.fastapi-lint.agents]\ntargets = ["agents"]\nbudget = 3000\n')
    sync(project)
    assert not (project / "CLAUDE.md").exists()
    assert 2_700 < (project / "AGENTS.md").stat().st_size <= 3_000


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("target = []", "agents.target: no key is called `target`; did you mean `targets`"),
        ('targets = ["agent"]', "no target is called `agent`; did you mean `agents`"),
        ("budget = 12", "agents.budget: expected a number of bytes from 1500 up"),
    ],
)
def test_wrong_settings_are_named(project: Path, table: str, message: str) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write(f"[tool.fastapi-lint.agents]\n{table}\n")
    with pytest.raises(UsageError, match=re.escape(message)):
        sync(project)


def test_every_rule_block_and_path_in_every_file_is_real(project: Path, book: Catalog) -> None:
    sync(project, "--targets", EVERYTHING)
    tested = {
        text if text.endswith("\n") else f"{text}\n"
        for rule in book.rules.values()
        for example in load_examples(rule, rules_folder())
        for text in example.files.values()
    }
    for path, text in emitted(project):
        assert set(re.findall(r"^- ([\w-]+): Do not", text, re.MULTILINE)) <= set(book.rules), path
        assert [t.content for t in MarkdownIt().parse(text) if t.type == "fence" and t.content not in tested] == [], (
            path
        )
        for target in re.findall(r"\]\(([^)#`\s]+\.md)", "".join(inline(text))):
            assert ((project / path).parent / target).is_file(), (path, target)


def emitted(project: Path) -> Iterator[tuple[str, str]]:
    for path, data in texts(project).items():
        if path.endswith((".md", ".mdc", "llms.txt")):
            yield path, data.decode()


def inline(text: str) -> Iterator[str]:
    return (token.content for token in MarkdownIt().parse(text) if token.type == "inline")


def test_other_targets_keep_to_the_limits_of_their_readers(project: Path, book: Catalog) -> None:
    sync(project, "--targets", EVERYTHING)
    assert len((project / ".github/copilot-instructions.md").read_text("utf-8")) < 4_000
    matter = (project / ".cursor/rules/fastapi-lint.mdc").read_text("utf-8").split("---\n")[1]
    assert "globs: app/**/*.py\nalwaysApply: false\n" in matter
    for path in (".devin/rules/fastapi-lint.md", ".windsurf/rules/fastapi-lint.md"):
        text = (project / path).read_text("utf-8")
        assert text.startswith("---\ntrigger: glob\n")
        assert '\nglobs:\n  - "app/**/*.py"\n---\n' in text
        assert len(text) < 12_000
    assert 'globs: ["app/**/*.py"]\n---\n' in (project / ".rulesync/rules/fastapi-lint.md").read_text("utf-8")
    assert "- blocking-sleep: " in (project / ".ruler/fastapi-lint.md").read_text("utf-8")
    assert "AGENTS.md" in json.loads((project / ".gemini/settings.json").read_text("utf-8"))["context"]["fileName"]
    assert (project / "llms.txt").read_text("utf-8").startswith("# FastAPI rules\n")
    rules = json.loads((project / "rulebook.json").read_text("utf-8"))["rules"]
    assert {rule["id"] for rule in rules} <= set(book.profiles["principles"].rules) | lint_rules(book)
    assert all(rule["line"] == book.rules[rule["id"]].directive.line for rule in rules)


def lint_rules(book: Catalog) -> set[str]:
    return {rule.id for rule in book.rules.values() if rule.enforced_by == "engine"}


def test_a_file_that_cannot_be_written_is_named(project: Path) -> None:
    (project / ".agents").write_text("")
    with pytest.raises(UsageError, match=r"\.agents/skills/.*: cannot be written"):
        sync(project)
    assert not list(project.glob("AGENTS.md.*"))
