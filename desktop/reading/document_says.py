"""What an office file says of itself: who wrote it, when, with what (R13).

By its own words, which anybody can change; read by ``desktop/media/office/properties.py``. The date
that a file system keeps is another one (``File/ModifiedAt``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop.model.media import MetadataItem

GROUP: Final = "Document"
_OWN: Final = "Own: "
_NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class DocumentSays:
    """``said``: by the keys of ``properties.py``, each once. ``own``: what a person or an office
    added, under its own name."""

    said: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    own: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said or self.own)


def document_says(metadata: Iterable[MetadataItem]) -> DocumentSays:
    """Of the values that were read from the file."""
    items = [item for item in metadata if item.group == GROUP]
    said = {item.key: item.value for item in reversed(items) if not item.key.startswith(_OWN)}
    own = [(each.key.removeprefix(_OWN), each.value) for each in items if each.key.startswith(_OWN)]
    return DocumentSays(said, tuple(own))
