"""`fastapi-lint rules`: what can be checked."""

from __future__ import annotations

import click


@click.command()
@click.option("--category", metavar="NAME", help="Only rules of this category.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(category: str | None, output_format: str) -> None:
    """List every rule of the rulebook with its severity and how it is enforced."""
    from fastapi_lint.api.book import listed_rules

    found = listed_rules(category)
    if output_format == "json":
        import json

        click.echo(json.dumps(found, indent=2))
        return
    width = max((len(r["id"]) for r in found), default=0)
    for r in found:
        fix = f"  fix: {r['fix']}" if r["fix"] != "none" else ""
        click.echo(f"{r['id']:<{width}}  {r['severity']:<8} {r['enforced_by']:<8} {r['summary']}{fix}")
    click.echo(f"{len(found)} rules; `fastapi-lint explain RULE` shows one.")
