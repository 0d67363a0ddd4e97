"""What keeps a rulebook from reaching an agent although it lies in the repository, and how much room it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

COPILOT_READS = 4_000
"""Characters of an instruction file that Copilot's code review looks at."""

CODEX_READS = 32_768
"""Bytes of the AGENTS.md files on the way from the repository's root to the folder in which Codex was started."""

GEMINI_SETTINGS = ".gemini/settings.json"
"""Where Gemini CLI is told which files to read; by itself it reads GEMINI.md only."""

_IMPORT = re.compile(r"^\s*@(?:\.{1,2}/)?AGENTS\.md\s*$", re.MULTILINE)
_FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)", re.MULTILINE | re.DOTALL)


def imports_agents(text: str) -> bool:
    """Whether a CLAUDE.md brings in AGENTS.md; Claude Code follows no import inside a block of code."""
    return _IMPORT.search(_FENCED.sub("", text)) is not None


def traps(texts: Mapping[str, str], written: Iterable[str] = ()) -> Iterator[str]:
    """Sentences about files by their path in the project, as they will be after the sync, and what it writes."""
    if ignored := _ignored(texts.get(".gitignore", ""), written):
        yield f".gitignore: leaves out {', '.join(ignored)}, so a fresh checkout has no rules; take the pattern away."
    copilot = ".github/copilot-instructions.md"
    if (length := len(texts.get(copilot, ""))) > COPILOT_READS:
        yield f"{copilot}: has {length:,} characters, and code review reads {COPILOT_READS:,}; shorten your own text."
    if "AGENTS.md" not in texts:
        return
    if "AGENTS.override.md" in texts:
        yield "AGENTS.override.md: Codex reads it and not AGENTS.md, so it never sees the rules; merge the two."
    if "GEMINI.md" in texts and "AGENTS.md" not in texts.get(GEMINI_SETTINGS, "") + texts["GEMINI.md"]:
        yield "GEMINI.md: Gemini CLI reads no AGENTS.md beside it; add `gemini` to the targets of the sync."
    for path in ("CLAUDE.md", ".claude/CLAUDE.md"):
        if path in texts and not imports_agents(texts[path]):
            yield f"{path}: Claude Code reads no AGENTS.md beside it; add a line with nothing but `{_address(path)}`."


def _ignored(patterns: str, paths: Iterable[str]) -> list[str]:
    """The top folders and files of paths that git would not keep."""
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return sorted({path.partition("/")[0] for path in paths if spec.match_file(path)})


def room(chain: Mapping[str, int]) -> str:
    """What is left of Codex's limit, by path of AGENTS.md -> bytes for the fullest way through the folders."""
    used = sum(chain.values())
    named = " + ".join(f"{path} {size:,} B" for path, size in chain.items())
    left = CODEX_READS - used
    if left < 0:
        return f"Codex reads {CODEX_READS:,} B of {named}: {-left:,} B at the end are cut off; shorten your own text."
    return f"Codex reads {CODEX_READS:,} B; {named}; {left:,} B are left for you."


def _address(path: str) -> str:
    return "@../AGENTS.md" if path.startswith(".claude/") else "@AGENTS.md"
