"""A PDF that is locked only against changes is looked through like any other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from desktop.media.adding.ingest import add_files
from desktop.media.adding.pdf_locked import opened_to_all
from desktop.media.adding.pdf_streams import NotAllOfPdf
from desktop.media.adding.sources import FailedFile, Failure, MemoryFile
from desktop.media.adding.within import mark_within
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.media.adding.test_ours import KEY, a_zip, slots
from tests.unit.media.adding.test_pdf_streams import attached
from tests.unit.media.office import made_pdf

WAYS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def locked(data: bytes, way: str = "AES-256", opens: str = "", loose: bytes = b"") -> bytes:
    """The same, encrypted; ``loose``: in a stream to which nothing points."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    if loose:
        stream = StreamObject()
        stream.set_data(loose)
        writer._add_object(stream.flate_encode())
    writer.encrypt(opens, "іншая", algorithm=way)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_in_it_is_found_however_it_is_encrypted(vault: Vault, way: str) -> None:
    assert mark_within(locked(made_pdf.letter("Ліст", "Працяг"), way)) is None
    for name, data, mark in (
        ("letter.txt", b"invented", None),
        ("notes.txt", slots(vault), Failure.VAULT),
        ("vault.db", b"random", Failure.VAULT),
        ("key.txt", KEY, Failure.KEY),
        ("a.zip", a_zip({"k": slots(vault)}), Failure.VAULT),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", Failure.UNSEARCHED),
    ):
        assert mark_within(locked(attached(name, data), way)) is mark, name
    loose = locked(made_pdf.letter("Ліст"), way, loose=slots(vault))
    assert mark_within(loose) is Failure.VAULT, "nothing points at it, and it is there"


@pytest.mark.parametrize("way", WAYS)
def test_one_that_asks_for_a_passphrase_was_not_seen(way: str) -> None:
    assert mark_within(locked(made_pdf.letter("Ліст"), way, "выдумка")) is Failure.UNSEARCHED


def test_what_no_table_names_was_not_seen() -> None:
    whole = locked(made_pdf.letter("Ліст"))
    earlier = b"%PDF-1.7\n90 0 obj\n<</Length 4>>\nstream\nabcd\nendstream\nendobj\n"
    shifted = whole.replace(b"\nstartxref", b"\n" + earlier[9:] + b"startxref", 1)
    assert mark_within(whole) is None
    assert mark_within(shifted) is Failure.UNSEARCHED


def test_files_encrypted_by_a_way_of_their_own_were_not_seen() -> None:
    own = b"/StmF/StdCF"
    whole = locked(attached("k", b"invented")).replace(b"/StmF /StdCF", own, 1)
    assert own in whole
    assert mark_within(whole) is None
    assert mark_within(whole.replace(own, b"/EFF/Other ")) is Failure.UNSEARCHED


def test_it_is_nothing_but_what_was_encrypted() -> None:
    plain = attached("letter.txt", b"invented words", packed=False)
    assert b"invented words" in opened_to_all(locked(plain))
    assert b"invented words" not in locked(plain)
    for other in (plain, b"%PDF-1.4\n/Encrypt 1 0 R", locked(plain)[:-300]):
        with pytest.raises(NotAllOfPdf):
            opened_to_all(other)


def test_in_the_child_too(vault: Vault) -> None:
    """RC4 and AES are at hand behind its walls."""
    letters = [MemoryFile(f"{way}.pdf", locked(made_pdf.letter(way), way)) for way in WAYS]
    report = add_files(vault, letters)
    assert not report.failed
    assert len(report.added) == len(WAYS)
    keys = [MemoryFile(f"{way}.pdf", locked(attached("k", slots(vault)), way)) for way in WAYS]
    failed = add_files(vault, keys).failed
    assert failed == tuple(FailedFile(f"{way}.pdf", Failure.VAULT) for way in WAYS)
    closed = add_files(vault, [MemoryFile("c.pdf", locked(made_pdf.letter("x"), opens="x"))])
    assert closed.failed == (FailedFile("c.pdf", Failure.UNSEARCHED),)
