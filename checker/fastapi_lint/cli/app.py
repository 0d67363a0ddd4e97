"""The command line: one module per command, errors as one message with their exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from fastapi_lint import __version__
from fastapi_lint.engine.deep import deep
from fastapi_lint.model.errors import FastapiLintError, nearest
from fastapi_lint.model.record import Record


class Session(Record, eq=True):
    """What commands share: where an answer may be kept for the next equal call."""

    replay_as: tuple[str, str, int] | None


HELD: list[object] = []
"""What a command leaves for the system to free when the process ends: object by object it takes longer."""

COMMANDS = {
    "check": "check",
    "contract": "contract",
    "explain": "explain",
    "why": "why",
    "rules": "rules",
    "profiles": "profiles",
    "profile": "profiles",
    "coverage": "coverage",
    "baseline": "baseline",
    "merge": "merge",
    "init": "init",
    "sync": "sync",
    "new": "new",
    "hook": "hook",
    "import": "import_",
    "mcp": "mcp",
    "server": "server",
    "completion": "completion",
}
"""Each command with its module in `fastapi_lint.cli`, where the function has its name (`import_` for `import`)."""


class _Commands(click.Group):
    """Imports a command when it is called for; names the nearest one for a misspelt one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"fastapi_lint.cli.{COMMANDS[cmd_name]}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = nearest(args[0], COMMANDS) or "; `fastapi-lint --help` lists them."
            raise click.UsageError(f"there is no command `{args[0]}`{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="fastapi-lint", message="%(prog)s %(version)s")
def app() -> None:
    """Checks FastAPI services against a rulebook that coding agents read too.

    \b
    fastapi-lint check                 check the project around this folder
    fastapi-lint check --fix           and repair what is safe to repair
    fastapi-lint explain RULE          why a rule exists, with examples
    fastapi-lint why app/main.py:12    what is reported at a line, and how it was found
    fastapi-lint contract              start the service and judge what it serves
    fastapi-lint init                  adopt the rulebook in a project: settings, baseline, hook, CI
    fastapi-lint sync                  write the rules for coding agents: AGENTS.md, skills
    fastapi-lint new NAME --profile P  start a service that follows a guideline
    fastapi-lint coverage .            whether the project follows its guideline, statement by statement

    \b
    Exit codes: 0 clean, 1 findings (of the severity of --fail-on), 2 usage or configuration error,
    3 internal error (the run continued and says what failed), 4 nothing could be evaluated.
    """


def run(argv: Sequence[str], *, replay_as: tuple[str, str, int] | None = None) -> None:
    """Runs the command line; every expected error ends as one message on standard error."""
    try:
        # Deeply nested code needs a deep stack wherever it is parsed: to judge, to locate and to fix it.
        code = deep(
            lambda: app.main(list(argv), prog_name="fastapi-lint", standalone_mode=False, obj=Session(replay_as))
        )
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except FastapiLintError as error:
        click.echo(f"fastapi-lint: {error}", err=True)
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)
