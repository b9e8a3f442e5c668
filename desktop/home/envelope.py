"""The top of a document, which every later version of its format keeps."""

from __future__ import annotations

from typing import Final

import msgspec

from desktop import canonical
from desktop.model.newer import not_understood


class Envelope(msgspec.Struct):
    """What a document says of how it is to be read; everything else in it is read past."""

    format: str
    version: int
    needs: tuple[str, ...] = ()

    def is_newer_than(self, version: int) -> bool:
        """Whether only a newer program may know what the document says."""
        return self.version > version or bool(not_understood(self.needs))


def read_envelope(untrusted_data: bytes) -> Envelope:
    """The top of a document; ``canonical.NotADocument`` for anything else."""
    try:
        return _DECODER.decode(untrusted_data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise canonical.NotADocument("not a document that says what it is") from None


_DECODER: Final = msgspec.json.Decoder(Envelope)
