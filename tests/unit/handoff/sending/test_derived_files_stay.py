"""What was read from files, and made of them, stays here: the original alone goes along."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from desktop.handoff.identity.trust import trust_vault
from desktop.handoff.receiving.extract import extract_package
from desktop.handoff.receiving.receive import receive_package
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.media import CopyKind
from desktop.vault import Vault
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.media.office import made_pdf
from tests.unit.media.office.made import docx, said

IN_LETTER = "патаемныпадзел"
IN_PDF = "zapaviet"


def round_picture() -> bytes:
    """One that is not the same all over, so that others may be like it."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((400, 300)).save(out, "JPEG")
    return out.getvalue()


FILES = {
    "letter.docx": docx(said(f"Тут стаіць {IN_LETTER} і болей нічога.")),
    "page.pdf": made_pdf.letter(f"Here stands {IN_PDF} and no more."),
    "photo.jpg": round_picture(),
}


def opened(vault: Vault, package: Path, target: Path) -> dict[str, bytes]:
    """Every file of a package, without its originals."""
    own = vault.identity
    keys, trust = [own.age_identity()], trust_vault(vault)
    extract_package(package, keys, trust, own.fingerprint, target, vault.unpacking)
    originals = {hashlib.sha256(data).digest() for data in FILES.values()}
    found = {}
    for path in sorted(target.rglob("*")):
        if path.is_file() and hashlib.sha256(data := path.read_bytes()).digest() not in originals:
            found[path.name] = data
    return found


def read(vault: Vault) -> None:
    """Read every file and let its words be found."""
    make_pictures(vault)
    while vault.go_on_with_leftovers():
        continue


def spellings(word: str) -> tuple[bytes, ...]:
    """As any writer of text might put it."""
    escaped = word.encode("ascii", "backslashreplace")
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), escaped


def test_nothing_that_was_read_or_made_of_a_file_travels(ends: Vaults, tmp_path: Path) -> None:
    vault = ends.researcher
    made = interview(vault)
    add_files(vault, [MemoryFile(name, data) for name, data in FILES.items()], made.id)
    read(vault)
    for word in (IN_LETTER, IN_PDF):
        assert vault.search.find(word), "it was read here"
    photo = vault.media.by_hash(hashlib.sha256(FILES["photo.jpg"]).hexdigest())
    assert photo is not None
    small = vault.media.working_copy(photo.id, CopyKind.THUMBNAIL)
    assert small is not None
    [(grid, likeness)] = vault._db.all("SELECT grid, hash FROM likeness WHERE hash IS NOT NULL")

    files = opened(ends.office, ends.write(made).path, tmp_path / "opened")

    hidden = [*spellings(IN_LETTER), *spellings(IN_PDF), small.data, grid, str(likeness).encode()]
    assert len(files) > len(FILES)
    assert not [name for name, data in files.items() if any(each in data for each in hidden)]


def test_who_receives_a_file_reads_it_anew(ends: Vaults) -> None:
    made = interview(ends.researcher)
    add_files(ends.researcher, [MemoryFile(n, data) for n, data in FILES.items()], made.id)
    read(ends.researcher)
    receive_package(ends.office, ends.write(made).path)
    assert not ends.office.search.find(IN_LETTER)
    read(ends.office)
    assert ends.office.search.find(IN_LETTER)
