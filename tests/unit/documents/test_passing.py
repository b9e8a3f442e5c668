"""A document read a moment at a time is the one that is read at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.documents import passing
from desktop.model.handoff import RECEIPT_LISTS, Outcome, ReceiptDocument, ReceiptLine
from desktop.model.identity import Party
from desktop.model.values.bounds import LABEL
from desktop.model.values.moment import Moment
from tests.examples import examples

ID = "0b6f3a52-6f0e-4c1c-9a57-3d2a64b8a001"
HOSTILE = st.sampled_from(
    ["", "withdrawn", "}]", "},{", '"media":[', '\\"records":[{', "]", "й" * 150, "x" * LABEL]
)
LINES = st.lists(
    st.builds(
        ReceiptLine,
        st.sampled_from(["0" * 64, "f" * 64]),
        st.sampled_from(Outcome),
        st.sampled_from(["", "withdrawn", "media", "records"]),
    ),
    max_size=5,
)


def receipt(records: list[ReceiptLine], media: list[ReceiptLine], name: str) -> ReceiptDocument:
    party = Party("ff" * 32, name)
    now = Moment("2026-11-28T12:00:00.000Z", 180)
    return ReceiptDocument(ID, ID, "0" * 64, party, party, now, tuple(records), tuple(media))


@settings(max_examples=examples(150))
@given(records=LINES, media=LINES, name=HOSTILE)
def test_whatever_stands_in_the_lists_and_between_them_comes_back(
    records: list[ReceiptLine], media: list[ReceiptLine], name: str
) -> None:
    document = receipt(records, media, name)
    data = canonical.encode(document)
    assert passing.decode(data, ReceiptDocument, RECEIPT_LISTS) == document


@settings(max_examples=examples(150))
@given(
    records=LINES,
    media=LINES,
    at=st.integers(0, 10**6),
    cut=st.integers(0, 30),
    put=st.sampled_from(
        [b"", b",", b"]", b"[", b"{}", b'"media":[]', b'"records":[],', b" ", b"\\"]
    ),
)
def test_what_is_refused_at_once_is_refused_a_moment_at_a_time_and_nothing_else(
    records: list[ReceiptLine], media: list[ReceiptLine], at: int, cut: int, put: bytes
) -> None:
    data = canonical.encode(receipt(records, media, "}]"))
    at %= len(data)
    changed = data[:at] + put + data[at + cut :]
    try:
        expected = canonical.decode(changed, ReceiptDocument, newer=True)
    except canonical.NotADocument:
        with pytest.raises(canonical.NotADocument):
            passing.decode(changed, ReceiptDocument, RECEIPT_LISTS)
    else:
        assert passing.decode(changed, ReceiptDocument, RECEIPT_LISTS) == expected


def test_others_work_while_a_long_receipt_is_read() -> None:
    """235,000 lines at once held the interpreter, and so the window, for a second."""
    lines = [ReceiptLine(f"{number:064x}", Outcome.ACCEPTED) for number in range(5000)]
    document = receipt(lines, lines, "office")
    paused: list[None] = []
    data = canonical.encode(document)
    read = passing.decode(data, ReceiptDocument, RECEIPT_LISTS, lambda: paused.append(None))
    assert read == document
    assert len(paused) >= len(data) // (1 << 16)
