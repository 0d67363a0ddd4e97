"""What each key of the configuration means, in words; its type and default come from the code."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """`example` is TOML below the key's table; `default` says in words what the code does without a value."""

    about: str
    example: str
    default: str = ""


GENERAL = {
    "profile": Meaning(
        "Which rules are on, at which severity and with which values. `fastapi-lint profiles` lists the profiles, and "
        "[Guidelines](guidelines/index.md) shows what each of them mirrors.",
        'profile = "principles"',
    ),
    "app": Meaning(
        "The application that `fastapi-lint contract` starts: `package.module:app`, or `package.module:create_app()` "
        "for a factory. Without it, the application is found in pyproject.toml or in the source.",
        'app = "shop.main:create_app()"',
        "found in the source",
    ),
    "exclude": Meaning(
        "Patterns as in .gitignore, in place of the built-in ones (environments, caches, vendored and built code). "
        "What git ignores is left out anyway.",
        'exclude = ["legacy", "**/generated"]',
        "the built-in patterns",
    ),
    "extend-exclude": Meaning(
        "Patterns as in .gitignore, beside the built-in ones.",
        'extend-exclude = ["legacy"]',
    ),
    "select": Meaning(
        "The rules and categories to run, in place of those of the profile. A rule that is still `preview` runs only "
        "when it is named here.",
        'select = ["concurrency", "shadowed-route"]',
        "the rules of the profile",
    ),
    "ignore": Meaning(
        "Rules and categories that are off.",
        'ignore = ["undocumented-error"]',
    ),
    "per-file-ignores": Meaning(
        "Rules and categories that are off in the files that a pattern matches.",
        'per-file-ignores = {"app/admin/*" = ["weak-response-schema"]}',
    ),
    "severity": Meaning(
        "Another severity for a rule: one of {levels}, or `off`.",
        'severity = {blocking-file-io = "info", shadowed-route = "error"}',
    ),
    "roles": Meaning(
        "What the files are for that a pattern matches, where their names do not tell: one of {roles}. Most rules look "
        "at application files only.",
        'roles = {"ops/**" = "script"}',
        "told from the names of files and folders",
    ),
    "baseline": Meaning(
        "The file with accepted findings, relative to this file: what it knows is not reported. "
        "`fastapi-lint baseline` writes it.",
        'baseline = ".fastapi-lint-baseline.json"',
    ),
    "delegates": Meaning(
        "Whether ruff runs for the rules that it already has, as `--no-delegates` decides for one run.",
        "delegates = false",
    ),
}

CONTRACT = {
    "python": Meaning(
        "The interpreter that has the service's packages, relative to this file.",
        'python = "backend/.venv/bin/python"',
        "that of `.venv`",
    ),
    "env-file": Meaning(
        "Environment variables of the service, relative to this file. Their values are masked wherever they come up.",
        'env-file = "contract.env"',
    ),
    "timeout": Meaning("Seconds that one call may take.", "timeout = 2.5"),
    "boot-timeout": Meaning("Seconds that importing and starting the service may take.", "boot-timeout = 120"),
    "run-timeout": Meaning(
        "Seconds that all calls together may take. What is not reached by then is said to be not evaluated.",
        "run-timeout = 600",
    ),
    "allow-remote": Meaning(
        "Whether the service may reach other machines. Without it, connections are refused, and a database on another "
        "machine ends the run.",
        "allow-remote = true",
    ),
    "seed": Meaning(
        "Makes uuids, secrets and random numbers of the service repeatable, so that two runs can be compared by their "
        "hash.",
        "seed = 7",
    ),
    "no-fork": Meaning(
        "Starts each copy of the service from scratch: slower, for services that a fork breaks.",
        "no-fork = true",
    ),
    "modes": Meaning(
        "Also starts the service without its environment and with several workers, and ends it, as `--modes` does.",
        "modes = true",
    ),
    "auth": Meaning("Who calls the service: the table below.", 'auth = {bearer-env = "CONTRACT_TOKEN"}'),
    "origins": Meaning(
        "Sites whose pages may call the service: they are tried, and others too.",
        'origins = ["https://shop.example"]',
    ),
}

AUTH = {
    "bearer-env": Meaning(
        "The environment variable with a token that is sent as `Authorization: Bearer`.",
        'bearer-env = "CONTRACT_TOKEN"',
    ),
    "value-env": Meaning(
        "The environment variable with the value of `header` or of `cookie`.",
        'header = "X-Api-Key"\nvalue-env = "CONTRACT_KEY"',
    ),
    "header": Meaning(
        "The header that carries the value of `value-env`.",
        'header = "X-Api-Key"\nvalue-env = "CONTRACT_KEY"',
        "`Authorization`",
    ),
    "prefix": Meaning(
        "What stands before the value in the header.",
        'value-env = "CONTRACT_TOKEN"\nprefix = "Token "',
        "`Bearer ` in `Authorization`, nothing in other headers",
    ),
    "cookie": Meaning(
        "The cookie that carries the value of `value-env`.",
        'cookie = "session"\nvalue-env = "CONTRACT_SESSION"',
    ),
    "token-url": Meaning(
        "The path at which an OAuth2 password login gives out a token. It needs `username-env` and `password-env`.",
        'token-url = "/token"\nusername-env = "CONTRACT_USER"\npassword-env = "CONTRACT_PASSWORD"',
    ),
    "username-env": Meaning(
        "The environment variable with the user's name for `token-url`.",
        'token-url = "/token"\nusername-env = "CONTRACT_USER"\npassword-env = "CONTRACT_PASSWORD"',
    ),
    "password-env": Meaning(
        "The environment variable with the password for `token-url`.",
        'token-url = "/token"\nusername-env = "CONTRACT_USER"\npassword-env = "CONTRACT_PASSWORD"',
    ),
    "scope": Meaning(
        "The scopes that the login asks for, separated by spaces.",
        'token-url = "/token"\nusername-env = "CONTRACT_USER"\npassword-env = "CONTRACT_PASSWORD"\n'
        'scope = "orders:read"',
    ),
    "refused-env": Meaning(
        "Environment variables with tokens that the service must not accept, such as an expired one.",
        'bearer-env = "CONTRACT_TOKEN"\nrefused-env = ["EXPIRED_TOKEN"]',
    ),
    "second": Meaning(
        "Somebody who must not reach what the first caller makes: a table with the same keys.",
        'bearer-env = "CONTRACT_TOKEN"\nsecond = {bearer-env = "OTHER_TOKEN"}',
    ),
}

AGENTS = {
    "targets": Meaning(
        "What `fastapi-lint sync` writes: {targets}. [Commands](commands.md#sync) says what each of them is.",
        'targets = ["agents", "claude", "skills", "cursor"]',
    ),
    "budget": Meaning(
        "The bytes that the block in AGENTS.md may take, from 1500 up. The costliest rules come first.",
        "budget = 6000",
    ),
}
