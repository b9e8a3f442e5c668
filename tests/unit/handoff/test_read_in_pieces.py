"""The front of a package is read while it passes: however it is cut, it says the same."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import canonical
from desktop.errors import BadSignature, PackageRefused, UnknownSigner
from desktop.handoff.format import bag, layout
from desktop.handoff.format.payload import Payload
from desktop.handoff.format.read_document import PassingDocument
from desktop.handoff.identity.trust import trust_cards
from desktop.handoff.receiving.read import verify_package
from desktop.model.handoff import PackageDocument, RecordEntry
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND
from tests.unit.handoff.forge import Forge, sha256
from tests.unit.handoff.hostile import FORGE, refused, retagged

MANY = Forge(records=[b"%d" % number for number in range(40)])


def pieces(data: bytes, cuts: list[int]) -> Iterator[memoryview]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    for start, end in pairwise(places):
        yield memoryview(data)[start:end]


def read(data: bytes, cuts: list[int]) -> PackageDocument:
    passing = PassingDocument()
    passing.read(pieces(data, cuts))
    return passing.document()


@given(st.lists(st.integers(0, 100_000), max_size=30))
def test_the_document_is_the_same_however_it_is_cut(cuts: list[int]) -> None:
    document = replace(MANY.document, confirmed=(new_id(), new_id()))
    document = replace(document, sender=Party(document.sender.fingerprint, '"media":[]}]'))
    found = read(canonical.encode(document), cuts)
    assert found == document
    assert canonical.encode(found) == canonical.encode(document)


def test_one_byte_at_a_time_it_is_the_same() -> None:
    document = MANY.document
    data = canonical.encode(document)
    assert read(data, list(range(len(data)))) == document


@pytest.mark.parametrize("interviews", [300, 20_000])
def test_a_file_that_many_interviews_share_is_read_however_it_is_cut(interviews: int) -> None:
    shared = tuple(new_id() for _each in range(interviews))
    entries = (*MANY.document.records, replace(MANY.document.records[0], grounds=shared))
    document = replace(MANY.document, records=entries)
    data = canonical.encode(document)
    assert read(data, list(range(0, len(data), 60_000 if interviews > 1000 else 1000))) == document


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"records":[', b'"records":[,'),
        (b'"media":[', b'"media":[],"media":['),
        (b'"media":[', b'"media":[{}],"x":['),
        (b"}]", b"},]"),
        (b"},{", b"}, {"),
        (b"},{", b'},"x",{'),
        (b"},{", b"}],[{"),
        (b'"format":', b'"extra":{"records":[]},"format":'),
        (b'"kind":"interview"', b'"kind":"interview","more":{"records":[{"a":1}]}'),
        (b'"name":"Invented Sender"', b'"name":"Invented Sender","records":[]'),
        (b'"kind":"interview"', b'"kind":"interview' + b" " * 5000 + b'"'),
    ],
)
def test_a_document_that_could_mean_something_else_is_refused(old: bytes, new: bytes) -> None:
    data = canonical.encode(MANY.document)
    assert old in data
    changed = data.replace(old, new, 1)
    for cuts in ([], list(range(len(changed)))):
        with pytest.raises(PackageRefused, match=r"schema|not a document"):
            read(changed, cuts)


@given(st.lists(st.integers(0, 100_000), max_size=30), st.sampled_from(["\n", "\r", "\r\n"]))
def test_the_manifests_are_the_same_however_they_are_cut(cuts: list[int], end: str) -> None:
    files = [(layout.README, b"readme"), (layout.CUSTODY, b"")]
    files += [
        (layout.media_path(hashlib.sha256(b"%d" % n).hexdigest()), b"%d" % n) for n in range(9)
    ]
    payload = Payload()
    for name, take in (("sha256", payload.read_sha256), ("sha512", payload.read_sha512)):
        lines = [(hashlib.new(name, data).hexdigest(), path) for path, data in files]
        take(pieces(b"".join(bag.manifest(lines)).replace(b"\n", end.encode()), cuts))
    found = [(each.path, each.sha256, each.sha512) for each in payload.files()]
    assert found == [
        (path, hashlib.sha256(data).digest(), hashlib.sha512(data).digest()) for path, data in files
    ]


def test_a_document_in_another_order_than_the_manifests_is_taken(tmp_path: Path) -> None:
    document = MANY.document
    turned = replace(document, records=document.records[::-1], media=document.media[::-1])
    path = MANY.write(
        tmp_path / "x.age",
        MANY.entries(
            {**MANY.payload(document), layout.DOCUMENT: canonical.encode(turned)},
            document.package_id,
        ),
    )
    verified = MANY.verify(path)
    assert verified.document == turned
    assert verified.head.places is not None


def test_what_a_manifest_is_refused_for_is_said_only_after_the_signature_held(
    tmp_path: Path,
) -> None:
    entries = retagged(layout.MANIFEST_SHA256, lambda data: data + b"no line of a manifest\n")
    refused(tmp_path, entries, "malformed")
    path = FORGE.write(tmp_path / "x.age", entries)
    with pytest.raises(UnknownSigner):
        verify_package(path, [FORGE.identity], trust_cards([]), None)
    unsigned = [
        (name, data + b"x\n" if name == layout.TAGMANIFEST else data) for name, data in entries
    ]
    with pytest.raises(BadSignature):
        FORGE.verify(FORGE.write(tmp_path / "y.age", unsigned))


def test_two_manifests_of_which_one_joins_two_files_in_a_name_are_refused(tmp_path: Path) -> None:
    def joined(data: bytes) -> bytes:
        first, second, *rest = data.split(b"\n")
        return b"\n".join([first + b"%0A" + second.split(b"  ")[1], *rest])

    refused(tmp_path, retagged(layout.MANIFEST_SHA512, joined), "same files in the same order")


# --- memory -------------------------------------------------------------------------------


def _peak(job: Callable[[], object]) -> int:
    """Bytes that a job holds at most."""
    tracemalloc.start()
    try:
        job()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.rare
def test_the_front_of_a_large_package_is_never_whole_in_memory() -> None:
    """As objects the lists took twice what their text is; half a gigabyte at 20,000 interviews."""
    kind, ids = MEDIA_KIND, [new_id() for _ in range(20_000)]
    signature = b"s" * 64
    entries = tuple(
        RecordEntry(kind, id_, sha256(id_.encode()), (ids[0],), 1, signature) for id_ in ids
    )
    data = canonical.encode(replace(FORGE.document, records=entries))
    cuts = list(range(0, 2 * len(data), 1 << 16))
    assert _peak(lambda: read(data, cuts)) < len(data) / 2
    lines = [(each.version_id, layout.record_path(each)) for each in entries]
    short = b"".join(bag.manifest(lines))
    long = b"".join(bag.manifest((2 * digest, path) for digest, path in lines))

    def both() -> None:
        payload = Payload()
        payload.read_sha256(pieces(short, cuts))
        payload.read_sha512(pieces(long, cuts))
        assert len(payload) == len(ids)

    assert _peak(both) < (len(short) + len(long)) / 2
