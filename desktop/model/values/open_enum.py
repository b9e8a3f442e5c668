"""Enumerations that a later release may add to: code branches on the members it knows.

A code that is none of them is read all the same and kept letter for letter, so that nothing of a
newer record is lost. It equals no member, and is shown as the code itself; whoever lets something
out by a member lets nothing out by it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Self

CODE: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*(?![\s\S])"
"""A code of a later release: what stands in tables and lines as one word."""
LONGEST: Final = 64
_CODE: Final = re.compile(CODE)


class OpenEnum(StrEnum):
    """Such an enumeration. ``ValueError`` for text that is no code."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        text = value if isinstance(value, str) else ""
        if len(text) > LONGEST or not _CODE.fullmatch(text):
            return None
        unknown = str.__new__(cls, text)
        unknown._name_ = unknown._value_ = text
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether this release has a member for the code."""
        return self._value_ in type(self)._value2member_map_
