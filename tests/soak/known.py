"""What must be in a vault whose program was killed, and a look at whether it is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop.system.files import PARTIAL
from desktop.vault import Vault, open_vault, restore_backup
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from desktop.vault.rescue.rescue import rescue
from desktop.vault_files import BACKUPS, DATABASE, KEYS, LOCK, SEQUENCE
from tests.forks import Said
from tests.samples import cast
from tests.soak.vault_at_work import (
    COPY,
    OLDER,
    PHOTOS,
    PLACE,
    RESCUED,
    RESTORED,
    VAULT,
    drafted,
    turn,
)
from tests.support import PASSPHRASE

AT_REST: Final = {KEYS, DATABASE, LOCK, SEQUENCE}
"""The files of a vault that was closed."""
_SECONDS: Final = len("20261130T171007Z")
"""How much of the name of a generation says when it was made."""


@dataclass
class Known:
    """What was said to be done: ``attached`` of the ``photos`` (SHA-256) that are there, how many
    ``turns`` the account has, how often the ``draft`` was kept, and the newest backup, which has
    ``backed_up`` turns or more."""

    photos: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    turns: int = 0
    draft: int = 0
    generation: str = ""
    backed_up: int = 0
    copied: int = -1
    """How many turns the copy has, or more; -1 for no copy."""

    def take_in(self, begun: Said) -> None:
        """What was begun is done."""
        self.turns = begun.get("turns", self.turns)
        self.draft = begun.get("draft", self.draft)
        photo = {begun["photo"]} if "photo" in begun else set()
        if begun.get("begin") == "remove":
            self.photos -= photo
        else:
            self.photos |= photo
            self.attached |= photo if begun.get("attached") else set()

    def settle(self, said: list[Said]) -> Said:
        """Take in all that was said to be done; what was begun and not done is returned."""
        begun: Said = {}
        for each in said:
            if "done" in each:
                self.take_in(begun)
                if each["done"] == "back up":
                    self.generation, self.backed_up = each["generation"], self.turns
                if each["done"] == "copy":
                    self.copied = self.turns
            elif each.get("begin") in ("put away", "copy"):
                self.copied = -1
            begun = each if "begin" in each else {}
        return begun


def look(folder: Path, known: Known, begun: Said) -> None:
    """The vault opens and holds, all that was shown as saved is there, and what was begun is done
    or not; then everything is as ``known`` says."""
    with open_vault(folder / VAULT, PASSPHRASE) as vault:
        assert vault.lost is None
        _agree(vault, known, begun)
        while vault.go_on_with_leftovers():
            pass
        holds(vault)
        assert vault._db.one("SELECT count(*) FROM unfinished_file") == (0,)
    assert names_in(folder / VAULT) == AT_REST, names_in(folder / VAULT)
    for each in (folder / PHOTOS).iterdir():
        each.unlink()


def _agree(vault: Vault, known: Known, begun: Said) -> None:
    [record] = vault.interviews.with_code("W-001")
    turns = vault.interviews.utterances(record)
    assert turns == tuple(turn(number) for number in range(len(turns)))
    assert len(turns) in {known.turns, begun.get("turns", known.turns)}
    assert drafted(vault, record) in {known.draft, begun.get("draft", known.draft)}
    photos = {each.id: each.sha256 for each in vault.media.all(limit=10_000)}
    perhaps = {begun["photo"]} if "photo" in begun else set()
    assert set(photos.values()) ^ known.photos <= perhaps
    attached = {photos[each.media_id] for each in vault.interviews.attachments(record)}
    assert attached >= known.attached
    assert attached - known.attached <= perhaps
    known.turns, known.draft = len(turns), drafted(vault, record)
    known.photos, known.attached = set(photos.values()), attached


def holds(vault: Vault) -> None:
    """A check finds nothing, and no save was lost."""
    report = vault.check()
    assert report.intact, report.parts
    assert not report.lost
    assert vault.custody.verify().intact


def look_at_backups(folder: Path, known: Known) -> None:
    """All generations are whole; the newest that was said to be made, or a newer one, is there. The
    next run leaves nothing of a killed one."""
    place = folder / PLACE
    if not (place / BACKUPS).exists():
        assert not known.generation
    elif generations_in(place):
        report = check_place(place, PASSPHRASE)
        assert report.intact, report
    # To the second: of two in the same one, the rotation keeps the one with the higher number.
    newest = max((each.name[:_SECONDS] for each in generations_in(place)), default="")
    assert newest >= known.generation[:_SECONDS], (newest, known.generation)
    with open_vault(folder / VAULT, PASSPHRASE) as vault:
        made = vault.backups.create(place)
        known.generation, known.backed_up = made.generation, known.turns
    assert check_place(place, PASSPHRASE).intact
    assert not [each for each in place.rglob("*") if each.suffix in (PARTIAL, ".new")]


def look_at_copy(folder: Path, known: Known) -> None:
    """What has the name of a copy is whole; the next one leaves nothing of a killed one."""
    copy = folder / COPY
    assert copy.exists() or known.copied < 0
    for away in folder.glob("*.away"):
        shutil.rmtree(away)
    if copy.exists():
        _new_vault(copy, known, max(known.copied, 0))
    with open_vault(folder / VAULT, PASSPHRASE) as vault:
        vault.backup(copy)
    known.copied = known.turns
    assert not list(folder.glob(f"*{PARTIAL}"))


def look_at_restored(folder: Path, known: Known, what: str, is_done: bool) -> None:
    """There is a whole vault, or none and the next run makes one and leaves nothing else."""
    restored = folder / RESTORED
    assert restored.exists() or not is_done
    if not restored.exists():
        if what == "restore":
            restore_generation(folder / PLACE, restored, PASSPHRASE)
        else:
            restore_backup(folder / COPY, restored, PASSPHRASE)
    _new_vault(restored, known, known.backed_up if what == "restore" else known.copied)
    assert not list(folder.glob(f"*{PARTIAL}"))


def look_at_rescued(folder: Path, known: Known, is_done: bool) -> None:
    """As of what was restored; everything of the vault is in it."""
    rescued = folder / RESCUED
    assert rescued.exists() or not is_done
    if not rescued.exists():
        assert rescue(folder / VAULT, rescued, PASSPHRASE).whole
    _new_vault(rescued, known, known.turns)
    assert not list(folder.glob(f"*{PARTIAL}"))


def _new_vault(folder: Path, known: Known, least: int) -> None:
    """It opens, holds, and has ``least`` turns or more; then it goes."""
    with open_vault(folder, PASSPHRASE) as vault:
        [record] = vault.interviews.with_code("W-001")
        assert least <= len(vault.interviews.utterances(record)) <= known.turns
        holds(vault)
    # The number of the last save is begun at the first.
    assert names_in(folder) | {SEQUENCE} == AT_REST, names_in(folder)
    shutil.rmtree(folder)


def look_at_older(folder: Path, counts: dict[str, int]) -> None:
    """It opens with all records, holds, and keeps one copy of what it was; then it goes."""
    older = folder / OLDER
    with open_vault(older, cast.PASSPHRASE) as vault:
        assert {str(kind): count for kind, count in vault.counts().items()} == counts
        holds(vault)
    copies = names_in(older) - AT_REST
    assert len(copies) == 1, copies
    assert all(name.startswith("vault-before-") for name in copies)
    shutil.rmtree(older)


def names_in(folder: Path) -> set[str]:
    """The names of all that lies there."""
    return {each.name for each in folder.iterdir()}
