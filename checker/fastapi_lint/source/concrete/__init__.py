"""libcst trees as `ast` nodes: for syntax newer than the running Python, for fixes, and as the oracle of `--full`."""
