"""An original out of the vault with all that goes with it, under names that go together still."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import FileExists
from desktop.media.exporting.export import export_original, original_name, originals_beyond
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, may_stand
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.model.media import Media
    from desktop.vault import Vault

_TRIES: Final = 10_000


@dataclass(frozen=True, slots=True)
class WrittenTogether:
    """``path``: of the file that was asked for; ``beside``: of what goes with it. ``stayed``: by
    its name, why something of that was not written."""

    path: Path
    beside: tuple[Path, ...]
    stayed: tuple[tuple[str, Refusal], ...] = ()


def size_together(vault: Vault, media_id: str) -> int:
    """Bytes of a file and all that goes with it."""
    return sum(each.size for each in vault.companions.all_of(media_id))


def export_together(
    vault: Vault,
    media_id: str,
    target_folder: Path,
    progress: Progress = no_progress,
    reason: Reason | None = None,
) -> WrittenTogether:
    """Write an original, and what goes with it, as ``export_original`` writes each.

    Where a name is taken all of them get the same number. What consent does not let out of the
    files beside it stays, and is named: a ``reason`` was given for the file itself, and stands for
    those alone in which nobody else has part. ``Cancelled`` leaves those that are whole.
    """
    own = vault.media.get(media_id)
    first, *rest = vault.companions.all_of(own.id)
    others = [each for each in (first, *rest) if each.id != own.id]
    refused = originals_beyond(vault, [each.id for each in others])
    given = _nobody_else(vault, own, others) if reason is not None else set()
    goes = [
        each
        for each in others
        if each.id not in refused
        or (each.id in given and reason is not None and may_stand(reason, refused[each.id]))
    ]
    names = _names(first, [own, *goes], target_folder)
    done, total = 0, sum(each.size for each in (own, *goes))
    paths = []
    for each, name in zip((own, *goes), names, strict=True):
        told = partial(_told, progress, done, total)
        paths.append(export_original(vault, each.id, target_folder, told, reason, name))
        done += each.size
    stayed = [(each.original_name, refused[each.id]) for each in others if each not in goes]
    return WrittenTogether(paths[0], tuple(paths[1:]), tuple(stayed))


def _nobody_else(vault: Vault, own: Media, others: Sequence[Media]) -> set[str]:
    """The ids of the others that rest on no interview but those of the file itself."""
    ids = [own.id, *(each.id for each in others)]
    grounds = vault.outlines.grounds(vault.media.kind.name, ids)
    theirs = set(grounds.get(own.id, ()))
    return {each for each, on in grounds.items() if theirs.issuperset(on)}


def _told(progress: Progress, before: int, total: int, done: int, _size: int, what: str) -> None:
    progress(before + done, total, what)


def _names(first: Media, files: Sequence[Media], folder: Path) -> list[str]:
    """Free names in the folder, all with the same number. ``first``: what the others go with."""
    wished = [original_name(each) for each in files]
    stem = _stem(original_name(first))
    for number in range(1, _TRIES):
        names = [_numbered(each, stem, number) for each in wished]
        if not any(os.path.lexists(folder / each) for each in names):
            return names
    raise FileExists("no free name")


def _numbered(name: str, stem: str, number: int) -> str:
    """The number behind the stem that it has in common with the first, or else behind its own."""
    shared = name.casefold().startswith(f"{stem}.".casefold())
    at = len(stem) if shared else len(_stem(name))
    return name if number == 1 else f"{name[:at]} ({number}){name[at:]}"


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]  # noqa: PTH122 - Path cuts other names differently
