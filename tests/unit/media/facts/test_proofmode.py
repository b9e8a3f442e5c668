"""A bundle of ProofMode is recognised, and what it says is told as claims."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile

import pytest

from desktop.media.attested.proofmode import bundle
from desktop.media.decoding.decoder import DecoderPool
from desktop.messages.attested import bundle_told
from desktop.reading.attested import Fits, proofmode
from tests.unit.media import hostile

PICTURE = hostile.jpeg((32, 24))
SUM = hashlib.sha256(PICTURE).hexdigest()
CSV = f"File Hash SHA256,Location.Latitude,Manufacturer\n{SUM},53.9,Invented\n"
JSON = f'{{"File Hash SHA256": "{SUM}", "Location.Latitude": 53.9}}'


def zipped(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, held in members.items():
            made.writestr(name.replace("__", "."), held)
    return out.getvalue()


@pytest.mark.parametrize("table", [{"a__proof__csv": CSV}, {"a__proof__json": JSON}])
def test_claims_are_told_and_checksums_compared(pool: DecoderPool, table: dict[str, str]) -> None:
    data = zipped(a__jpg=PICTURE, a__asc="signature", **table)
    found = proofmode(pool.submit(data).result(timeout=60).metadata)
    assert found is not None
    assert found.files is Fits.YES
    assert ("Location.Latitude", "53.9") in found.claims
    assert ("Files in it", "They have the checksums that were written down.") in bundle_told(found)


def test_another_picture_is_said() -> None:
    found = proofmode(bundle(zipped(a__jpg=PICTURE + b"x", a__proof__csv=CSV)))
    assert found is not None
    assert found.files is Fits.NO


def test_what_only_looks_like_a_paper_is_not_passed_over() -> None:
    own = dict.fromkeys(
        ("a__asc", "a__proof__csv__asc", "a__jpg__asc", "pubkey__asc", "a__gst"), "x"
    )
    for names, fits in (
        (own, Fits.YES),
        ({**own, "b__JPG__txt": "another picture"}, Fits.NOT_CHECKED),
        ({**own, "c__asc": "x"}, Fits.NOT_CHECKED),
        ({**own, "b__JPG__txt": "x", "c__JPG": "x"}, Fits.NO),
    ):
        found = proofmode(bundle(zipped(a__jpg=PICTURE, a__proof__csv=CSV, **names)))
        assert found is not None
        assert found.files is fits, names


def test_a_directory_longer_than_it_announces_is_not_read() -> None:
    data = zipped(
        a__jpg=PICTURE, a__proof__csv=CSV, **{f"n{n}" + "x" * 200: "" for n in range(2200)}
    )
    end = data.rfind(b"PK\5\6")
    few = data[: end + 8] + struct.pack("<HH", 9, 9) + data[end + 12 :]
    assert list(bundle(few)) == []
    locator = b"PK\6\7" + bytes(16)
    whole = zipped(a__jpg=PICTURE, a__proof__csv=CSV)
    end = whole.rfind(b"PK\5\6")
    assert list(bundle(whole[:end] + locator + whole[end:])) == []


def test_a_table_cannot_say_what_is_computed() -> None:
    table = f"File Hash SHA256,Files\n{'0' * 64},fits\n"
    found = proofmode(bundle(zipped(a__jpg=PICTURE, a__proof__csv=table)))
    assert found is not None
    assert found.files is Fits.NO


def test_a_cell_without_end_is_no_table() -> None:
    with pytest.raises(ValueError):
        list(bundle(zipped(a__proof__csv="Name\n" + '"' + "x" * 200_000)))


def test_nothing_is_compared_where_no_checksum_is_written() -> None:
    found = proofmode(bundle(zipped(a__jpg=PICTURE, a__proof__csv="Manufacturer\nInvented\n")))
    assert found is not None
    assert found.files is Fits.NOT_CHECKED


def test_any_other_zip_is_no_bundle() -> None:
    assert proofmode(bundle(zipped(a__jpg=PICTURE, b__csv="1,2"))) is None
    assert proofmode(bundle(PICTURE)) is None
    many = zipped(**{f"a{number}__proof__csv": CSV for number in range(501)})
    assert proofmode(bundle(many)) is None, "more than is looked at"


def test_a_table_that_unpacks_without_end_is_read_to_its_bound() -> None:
    found = proofmode(bundle(zipped(a__proof__csv="Name,Other\n" + "x," * 5_000_000)))
    assert found is not None
    assert len(found.claims) <= 80


def test_broken_tables_cost_nothing_else(pool: DecoderPool) -> None:
    data = zipped(a__proof__json="{", a__jpg=PICTURE)
    decoded = pool.submit(data).result(timeout=60)
    assert ("ProofMode", "Damaged") in [(each.group, each.key) for each in decoded.metadata]
    assert decoded.picture is None
