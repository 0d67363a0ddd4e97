"""Writes every page that the code decides: python -m pages"""

from __future__ import annotations

from pages.written import write

if __name__ == "__main__":
    write()
