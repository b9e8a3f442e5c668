"""What was read of names is kept for speed, and must not outlive the open vault.

Whoever lets it go imports nothing for that: what was not imported has read no name.
"""

from __future__ import annotations

import sys
from typing import Final

_KEPT: Final = {
    "endings": ("nominatives",),
    "given": (
        "given",
        "patronymic",
        "initials_of_father",
        "sexes_of",
        "forms_of_given",
        "_stems_of",
        "_endeared",
        "is_of_two_words",
    ),
    "initials": ("is_short_for",),
    "keys": ("word_keys",),
    "known": ("known",),
    "letters": ("plain", "words_of_short"),
    "match": ("parts", "pair"),
    "met": ("words_of",),
    "places": ("is_country", "is_place"),
    "sounds": ("_first_sounds", "readings"),
    "spelling": ("_easy",),
    "sureness": (
        "how_sure",
        "_own_forms",
        "_every_form",
        "_lines_of",
        "_written",
        "_cases_of",
        "_stems_of",
        "_latin_stems",
    ),
    "tables": ("tables_between",),
}


def forget() -> None:
    """Let every word go that was read since the start; ``Vault.close`` calls it."""
    for module, names in _KEPT.items():
        read = sys.modules.get(f"desktop.names.{module}")
        for name in names if read is not None else ():
            getattr(read, name).cache_clear()
