"""A secret is written into the image."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.dockerfile import Dockerfile, Instruction
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding

_TEMPLATES = ("example", "sample", "template", "dist", "schema")
_KEYS = (".pem", ".key", ".p12", ".pfx", "id_rsa", "id_ed25519")


def check(dockerfile: Dockerfile) -> Iterator[Finding]:
    for stage in dockerfile.stages:
        for instruction in stage.named("ENV", "ARG"):
            for name, value in _variables(instruction):
                if names_secret(name) and value and not value.startswith(("$", "/", "http")):
                    yield Finding.of(instruction, what=name)
        for copy in stage.named("COPY", "ADD"):
            if not copy.flags.get("from") and any(_is_secret_file(source) for source in copy.words[:-1]):
                yield Finding.of(copy, what=f"{copy.name} {copy.text}")


def _variables(instruction: Instruction) -> Iterator[tuple[str, str]]:
    words = instruction.words
    if words and "=" not in words[0] and instruction.name == "ENV":
        yield words[0], " ".join(words[1:])
        return
    for word in words:
        name, _, value = word.partition("=")
        yield name, value


def _is_secret_file(source: str) -> bool:
    name = source.rstrip("/").rpartition("/")[2].lower()
    if any(word in name for word in _TEMPLATES):
        return False
    return name == ".env" or name.startswith(".env.") or name.endswith(_KEYS)
