"""The two bundled typefaces, loaded from memory when first needed.

Noto Sans for the screen and Noto Serif for accounts (SIL Open Font License 1.1): both have
full Cyrillic and Latin Extended, so Łacinka, ў, і, ґ, ŭ and ł look the same everywhere.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from desktop.resources import resource_bytes


@cache
def sans() -> str:
    """Family name of the screen's sans, regular and bold."""
    family = _load("NotoSans-Regular")
    _load("NotoSans-Bold")
    return family


@cache
def serif() -> str:
    """Family name of the serif for a person's words, regular and italic."""
    family = _load("NotoSerif-Regular")
    _load("NotoSerif-Italic")
    return family


def _load(name: str) -> str:
    number = QFontDatabase.addApplicationFontFromData(resource_bytes(f"fonts/{name}.ttf"))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise RuntimeError(f"the bundled font {name} cannot be read")
    return families[0]
