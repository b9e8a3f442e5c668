"""A decoder for what somebody looks at, started when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.media.decoding.decoder import Decoded, DecoderPool
    from desktop.media.decoding.wire import Request


class OwnDecoder:
    """A decoder started when first needed; it outlives the object that asked by no answer."""

    def __init__(self) -> None:
        self._pool: DecoderPool | None = None
        self._closed = False

    def submit(self, data: bytes, answer: Callable[[Decoded], None], inside: int = 0) -> None:
        """Decode; ``answer`` is called on the pool's thread, unless the pool was closed.
        ``inside``: of an office file the picture of this number."""
        from desktop.media.decoding.decoder import SCREEN

        self.submit_request(data, replace(SCREEN, inside=inside), answer)

    def submit_request(
        self, data: bytes, request: Request, answer: Callable[[Decoded], None]
    ) -> None:
        """The same for whatever is asked."""
        from desktop.media.decoding.decoder import DecoderPool

        if self._pool is None:
            self._pool = DecoderPool(workers=1)

        def done(future: Future[Decoded]) -> None:
            if not self._closed and not future.cancelled():
                answer(future.result())

        self._pool.submit(data, request).add_done_callback(done)

    def close(self) -> None:
        """End the child process."""
        self._closed = True
        if self._pool is not None:
            self._pool.close()
