"""Every kind of record there is. A new one is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.model.version import RecordKind
from desktop.vault.kinds.acquisition import ACQUISITION
from desktop.vault.kinds.companion import COMPANION
from desktop.vault.kinds.consent import CONSENT
from desktop.vault.kinds.interview import INTERVIEW
from desktop.vault.kinds.kind import Grounds, Kind, Loader
from desktop.vault.kinds.media import MEDIA_FILE
from desktop.vault.kinds.passage import PASSAGE
from desktop.vault.kinds.person import PERSON
from desktop.vault.kinds.place import PLACE
from desktop.vault.kinds.redacted import REDACTED
from desktop.vault.kinds.sameness import SAMENESS
from desktop.vault.kinds.set import SET
from desktop.vault.search.holding import Held
from desktop.vault.search.index import HitKind
from desktop.vault.store.objects import NUMBER

KINDS: Final[tuple[Kind[Any], ...]] = (
    PLACE, CONSENT, PERSON, SAMENESS, MEDIA_FILE, ACQUISITION, COMPANION, REDACTED, SET, PASSAGE,
    INTERVIEW,
)  # fmt: skip
"""In the order in which they travel: what a body names, before it; a consent, before the interview
it decides about, and passages of its account, which say where they stand behind it."""

BY_NAME: Final[Mapping[RecordKind, Kind[Any]]] = {kind.name: kind for kind in KINDS}

OF_EVERY_RECORD: Final[Mapping[str, str]] = {
    "working_state": "record_id",
    "record_version": "record_id",
    "search_entry": NUMBER,
    "search_waiting": NUMBER,
    "draft": "record_id",
    "name_decision": "record_id",
    "derived": "source_id",
    "custody_salt": NUMBER,
}
"""What erasure must clear of a record of whichever kind: table → the column of the record's id,
or of its number.
Parents and seals go with their version, and the text of an entry of the search with the entry;
``search.vocabulary.part_with_all_unused`` forgets the words of it that stand nowhere else."""

[CHOSEN] = [k.name for k in KINDS if isinstance(k.grounds, Grounds) and k.grounds.chosen]
"""The kind that others rest on: what a person chooses to send."""

[ORIGINAL] = [kind.name for kind in KINDS if kind.unchanging]
"""The kind whose records stand for bytes: what travels in a package and is no version."""

HITS: Final[Mapping[HitKind, Loader]] = {
    hit: load for kind in KINDS for hit, load in kind.hits.items()
}
"""How each place that search finds is read back."""

KIND_OF_HIT: Final[Mapping[HitKind, Kind[Any]]] = {hit: kind for kind in KINDS for hit in kind.hits}
"""Of which kind the record is in which it is found."""

LONG: Final[frozenset[HitKind]] = frozenset(hit for kind in KINDS for hit in kind.long)
"""Places of which only the first ones of each record are told."""

HELD: Final[tuple[Held[Any], ...]] = tuple(kind.held for kind in KINDS if kind.held)
"""What lists are filtered by, in the order in which one takes it from another."""
