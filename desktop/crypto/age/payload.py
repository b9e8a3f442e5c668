"""The payload of an age file: 64 KiB chunks of ChaCha20-Poly1305 in STREAM order.

C2SP age.md, "Payload"; RFC 8439. The nonce of a chunk is its number (11 bytes, big endian)
and a last byte that is 1 on the final chunk alone, so that no chunk can be dropped, moved,
repeated or added without notice.
"""

from __future__ import annotations

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.errors import PayloadDamaged

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_BYTES = CHUNK_BYTES + TAG_BYTES
_BATCH = 16
"""Chunks that go to the sink, or come from the source, in one call: about 1 MiB."""

Buffer = bytes | bytearray | memoryview


class ByteSink(Protocol):
    """What is written to. It must be done with the bytes when it returns: they are reused."""

    def write(self, data: memoryview, /) -> int | None:
        """Take bytes; how many, where it did not take all."""


class ByteSource(Protocol):
    """What is read from: any binary file opened for reading."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill ``buffer`` as far as may be; 0 at the end."""


def sealed_size(size: int) -> int:
    """Bytes that the chunks of a payload of ``size`` bytes take up."""
    chunks = max(1, -(-size // CHUNK_BYTES))
    return size + chunks * TAG_BYTES


class PayloadWriter:
    """Encrypts what is written and hands it on in batches of whole chunks."""

    def __init__(self, sink: ByteSink, key: bytes) -> None:
        self._sink = sink
        self._aead = ChaCha20Poly1305(key)
        self._counter = 0
        self._finished = False
        self._held = memoryview(bytearray(CHUNK_BYTES))
        self._held_size = 0
        self._batch = memoryview(bytearray(_BATCH * SEALED_BYTES))
        self._batch_size = 0

    def write(self, data: Buffer) -> int:
        """Encrypt ``data`` of any size, best in pieces of 1 MiB; all of it is taken."""
        if self._finished:
            raise ValueError("the payload is finished")
        view = memoryview(data).cast("B")
        position = 0
        # The newest chunk is held back until more comes: it may be the final one.
        while self._held_size + len(view) - position > CHUNK_BYTES:
            position += self._seal_next(view, position)
        rest = view[position:]
        self._held[self._held_size : self._held_size + len(rest)] = rest
        self._held_size += len(rest)
        self._flush()
        return len(view)

    def finish(self) -> None:
        """Write the final chunk. The sink stays open."""
        if self._finished:
            raise ValueError("the payload is finished")
        self._seal(self._held[: self._held_size], final=True)
        self._flush()
        self._finished = True
        self._held[:] = bytes(CHUNK_BYTES)

    def _seal_next(self, view: memoryview, position: int) -> int:
        """Seal one whole chunk, what is held back first; bytes taken from ``view``."""
        if self._held_size == 0:
            self._seal(view[position : position + CHUNK_BYTES], final=False)
            return CHUNK_BYTES
        taken = CHUNK_BYTES - self._held_size
        self._held[self._held_size :] = view[position : position + taken]
        self._seal(self._held, final=False)
        self._held_size = 0
        return taken

    def _seal(self, chunk: memoryview, *, final: bool) -> None:
        if self._batch_size + len(chunk) + TAG_BYTES > len(self._batch):
            self._flush()
        end = self._batch_size + len(chunk) + TAG_BYTES
        nonce = _nonce(self._counter, final=final)
        self._aead.encrypt_into(nonce, chunk, None, self._batch[self._batch_size : end])
        self._counter += 1
        self._batch_size = end

    def _flush(self) -> None:
        write_all(self._sink, self._batch[: self._batch_size])
        self._batch_size = 0


class PayloadReader:
    """Decrypts chunk by chunk; gives out nothing that is not authenticated."""

    def __init__(self, source: ByteSource, key: bytes) -> None:
        self._source = source
        self._aead = ChaCha20Poly1305(key)
        self._counter = 0
        self._finished = False
        self._damage: str | None = None
        self._sealed = memoryview(bytearray(_BATCH * SEALED_BYTES))
        self._start = 0
        self._end = 0
        self._source_ended = False
        self._plain = memoryview(bytearray(CHUNK_BYTES))
        self._ready = self._plain[:0]

    def readinto(self, target: memoryview) -> int:
        """Fill ``target`` (bytes) and return how many; 0 at the end.

        ``PayloadDamaged`` on any failing, missing, added or empty final chunk, and again on
        every later call. Chunks before the damage are authentic and are given out first, by
        a call that fills less than all of ``target``.
        """
        filled = 0
        while filled < len(target) and (self._ready or not self._finished):
            try:
                filled += self._step(target[filled:])
            except PayloadDamaged:
                if not filled:
                    raise
                break
        return filled

    def _step(self, target: memoryview) -> int:
        """Put what is ready, or else the next chunk, into ``target``."""
        if not self._ready:
            if len(target) >= CHUNK_BYTES:
                return self._open_next(target)
            self._ready = self._plain[: self._open_next(self._plain)]
        taken = min(len(target), len(self._ready))
        target[:taken] = self._ready[:taken]
        self._ready = self._ready[taken:]
        return taken

    def _open_next(self, target: memoryview) -> int:
        """Decrypt the next chunk to the front of ``target`` (at least 64 KiB); its size."""
        if self._damage:
            raise PayloadDamaged(self._damage)
        self._fill()
        last = self._end - self._start <= SEALED_BYTES
        sealed = self._sealed[self._start : min(self._end, self._start + SEALED_BYTES)]
        size = len(sealed) - TAG_BYTES
        if size < 0 or (size == 0 and self._counter > 0):
            raise self._damaged("is cut off")
        if self._open(sealed, target[:size], final=last):
            self._finished = last
        elif len(sealed) == SEALED_BYTES and self._open(sealed, target[:size], final=not last):
            # Authentic, so it is given out; what is wrong is what comes, or does not come, next.
            self._damaged("is cut off" if last else "goes on after its final chunk")
        else:
            raise self._damaged("fails authentication")
        self._start += len(sealed)
        self._counter += 1
        return size

    def _open(self, sealed: memoryview, target: memoryview, *, final: bool) -> bool:
        nonce = _nonce(self._counter, final=final)
        try:
            self._aead.decrypt_into(nonce, sealed, None, target)
        except InvalidTag:
            # The library decrypts before it has the tag: what it wrote was never authentic.
            target[:] = bytes(len(target))
            return False
        return True

    def _fill(self) -> None:
        """Have more than one sealed chunk at hand, or all that is left: that tells the final."""
        while self._end - self._start <= SEALED_BYTES and not self._source_ended:
            if self._start:
                left = self._end - self._start
                self._sealed[:left] = self._sealed[self._start : self._end]
                self._start, self._end = 0, left
            count = self._source.readinto(self._sealed[self._end :])
            self._source_ended = not count
            self._end += count or 0

    def _damaged(self, what: str) -> PayloadDamaged:
        self._damage = f"the encrypted payload {what} (chunk {self._counter})"
        return PayloadDamaged(self._damage)


def write_all(sink: ByteSink, data: memoryview) -> None:
    """Write everything: a raw file may take less at a time."""
    while len(data):
        count = sink.write(data)
        data = data[len(data) if count is None else count :]


def _nonce(counter: int, *, final: bool) -> bytes:
    return (counter << 8 | final).to_bytes(12, "big")
