"""Half packages and receipts that a killed process left on a stick: known again, and removed.

Their names are random, so nobody would ever write them anew. One is removed only when all
of this holds: its name is one that only this program gives, it is a regular file, it begins
as an age file does (or holds nothing yet), and no living process holds it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from desktop.crypto.age import BEGINNING
from desktop.i18n import ngettext
from desktop.system.file_locks import remove_abandoned
from desktop.system.files import PARTIAL

_LETTERS: Final = "[0-9A-HJKMNP-TV-Z]{4}"
_NAME: Final = re.compile(
    rf"skrynia-{_LETTERS}-{_LETTERS}(?:-receipt)?\.age{re.escape(PARTIAL)}", re.ASCII
)


def remove_leftovers(folder: Path) -> int:
    """Remove what interrupted writing left in ``folder``; how many files.

    A folder that cannot be read or written keeps them: then nothing can be written either,
    and that is said where it matters.
    """
    try:
        names = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return 0
    return sum(remove_abandoned(path, _is_ours) for path in names)


def leftovers_message(count: int) -> str:
    """That they were removed, for who wrote into that folder now."""
    return ngettext(
        "{count} unfinished file, left there by an interruption, was removed.",
        "{count} unfinished files, left there by interruptions, were removed.",
        count,
    ).format(count=count)


def _is_ours(first: bytes) -> bool:
    """Whether a file with this beginning is an age file, or one of which nothing was kept.

    After a loss of power a file may be there in its length, with nothing but zeros in it.
    """
    return first.startswith(BEGINNING) or BEGINNING.startswith(first) or not any(first)
