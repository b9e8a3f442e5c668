"""A process that works with a vault until it is killed, and says what it begins and what is done.

``python -m tests.soak.vault_at_work`` serves jobs as ``tests/forks.py`` says. What a person would
be shown as saved is said only behind it, so that whoever kills this knows what must be there.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.media.adding.ingest import add_files
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.kept_draft import KeptDraft
from desktop.model.media import MEDIA_KIND
from desktop.model.typed_words import TypedWords, words_form
from desktop.vault import Vault, open_vault, restore_backup
from desktop.vault.backups.restore import restore_generation
from desktop.vault.rescue.rescue import rescue
from tests.forks import say, serve
from tests.samples import cast
from tests.support import PASSPHRASE

VAULT: Final = "researcher.skrynia"
PLACE: Final = "researcher.backups"
COPY: Final = "copy.skrynia"
RESTORED: Final = "restored.skrynia"
RESCUED: Final = "rescued.skrynia"
OLDER: Final = "older.skrynia"
PHOTOS: Final = "photos"
FORM: Final = words_form(INTERVIEW_KIND, "soak")
DRAFT: Final = "draft"
"""The field of the form, which holds the number of times it was kept."""
SIZES: Final = (2_000, 300_000, 2_500_000)
"""Bytes of a photo. One that is longer than a piece is laid apart."""


@dataclass(frozen=True, slots=True)
class Job:
    """``what``: the name of a step or of a job of :data:`JOBS`. ``before``: how many other steps
    come first."""

    folder: str
    what: str
    seed: int
    before: int = 0


def work(asked: Mapping[str, Any]) -> None:
    """Do what is asked: a step again and again, a job once."""
    job = Job(**asked)
    folder, chance = Path(job.folder), random.Random(job.seed)
    if job.what in JOBS:
        say(begin=job.what)
        JOBS[job.what](folder)
        say(done=job.what)
        signal.pause()
    with open_vault(folder / VAULT, PASSPHRASE) as vault:
        for _ in range(job.before):
            STEPS[chance.choice(_SMALL)](vault, chance)
        while True:
            STEPS[job.what](vault, chance)


def turn(number: int) -> Utterance:
    """The turn of this number, always the same."""
    return Utterance(f"u{number}", text=f"word {number} " * (1 + number % 60))


def _type(vault: Vault, _chance: random.Random) -> None:
    [record] = _interview(vault)
    turns = list(vault.interviews.utterances(record))
    turns.append(turn(len(turns)))
    say(begin="type", turns=len(turns))
    vault.interviews.save_utterances(record, turns)
    say(done="type")


def _draft(vault: Vault, _chance: random.Random) -> None:
    [record] = _interview(vault)
    number = drafted(vault, record) + 1
    say(begin="draft", draft=number)
    vault.drafts.keep(FORM, record, KeptDraft(TypedWords({DRAFT: str(number)})))
    say(done="draft")


def drafted(vault: Vault, record: str) -> int:
    """How often the form was kept."""
    kept = vault.drafts.find(FORM, record)
    return int(kept.typed.words[DRAFT]) if kept else 0


def _photo(vault: Vault, chance: random.Random) -> None:
    data = chance.randbytes(chance.choice(SIZES))
    photo = vault.folder.parent / PHOTOS / f"{chance.getrandbits(32)}.jpg"
    photo.write_bytes(data)
    attached = chance.random() < 0.5
    say(begin="photo", photo=hashlib.sha256(data).hexdigest(), attached=attached)
    report = add_files(vault, [photo], _interview(vault)[0] if attached else None)
    assert len(report.added) == 1, report
    say(done="photo")


def _remove(vault: Vault, chance: random.Random) -> None:
    [record] = _interview(vault)
    attached = {each.media_id for each in vault.interviews.attachments(record)}
    free = [each for each in vault.media.all() if each.id not in attached]
    if not free:
        return _photo(vault, chance)
    gone = chance.choice(free)
    say(begin="remove", photo=gone.sha256)
    vault.removal.remove(MEDIA_KIND, gone.id)
    return say(done="remove")


def _back_up(vault: Vault, _chance: random.Random) -> None:
    say(begin="back up")
    made = vault.backups.create(vault.folder.with_name(PLACE))
    say(done="back up", generation=made.generation)
    STEPS["photo"](vault, _chance)


def _copy(vault: Vault, chance: random.Random) -> None:
    target = vault.folder.with_name(COPY)
    if target.exists():
        # By the test, not by the program: it is no copy any more before it begins to go.
        say(begin="put away")
        away = target.rename(target.with_name(f"{chance.getrandbits(32)}.away"))
        shutil.rmtree(away)
    say(begin="copy")
    vault.backup(target)
    say(done="copy")


def _interview(vault: Vault) -> list[str]:
    return vault.interviews.with_code("W-001")


def _restore(folder: Path) -> None:
    restore_generation(folder / PLACE, folder / RESTORED, PASSPHRASE)


def _restore_copy(folder: Path) -> None:
    restore_backup(folder / COPY, folder / RESTORED, PASSPHRASE)


def _rescue(folder: Path) -> None:
    rescue(folder / VAULT, folder / RESCUED, PASSPHRASE)


def _migrate(folder: Path) -> None:
    open_vault(folder / OLDER, cast.PASSPHRASE)


STEPS: Final[Mapping[str, Callable[[Vault, random.Random], None]]] = {
    "type": _type, "draft": _draft, "photo": _photo, "remove": _remove,
    "back up": _back_up, "copy": _copy,
}  # fmt: skip
_SMALL: Final = ("type", "draft", "photo", "remove")
JOBS: Final[Mapping[str, Callable[[Path], None]]] = {
    "restore": _restore, "restore copy": _restore_copy, "rescue": _rescue, "migrate": _migrate,
}  # fmt: skip

if __name__ == "__main__":
    serve(work)
