"""`fastapi-lint hook`: tells a coding agent at once which rule its edit broke."""

from __future__ import annotations

import click

AGENTS = ("claude", "codex", "cursor", "copilot", "git")


@click.command()
@click.argument("agent", type=click.Choice(AGENTS))
def hook(agent: str) -> int:
    """Judge the edit that AGENT tells about on standard input; for git, what is staged.

    Only findings that the edit brought into its own files are told, and nothing when it is clean. No file is changed.

    \b
    claude    .claude/settings.json, PostToolUse with the matcher Edit|MultiEdit|Write, and Stop
    codex     .codex/hooks.json, PostToolUse with the matcher apply_patch, and Stop
    cursor    .cursor/hooks.json, postToolUse and stop
    copilot   .github/hooks/fastapi-lint.json, postToolUse
    git       .git/hooks/pre-commit; exits with 1 on findings
    """
    from fastapi_lint.api.hooks.process import hooked

    return hooked(agent)
