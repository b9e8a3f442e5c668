"""What a file system is asked beside the vault's thread, because it may never answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Looking(Generic[Asked, Answer]):
    """Questions that are asked one after the other on a thread of their own.

    A dead network share holds that thread and nobody else; no process waits for it at its end.
    """

    def __init__(self, asked: Collection[Asked], ask: Callable[[Asked], Answer]) -> None:
        """Begin; ``ask`` raises nothing."""
        self._answers: SimpleQueue[tuple[Asked, Answer]] = SimpleQueue()
        self._thread = Thread(target=self._look, args=(asked, ask), name="looking", daemon=True)
        if asked:
            self._thread.start()

    def answers(self, patience: float) -> list[tuple[Asked, Answer]]:
        """What was answered since the last call; seconds to wait for the rest, at most."""
        if self._thread.ident is not None:
            self._thread.join(patience)
        found = []
        with suppress(Empty):
            while True:
                found.append(self._answers.get_nowait())
        return found

    def _look(self, asked: Collection[Asked], ask: Callable[[Asked], Answer]) -> None:
        for each in asked:
            self._answers.put((each, ask(each)))
