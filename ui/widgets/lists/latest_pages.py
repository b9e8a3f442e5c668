"""Which page of a long list is read next: what is looked at now, before what was passed by."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 2


class LatestPages:
    """One page is on its way at a time. Of those that came into sight meanwhile the last two
    are read next, which is as many as a screen can lie on; the others were only scrolled past,
    and are asked for again where they are looked at again.
    """

    def __init__(self, read: Callable[[int], None]) -> None:
        self._read = read
        self._coming: int | None = None
        self._wanted: list[int] = []

    def ask(self, page: int) -> None:
        """Read this page now, or as soon as the one on its way has come."""
        if page == self._coming or page in self._wanted:
            return
        self._wanted.append(page)
        del self._wanted[:-_MOST]
        self._read_next()

    def came(self) -> None:
        """The page on its way is here, or could not be read."""
        self._coming = None
        self._read_next()

    def forget(self) -> None:
        """Another list: what is on its way does not count, and nothing is wanted."""
        self._coming = None
        self._wanted.clear()

    def _read_next(self) -> None:
        if self._coming is None and self._wanted:
            self._coming = self._wanted.pop()
            self._read(self._coming)
