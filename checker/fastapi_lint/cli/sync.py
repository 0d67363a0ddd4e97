"""`fastapi-lint sync`: the rulebook as files that coding agents read."""

from __future__ import annotations

from pathlib import Path

import click

from fastapi_lint.cli.check import PROFILE, names


@click.command()
@click.argument("folder", required=False, default=Path(), type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when something is out of date.")
@PROFILE
@click.option(
    "--targets",
    multiple=True,
    callback=names,
    metavar="NAME,…",
    help="Some of the names below; agents, claude and skills by default.",
)
@click.option("--hooks", is_flag=True, help="Also call the hook, for each agent that has a folder here.")
@click.option("--quiet", is_flag=True, help="Name the files; show no differences.")
def sync(folder: Path, profile: str | None, targets: tuple[str, ...], *, check: bool, hooks: bool, quiet: bool) -> int:
    """Write the rules of the profile for coding agents into the project around FOLDER.

    \b
    agents          a block in AGENTS.md: the gate, and one line for each rule that fits into 8,000 bytes
    claude          CLAUDE.md that imports AGENTS.md, when there is none
    skills          .agents/skills/: how to work, and a page for each category with wrong and right code
    claude-skills   the same in .claude/skills/
    cursor          .cursor/rules/fastapi-lint.mdc
    copilot         a block in .github/copilot-instructions.md, short enough for code review
    devin           .devin/rules/fastapi-lint.md; windsurf is the same under the product's former name
    gemini          the key in .gemini/settings.json with which Gemini CLI reads AGENTS.md
    mcp             .mcp.json, which starts `fastapi-lint mcp`
    rulesync        a source in .rulesync/rules/, from which rulesync writes the files of other tools
    ruler           the same in .ruler/
    llms            llms.txt
    rulebook        rulebook.json
    claude-hook     calls `fastapi-lint hook` in .claude/settings.json; also codex-hook, cursor-hook
                    and copilot-hook

    Rules about libraries that the project does not require are left out. Your own text stays as it is; a file that
    somebody else wrote is never replaced.
    """
    from fastapi_lint.api.sync.changes import carry_out
    from fastapi_lint.api.sync.planning import plan
    from fastapi_lint.reporters.visible import visible

    synced = plan(folder, profile, targets, hooks=hooks)
    for change in synced.changes:
        verb = "remove" if change.after is None else "create" if change.before is None else "update"
        click.echo(f"{verb} {change.path}")
        if change.before is not None and not quiet:
            click.echo("\n".join(visible(line.expandtabs()) for line in change.diff.split("\n")), nl=False)
    if not check:
        carry_out(synced.root, synced.changes)
    for notice in synced.notices:
        click.echo(notice)
    count = len(synced.changes)
    files = "1 file" if count == 1 else f"{count} files"
    if not count:
        click.echo("Everything is up to date.")
    elif check:
        click.echo(f"{files} out of date; `fastapi-lint sync` brings them up to date.")
    else:
        click.echo(f"{files} brought up to date.")
    return int(synced.too_long or (check and count > 0))
