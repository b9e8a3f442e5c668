"""What never comes in as a file, told by what it is and not by its name.

Vaults, keys, packages, receipts and cards of this program: an attachment leaves in packages, and
whoever gets one could try the passphrase of a vault at leisure.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from desktop.media.adding.key_marks import holds_key_slots, holds_secret_key
from desktop.media.adding.sources import Failure
from desktop.vault_files import KEYS_FORMAT

HEAD: Final = 1 << 16
"""Bytes from the start in which a document of ours says what it is."""
_AGE: Final = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
_KEY_FILE: Final = b"skrynia key file v1"
_KEY_SLOTS: Final = re.compile(rb'\A\s*\{(?s:.*)"format"\s*:\s*"%s"' % KEYS_FORMAT.encode())
_SLOTS_WITHIN: Final = re.compile(rb'"format"\s*:\s*"%s"' % KEYS_FORMAT.encode())
_CARD: Final = re.compile(rb'\A\s*\{\s*"card"\s*:\s*"([A-Za-z0-9+/=]{16,4096})')
_CARD_FORMAT: Final = b'"skrynia-card"'


def mark_of(data: bytes) -> Failure | None:
    """Why a file of these bytes, or with these first ones, is not taken; None for any other.

    Every file encrypted with age counts as a package or receipt: nobody can tell them apart, nor
    show what is in them.
    """
    head = _plain(data[:HEAD])
    if _KEY_SLOTS.match(head) or holds_key_slots(data):
        return Failure.VAULT
    if head.lstrip().startswith(_AGE):
        return Failure.PACKAGE
    if _is_card(head):
        return Failure.CARD
    return Failure.KEY if _KEY_FILE in head or holds_secret_key(data) else None


def names_key_slots(data: bytes) -> bool:
    """Whether key slots stand anywhere in ``data``."""
    return _SLOTS_WITHIN.search(data) is not None


def _plain(head: bytes) -> bytes:
    """As UTF-8 without a mark before it, where an editor wrote it as UTF-16 or with one."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def _is_card(head: bytes) -> bool:
    found = _CARD.match(head)
    if found is None:
        return False
    held = found.group(1)
    try:
        return _CARD_FORMAT in base64.b64decode(held[: len(held) // 4 * 4])
    except binascii.Error:
        return False
