"""The search index, which has to be opened and closed."""


class SearchIndex:
    """Counts how often it was opened and closed."""

    opened = closed = 0

    def __init__(self) -> None:
        self.is_open = False

    async def open(self) -> None:
        """Opens it."""
        self.is_open = True
        SearchIndex.opened += 1

    async def close(self) -> None:
        """Closes it."""
        self.is_open = False
        SearchIndex.closed += 1
