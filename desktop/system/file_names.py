"""Names of files: what is safe on every system, and what Windows takes for something else."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import Final

_NAME_LIMIT: Final = 255
_BYTES: Final = 180
"""Of a name: room for a number and an ending below what file systems take (255)."""

# Compiled when they are first asked for, not before the first window.
_FORBIDDEN: Final = r'[/\\:*?"<>|]'
_DEVICE: Final = r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?"
# Control, format (bidi overrides), surrogate, line and paragraph separators.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_one_file_on_windows(name: str) -> bool:
    """Whether Windows opens a file of just this name in its folder.

    It takes ``a:b`` for a hidden stream of the file ``a``, ``nul.pdf`` for a device that
    swallows everything, and drops a dot or space at the end.
    """
    return not (
        name in {"", ".", ".."}
        or name[-1] in ". "
        or re.search(_FORBIDDEN, name)
        or re.fullmatch(_DEVICE, name)
    )


def is_safe_name(name: str) -> bool:
    """Whether ``name`` means one and the same file in its folder on every system.

    One path component. Refused: empty, ``.``, ``..``, separators, drives, streams and UNC,
    wildcards, Windows device names (with any ending), a dot or space at the end, control and
    invisible characters, other than Unicode NFC, over 255 bytes of UTF-8.
    """
    if not is_one_file_on_windows(name):
        return False
    if any(unicodedata.category(sign) in _HIDDEN for sign in name):
        return False
    return unicodedata.is_normalized("NFC", name) and len(name.encode()) <= _NAME_LIMIT


def safe_name(name: str, otherwise: str) -> str:
    """``name`` so that it means one file on every system and shows its true ending.

    Separators and wildcards become "_"; control and bidi characters go; the stem is cut to
    length, the ending stays. Where nothing safe is left, the name is ``otherwise``.
    """
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(c for c in composed if unicodedata.category(c) not in _HIDDEN)
    plain = re.sub(_FORBIDDEN, "_", visible).strip().rstrip(". ")
    stem, ending = os.path.splitext(plain)  # noqa: PTH122
    short = _cut(stem, _BYTES - len(ending.encode())) + ending if len(ending) <= 16 else plain
    candidates = (short, _cut(short, _BYTES), f"_{short}")
    return next((n for n in candidates if short and is_safe_name(n)), otherwise)


def _cut(text: str, size: int) -> str:
    """As many whole characters as fit ``size`` bytes of UTF-8."""
    if len(text.encode()) <= size:
        return text
    return text.encode()[: max(0, size)].decode("utf-8", "ignore").rstrip(". ")
