"""The archive, read with a library that blocks."""

import threading

started = threading.Event()
may_end = threading.Event()


def count_words() -> int:
    """Counts; a real archive takes seconds."""
    started.set()
    may_end.wait(5)
    return 42
