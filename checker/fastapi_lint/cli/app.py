"""The command line: one module per command, errors as one message with their exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from fastapi_lint import __version__
from fastapi_lint.cli.baseline import baseline
from fastapi_lint.cli.check import check
from fastapi_lint.cli.completion import completion
from fastapi_lint.cli.contract import contract
from fastapi_lint.cli.coverage import coverage
from fastapi_lint.cli.explain import explain
from fastapi_lint.cli.hook import hook
from fastapi_lint.cli.profiles import profile, profiles
from fastapi_lint.cli.rules import rules
from fastapi_lint.cli.sync import sync
from fastapi_lint.cli.why import why
from fastapi_lint.engine.pool import deep
from fastapi_lint.model.errors import FastapiLintError, nearest
from fastapi_lint.model.record import Record


class Session(Record, eq=True):
    """What commands share: where an answer may be kept for the next equal call."""

    replay_as: tuple[str, str, int] | None


class _Commands(click.Group):
    """Names the nearest command for a misspelt one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = nearest(args[0], self.commands) or "; `fastapi-lint --help` lists them."
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
    fastapi-lint sync                  write the rules for coding agents: AGENTS.md, skills
    fastapi-lint coverage .            whether the project follows its guideline, statement by statement

    \b
    Exit codes: 0 clean, 1 findings, 2 usage or configuration error,
    3 internal error (the run continued and says what failed), 4 nothing could be evaluated.
    """


for _command in (check, contract, explain, why, rules, profiles, profile, coverage, baseline, sync, hook, completion):
    app.add_command(_command)


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
