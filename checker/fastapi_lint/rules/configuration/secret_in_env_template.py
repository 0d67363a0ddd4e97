"""An example of an environment file holds a real secret."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.settings_files import EnvFile
from fastapi_lint.facts.secrets import is_known_credential, is_real_secret, names_secret
from fastapi_lint.model.finding import Finding


def check(file: EnvFile) -> Iterator[Finding]:
    for entry in file.entries if file.is_template else ():
        if is_known_credential(entry.value) or (names_secret(entry.key) and is_real_secret(entry.value)):
            yield Finding.of(entry, key=entry.key)
