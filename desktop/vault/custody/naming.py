"""What people call an entry of the custody log, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import N_, _, gettext
from desktop.model.changes import Part
from desktop.vault.custody.segments import INSTANCE
from desktop.vocabulary import vocabulary

_OBJECTS: Final[Mapping[str, str]] = {
    Part.NAME_DECISION: N_("Decision about a name"),
    Part.PROTECTED_NAME: N_("Protected name"),
    INSTANCE: N_("Restored vault"),
    "card": N_("Contact card"),
    "item": N_("Part of a package"),
    "key-slot": N_("Way to unlock"),
    "organisation": N_("Organisation"),
    "package": N_("Package"),
    "vault": N_("Vault"),
}
"""What an entry may be about beside records."""


def object_called(kind: str) -> str:
    """What an entry is about, by its code; an unknown one is called as it stands there."""
    words = _OBJECTS.get(kind)
    return gettext(words) if words else vocabulary("record_kind").label(kind)


def entry_called(kind: str, object_kind: str, object_id: str) -> str:
    """An entry, as it is named within a sentence by what happened and of what."""
    what, of = vocabulary("custody_kind").label(kind), object_called(object_kind)
    return _("{what}: {of} {id}").format(what=what, of=of[:1].lower() + of[1:], id=object_id)
