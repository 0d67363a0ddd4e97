"""A process of its own: bare `libcst.parse_module` of every file that a list names, one path per line."""

import sys
from contextlib import suppress
from pathlib import Path

import libcst

if __name__ == "__main__":
    for name in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        with suppress(libcst.ParserSyntaxError, UnicodeDecodeError):
            libcst.parse_module(Path(name).read_bytes())
