"""The JSON of a card file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from desktop.model.values.bounds import END, Code, Version

BASE64: Final = f"^(?:[A-Za-z0-9+/]{{4}})*(?:[A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?{END}"
SIGNATURE: Final = "^-----BEGIN SSH SIGNATURE-----[\\n\\r]"


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card on its way by hand; in all at most 64 KiB.

    ``card``: base64 (RFC 4648 section 4, padded) of the card's canonical JSON. ``signature``: an
    armored SSH signature over those octets by the card's own key, namespace ``card@skrynia``.
    """

    card: Annotated[str, Meta(pattern=BASE64)]
    signature: Annotated[str, Meta(pattern=SIGNATURE)]
    format: Code = "skrynia-card-file"
    version: Version = 1
