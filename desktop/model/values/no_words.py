"""Texts in which no person writes, by their type: who looks for names passes them over.

Such a type is ``Annotated[Line, NoWords(pattern)]``, as an open code is one
(``open_code.py``). Every other text of a record stands in ``free_text`` of its kind
(``desktop/vault/kinds``). What comes from outside is held against the bounds of ``bounds.py``,
not against the pattern.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from desktop.model.values import bounds


@dataclass(frozen=True, slots=True)
class NoWords:
    """Marks a text type that the program writes. ``pattern``: all of it, a regular expression;
    an empty text says that there is none."""

    pattern: str


_UUID = NoWords("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Id = Annotated[bounds.Id, _UUID]
"""Of a record or of a part of one (``desktop/model/ids.py``)."""

MaybeId = Annotated[bounds.MaybeId, _UUID]
"""The same, or "" where there is nothing to name."""

Sha256 = Annotated[bounds.Sha256, NoWords("[0-9a-f]{64}")]
MaybeSha256 = Annotated[bounds.MaybeSha256, NoWords("[0-9a-f]{64}")]
"""The same, or "" where none is named."""

Sha512 = Annotated[bounds.Sha512, NoWords("[0-9a-f]{128}")]
MediaType = Annotated[bounds.Code, NoWords("[a-z]+/[a-z0-9.+-]+")]
Day = Annotated[bounds.Line, NoWords("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
"""ISO 8601; the window takes nothing else."""

FileTime = Annotated[bounds.Line, NoWords("[0-9]{4}-[0-9T:.-]+Z|@-?[0-9]+")]
"""When a medium says that a file was changed, or ""."""

Edition = Annotated[bounds.Line, NoWords("[a-z]+-[0-9]+")]
"""Of a text that lies in ``resources``."""

MetadataGroup = Annotated[bounds.Line, NoWords("[A-Za-z0-9 ]+")]
"""Of values read from a file: EXIF, GPS, XMP …"""

Recipe = Annotated[bounds.Line, NoWords("[a-z0-9 ]+")]
"""How a working copy was made."""


def patterns_of(kind: type) -> Mapping[str, str]:
    """Field → pattern for every field of a dataclass in which no person writes."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {
        field.name: part.pattern
        for field in dataclasses.fields(kind)
        for part in getattr(hints[field.name], "__metadata__", ())
        if isinstance(part, NoWords)
    }
