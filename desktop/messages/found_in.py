"""What is told of a place that the search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.model.file_text import IN_FACTS, IN_TEXT

if TYPE_CHECKING:
    from desktop.vault.search.search import Hit


def title(hit: Hit) -> str:
    """What the record is called; of a file also where in it that stands."""
    if hit.kind == IN_TEXT:
        return _("{name} (in the text of the file)").format(name=hit.title)
    if hit.kind == IN_FACTS:
        return _("{name} (in what the file says of itself)").format(name=hit.title)
    return hit.title
