"""What a package carries, packed and written in pieces, is what it would be held whole."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import PackageRefused
from desktop.handoff.format.bagging import payload_file
from desktop.handoff.format.grounded import GroundsTable
from desktop.handoff.format.order import in_order
from desktop.handoff.receiving.receive import dry_run
from desktop.handoff.sending.cargo import Items, Originals, Records
from desktop.handoff.sending.write import write_package
from desktop.model.handoff import MediaEntry, PackageDocument, RecordEntry
from desktop.model.person import PERSON_KIND
from desktop.progress import no_pause
from desktop.vault.kinds.all import BY_NAME
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.handoff.forge import Forge
from tests.unit.vault.made import CarriedWhole

HEX = st.binary(min_size=32, max_size=32).map(bytes.hex)
IDS = st.sampled_from([f"{n:08x}-0000-4000-8000-{n:012x}" for n in (0, 1, 10, 255)])
GROUNDS = st.lists(IDS, max_size=3).map(tuple)
RECORDS = st.lists(
    st.builds(RecordEntry, st.sampled_from(list(BY_NAME)), IDS, HEX, GROUNDS),
    unique_by=lambda e: e.version_id,
)
MEDIA = st.lists(
    st.builds(MediaEntry, IDS, HEX, st.integers(0, 2**40), GROUNDS), unique_by=lambda e: e.sha256
)


def sha512(text: str) -> str:
    return hashlib.sha512(text.encode()).hexdigest()


def packed(document: PackageDocument) -> Items:
    records = Records()
    originals = Originals(records.entries.table)
    for number, entry in enumerate(document.records):
        records.append(entry, sha512(entry.version_id), number)
    for original in document.media:
        originals.append(original, sha512(original.sha256))
    return Items(records, originals, no_pause)


@given(RECORDS, MEDIA)
def test_what_is_packed_comes_back_as_it_was(
    records: list[RecordEntry], media: list[MediaEntry]
) -> None:
    document = replace(Forge().document, records=tuple(records), media=tuple(media))
    items = packed(document)
    assert items.taken.entries == document.records
    assert items.originals.entries == document.media
    whole = CarriedWhole(document)
    assert list(items.by_item()) == whole.by_item()
    assert list(items.by_record()) == whole.by_record()
    assert sorted(items.records()) == sorted(whole.records())
    assert list(items.record_ids()) == sorted({id_ for _, id_ in whole.records()})
    files = [*items.taken.files(), *items.originals.files()]
    assert [file.sha512 for file in files] == [sha512(file.sha256) for file in files]
    assert list(items.taken.hashed.sizes) == list(range(len(records)))


@pytest.mark.parametrize("record_id", ["P-1", "", "00000000-0000-4000-8000-00000000000A"])
def test_an_id_that_no_package_could_carry_is_refused_before_anything_is_written(
    record_id: str,
) -> None:
    with pytest.raises(PackageRefused):
        Records().append(RecordEntry(PERSON_KIND, record_id, "0" * 64), "0" * 128, 1)
    with pytest.raises(PackageRefused):
        Originals(GroundsTable()).append(MediaEntry(record_id, "0" * 64, 1), "0" * 128)


@given(st.lists(st.binary(max_size=3)))
def test_numbers_are_sorted_by_their_key(keys: list[bytes]) -> None:
    order = in_order(len(keys), keys.__getitem__, no_pause)
    assert [keys[number] for number in order] == sorted(keys)
    assert sorted(order) == list(range(len(keys)))


def test_the_document_that_is_kept_is_the_one_that_travelled(ends: Vaults) -> None:
    """Written into the vault in pieces of its own, after it was written to the stick."""
    interview(ends.researcher, files=[b"photo", b"another"])
    written = write_package(ends.researcher, ends.plan(), ends.stick)
    kept = ends.researcher.packages.get_sent(written.package_id)
    document = dry_run(ends.office, written.path).verified.document
    assert kept.document == document
    carried = CarriedWhole(document)
    rows = ends.researcher._db.all
    items = "SELECT item, record_id FROM package_item WHERE package_id = ? ORDER BY item"
    assert rows(items, (written.package_id,)) == carried.by_item()
    beside = (
        "SELECT item, record_id FROM package_record WHERE package_id = ? ORDER BY record_id, item"
    )
    assert rows(beside, (written.package_id,)) == carried.by_record()
    transfers = {
        (event.object_kind, event.object_id)
        for event in ends.researcher.custody.events()
        if event.detail.get("package") == written.package_id
    }
    assert transfers == set(carried.records())


def test_a_payload_file_in_pieces_is_hashed_as_a_whole() -> None:
    assert payload_file("data/x", [b"a", b"", b"bc"]) == payload_file("data/x", [b"abc"])
