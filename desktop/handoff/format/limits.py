"""How much of an incoming package is taken before it is refused (docs/package-format.md, Limits).

Sizes in bytes. They bound memory and time, and stand far above what a package of a laptop
with 20,000 interviews and 100,000 photos holds.
"""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

PIECE: Final = MIB
"""What is read, hashed, encrypted or stored at once."""

ENTRIES: Final = 400_000
MANIFEST: Final = 100 * MIB
SMALL_TAG_FILE: Final = 64 * KIB
SCHEMA: Final = MIB
RECORD: Final = 16 * MIB
SEAL: Final = 16 * KIB
CUSTODY: Final = 256 * MIB
CUSTODY_EVENT: Final = 16 * KIB
MEDIA: Final = 1024 * 1024 * MIB
TRAILING_ZEROS: Final = MIB
RECEIPT: Final = 100 * MIB
RECEIPT_FILE: Final = RECEIPT + MIB
CARD: Final = 64 * KIB
ALLOWED_SIGNERS: Final = MIB


def document(entries: int) -> int:
    """The most ``data/package.json`` may take where the manifest lists so many entries.

    Each entry adds one line of fixed size and the interviews it rests on, nearly always one; the
    rest is for files that many interviews share.
    """
    return 16 * MIB + 512 * entries
