"""Work that meets a full disk: what is done, what must be true when it was refused, and when it
was not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.exporting.export import export_original
from desktop.model.consent.beyond import Reason
from desktop.model.interview import Utterance
from desktop.model.kept_draft import KeptDraft
from desktop.model.media import Media
from desktop.model.person import PERSON_KIND
from desktop.model.typed_words import TypedWords
from desktop.reports.printing import write_summary
from desktop.system.files import sha256_of
from desktop.vault import Vault, open_vault, restore_backup
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from desktop.vault.rescue.rescue import rescue
from tests.samples import cast, reading
from tests.soak.known import holds
from tests.soak.vault_at_work import FORM, OLDER, PLACE, RESCUED, RESTORED
from tests.support import PASSPHRASE, make_vault, new_vault, open_interview, reopened
from tests.unit.handoff.ends import interview, make_ends
from tests.unit.vault.made import media_of

LONG: Final = "слова " * 40_000
PHOTO: Final = bytes(range(256)) * 6_000


@dataclass(frozen=True)
class Work:
    """``act``: what is done. ``unharmed``: looks, while the disk is still full, at what was there
    before. ``whole``: looks at everything, once it was done. ``target``: what must not be there
    after a refusal, by any name; none where a vault takes the work in."""

    act: Callable[[], object]
    unharmed: Callable[[], None]
    whole: Callable[[], None]
    target: Path | None = None


Making = Callable[[Path, Path], Iterator[Work]]
"""Of the full disk and of another one."""


def _in_vault(
    disk: Path,
    act: Callable[[Vault, str], object],
    there: Callable[[Vault, str], bool],
    furnish: Callable[[Vault], None] = lambda _vault: None,
) -> Iterator[Work]:
    """Work in an open vault on the disk: ``act`` in an interview, and whether it is ``there``."""
    with make_vault(disk) as vault:
        record = open_interview(vault).id
        vault.interviews.save_utterances(record, (Utterance("u0", text="before"),))
        furnish(vault)
        folder = vault.folder

        def unharmed() -> None:
            assert not there(vault, record)
            assert vault.interviews.utterances(record)[0].text == "before"
            assert vault.custody.verify().intact

        def whole() -> None:
            assert there(vault, record)
            holds(vault)
            vault.close()
            with reopened(folder) as again:
                assert again.lost is None
                assert there(again, record)
                holds(again)

        yield Work(lambda: act(vault, record), unharmed, whole)


def _draft(disk: Path, _other: Path) -> Iterator[Work]:
    kept = KeptDraft(TypedWords({"words": LONG}))
    yield from _in_vault(
        disk,
        lambda vault, record: vault.drafts.keep(FORM, record, kept),
        lambda vault, record: vault.drafts.find(FORM, record) == kept,
    )


def _account(disk: Path, _other: Path) -> Iterator[Work]:
    turns = (Utterance("u0", text="before"), Utterance("u1", text=LONG))
    yield from _in_vault(
        disk,
        lambda vault, record: vault.interviews.save_utterances(record, turns),
        lambda vault, record: len(vault.interviews.utterances(record)) == 2,
    )


def _photos(disk: Path, _other: Path) -> Iterator[Work]:
    """What was stored before the disk was full stays; the next try adds the rest."""
    photos = [MemoryFile(f"{number}.jpg", PHOTO + bytes([number])) for number in range(3)]
    yield from _in_vault(
        disk,
        lambda vault, record: add_files(vault, photos, record),
        lambda vault, _record: vault.media.count() == 3,
    )


def _remove(disk: Path, _other: Path) -> Iterator[Work]:
    def furnish(vault: Vault) -> None:
        for number in range(20):
            vault.people.new(f"P-{number}", ())

    def act(vault: Vault, _record: str) -> None:
        for person in _made_by_mistake(vault):
            vault.removal.remove(PERSON_KIND, person)

    gone = lambda vault, _record: not _made_by_mistake(vault)  # noqa: E731
    yield from _in_vault(disk, act, gone, furnish)


def _made_by_mistake(vault: Vault) -> list[str]:
    return [each.id for each in vault.people.all() if each.code != "P-W-001"]


def _receive(disk: Path, other: Path) -> Iterator[Work]:
    """The office has its vault on the disk."""
    ends = make_ends(other)
    interview(ends.researcher, files=[PHOTO])
    package = ends.write().path
    ends.close()
    folder = Path(shutil.move(other / "office.skrynia", disk))
    with reopened(folder) as vault:

        def unharmed() -> None:
            # What came before the disk was full stays, and the next try goes on from there.
            assert vault.interviews.count() in {0, 1}
            assert not vault.packages.received()
            assert vault.custody.verify().intact

        def whole() -> None:
            assert vault.interviews.count() == 1
            assert vault.media.count() == 1
            holds(vault)

        yield Work(lambda: receive_package(vault, package), unharmed, whole)


def _migrate(disk: Path, _other: Path) -> Iterator[Work]:
    folder = Path(shutil.copytree(reading.FOLDER / "vaults" / "office.skrynia", disk / OLDER))
    before = sha256_of(folder / "vault.db")

    def unharmed() -> None:
        assert sha256_of(folder / "vault.db") == before
        assert not list(folder.glob("vault-before-*"))

    def whole() -> None:
        with open_vault(folder, cast.PASSPHRASE) as vault:
            assert vault.interviews.count() == 1
            holds(vault)

    yield Work(lambda: open_vault(folder, cast.PASSPHRASE).close(), unharmed, whole)


def _new_vault(disk: Path, _other: Path) -> Iterator[Work]:
    target = disk / "researcher.skrynia"
    yield Work(lambda: new_vault(disk).close(), _nothing, lambda: _opens(target), target)


def _back_up(disk: Path, other: Path) -> Iterator[Work]:
    """A second generation, of which the first stays."""
    with _filled(other) as vault:
        place = disk / PLACE
        vault.backups.create(place)
        vault.media.add(*_photo(b"new"))

        def unharmed() -> None:
            assert len(generations_in(place)) == 1
            assert check_place(place, PASSPHRASE).intact
            assert vault.custody.verify().intact

        def whole() -> None:
            report = check_place(place, PASSPHRASE)
            assert report.intact, report
            assert not list(place.rglob("*.partial"))

        yield Work(lambda: vault.backups.create(place), unharmed, whole)


def _copy(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        target = disk / "copy.skrynia"
        yield Work(lambda: vault.backup(target), _nothing, lambda: _opens(target), target)


def _restore(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        vault.backups.create(other / PLACE)
    target = disk / RESTORED
    act = partial(restore_generation, other / PLACE, target, PASSPHRASE)
    yield Work(act, _nothing, lambda: _opens(target), target)


def _restore_copy(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        vault.backup(other / "copy.skrynia")
    target = disk / RESTORED
    act = partial(restore_backup, other / "copy.skrynia", target, PASSPHRASE)
    yield Work(act, _nothing, lambda: _opens(target), target)


def _rescue(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        folder = vault.folder
    target = disk / RESCUED
    act = partial(rescue, folder, target, PASSPHRASE)
    yield Work(act, _nothing, lambda: _opens(target), target)


def _package(disk: Path, other: Path) -> Iterator[Work]:
    ends = make_ends(other)
    interview(ends.researcher, files=[PHOTO])
    ends.stick = disk / "stick"
    ends.stick.mkdir()

    def unharmed() -> None:
        assert not list(ends.stick.iterdir())
        assert ends.researcher.custody.verify().intact

    def whole() -> None:
        [package] = ends.stick.iterdir()
        receive_package(ends.office, package)
        assert ends.office.media.count() == 1
        assert len(ends.researcher.packages.sent()) == 1
        ends.close()

    yield Work(ends.write, unharmed, whole)


def _receipt(disk: Path, other: Path) -> Iterator[Work]:
    ends = make_ends(other)
    interview(ends.researcher)
    received = receive_package(ends.office, ends.write().path)
    target = disk / "receipts"
    target.mkdir()
    act = partial(write_receipt, ends.office, received.receipt.package_id, target)

    def unharmed() -> None:
        assert not list(target.iterdir())

    def whole() -> None:
        assert len(list(target.iterdir())) == 1
        ends.close()

    yield Work(act, unharmed, whole)


def _pdf(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        [record] = vault.interviews.with_code("W-001")
        target = disk / "summary.pdf"
        act = partial(write_summary, vault, record, target, "be", reason=Reason.FOR_THE_PERSON)

        def whole() -> None:
            assert target.read_bytes().rstrip().endswith(b"%%EOF")
            holds(vault)

        yield Work(act, _nothing, whole, target)


def _original(disk: Path, other: Path) -> Iterator[Work]:
    with _filled(other) as vault:
        photo = vault.media.all()[0]
        target = disk / "out"
        target.mkdir()
        act = partial(export_original, vault, photo.id, target, reason=Reason.FOR_THE_PERSON)

        def unharmed() -> None:
            assert not list(target.iterdir())

        def whole() -> None:
            [saved] = target.iterdir()
            assert sha256_of(saved) == photo.sha256

        yield Work(act, unharmed, whole)


@contextmanager
def _filled(folder: Path) -> Iterator[Vault]:
    with make_vault(folder) as vault:
        made = open_interview(vault)
        vault.interviews.save_utterances(made.id, (Utterance("u0", text=LONG),))
        for number in range(2):
            vault.interviews.attach(made.id, vault.media.add(*_photo(bytes([number]))).id)
        yield vault


def _photo(end: bytes) -> tuple[Media, list[bytes]]:
    return media_of(PHOTO + end, "IMG_0001.jpg"), [PHOTO + end]


def _nothing() -> None:
    """What stood nowhere before could not be harmed."""


def _opens(folder: Path) -> None:
    with reopened(folder) as vault:
        holds(vault)


MOMENTS: Final[Mapping[str, Making]] = {
    "keep a draft": _draft, "save the account": _account, "add photos": _photos,
    "remove": _remove, "receive": _receive, "migrate": _migrate, "make a vault": _new_vault,
    "back up": _back_up, "copy": _copy, "restore": _restore, "restore a copy": _restore_copy,
    "rescue": _rescue, "write a package": _package, "write a receipt": _receipt, "print": _pdf,
    "save an original": _original,
}  # fmt: skip
