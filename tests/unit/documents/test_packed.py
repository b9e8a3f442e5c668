"""A packed list stands for a tuple, item by item, and its JSON comes in pieces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from struct import Struct

import pytest

from desktop import canonical
from desktop.documents.packed import AT_ONCE, Form, Packed, encoded
from desktop.handoff.format.lists import CONSENTS, LINES, MEDIA, RECORDS
from desktop.model.consent import Identification
from desktop.model.handoff import (
    ConsentSnapshot,
    LineReason,
    MediaEntry,
    Outcome,
    ReceiptDocument,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND
from desktop.model.values.moment import Moment
from desktop.vault.kinds.all import BY_NAME

NOT_ASKED = Identification.NOT_ASKED
"""By which nothing leaves, so no package lists it."""
HASH = "0123456789abcdef" * 4
ITEMS = [
    (RECORDS, [RecordEntry(kind, new_id(), HASH) for kind in BY_NAME]),
    (MEDIA, [MediaEntry(new_id(), HASH, size) for size in (0, 1, 2**53 - 1)]),
    (
        CONSENTS,
        [ConsentSnapshot(new_id(), HASH, each) for each in Identification if each is not NOT_ASKED],
    ),
    (LINES, [ReceiptLine(HASH, o, r) for o in Outcome for r in ("", *LineReason)]),
]


@pytest.mark.parametrize(("form", "items"), ITEMS)
def test_every_item_comes_back_as_it_was(form: Form[object], items: list[object]) -> None:
    packed = Packed(form, items)
    assert list(packed) == items
    assert packed == tuple(items) != ()
    assert tuple(items) == packed == Packed(form, items)
    assert packed != tuple(items[1:])
    assert packed != Packed(form, items[1:])
    assert (packed[0], packed[-1], packed[1:]) == (items[0], items[-1], tuple(items[1:]))
    assert canonical.encode(packed) == canonical.encode(items)
    with pytest.raises(IndexError):
        packed[len(items)]


@pytest.mark.parametrize(
    ("form", "item"),
    [
        (RECORDS, RecordEntry(MEDIA_KIND, new_id().upper(), HASH)),
        (RECORDS, RecordEntry(MEDIA_KIND, new_id(), HASH.upper())),
        (RECORDS, RecordEntry(MEDIA_KIND, new_id(), HASH + " ")),
        (RECORDS, RecordEntry(MEDIA_KIND, new_id().replace("-", ""), HASH)),
        (MEDIA, MediaEntry(new_id(), HASH, 2**53)),
        (MEDIA, MediaEntry("", HASH, 1)),
        (CONSENTS, ConsentSnapshot(new_id(), HASH[1:], Identification.CODE)),
        (CONSENTS, ConsentSnapshot(new_id(), HASH, NOT_ASKED)),
        (LINES, ReceiptLine(HASH, Outcome.SET_ASIDE, "a-reason-of-a-later-release")),
    ],
)
def test_what_would_come_back_otherwise_is_not_packed(form: Form[object], item: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        Packed(form, [item])


@dataclass(frozen=True, slots=True)
class _Line:
    b: int
    a: str = "ў"


def test_the_json_in_pieces_is_the_json_of_the_whole() -> None:
    party = Party("SHA256:x", 'Invented "Office"')
    lines = [ReceiptLine(f"{number:064x}", Outcome.ACCEPTED) for number in range(2 * AT_ONCE + 1)]
    whole = ReceiptDocument(new_id(), new_id(), HASH, party, party, Moment.now(), tuple(lines), ())
    packed = replace(whole, records=Packed(LINES, lines), media=Packed(LINES))
    assert b"".join(encoded(packed)) == b"".join(encoded(whole)) == canonical.encode(whole)
    assert max(map(len, encoded(packed))) < len(canonical.encode(whole)) / 2
    assert packed == whole
    assert canonical.decode(canonical.encode(packed), ReceiptDocument) == packed


def test_only_lists_are_encoded_besides_what_json_has() -> None:
    with pytest.raises(TypeError, match="Struct"):
        canonical.encode({"a": Struct("B")})
    assert canonical.encode(_Line(1)) == '{"a":"ў","b":1}'.encode()
