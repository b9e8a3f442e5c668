"""A whole set of files out of the vault: in a folder of its own, with the names, the order and the
times with which they came."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import BeyondConsent, FileExists
from desktop.i18n import _
from desktop.media.export import export_original, original_beyond
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, may_stand
from desktop.progress import Progress, no_progress
from desktop.system.file_names import safe_name
from desktop.system.files import PartialFile, translate_os_errors

if TYPE_CHECKING:
    from desktop.model.set import FileSet, SetFile
    from desktop.vault import Vault

SUMS: Final = "SHA256SUMS"
_TRIES: Final = 10_000
_DEEPEST: Final = 32
"""Folders inside of one another."""


@dataclass(frozen=True, slots=True)
class StayedBehind:
    """A file of the set that was not written. ``refusal``: what the consent says; None where its
    bytes are not here."""

    name: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class SetWritten:
    """``folder``: where; ``files``: in their order; ``stayed``: what was left out, and why."""

    folder: Path
    files: tuple[Path, ...]
    stayed: tuple[StayedBehind, ...]


def set_beyond(vault: Vault, files: FileSet) -> Refusal | None:
    """Why not all of a set may be shown by the consents behind its files; None where it may."""
    found = (original_beyond(vault, each) for each in files.media_ids if vault.media.find(each))
    return next((refusal for refusal in found if refusal is not None), None)


def export_set(
    vault: Vault,
    set_id: str,
    target_folder: Path,
    progress: Progress = no_progress,
    reason: Reason | None = None,
) -> SetWritten:
    """Write the files of a set into a new folder that is called like it.

    Each as :func:`export_original` writes it, under the name and in the folder it came in, with
    the time of the medium; beside them lies ``SHA256SUMS``, in the order of the set, which
    ``sha256sum -c`` reads. What consent does not let out without a ``reason`` that may stand for
    it stays, and is named; so is what is not here. ``Cancelled`` leaves what was written.
    """
    files = vault.sets.get(set_id)
    ready = [(each, original_beyond(vault, each.media_id)) for each in _here(vault, files)]
    goes = [each for each, refusal in ready if refusal is None or _stands(reason, refusal)]
    named = {each.id: refusal for each, refusal in ready}
    stayed = [
        StayedBehind(_name(vault, each), named.get(each.id))
        for each in files.files
        if each not in goes
    ]
    if not goes:
        first = next((each.refusal for each in stayed if each.refusal), None)
        if first is not None:
            raise BeyondConsent(first.value)
    folder = _new_folder(target_folder, files.name)
    written = []
    for number, each in enumerate(goes):
        progress(number, len(goes), _("Saving the set"))
        inside = folder.joinpath(*_folders(each.name))
        with translate_os_errors():
            inside.mkdir(parents=True, exist_ok=True)
        written.append(
            export_original(
                vault, each.media_id, inside, reason=reason, name=_own_name(each.name),
                modified=each.modified_at,
            )
        )  # fmt: skip
    sums = [
        f"{vault.media.get(each.media_id).sha256}  {path.relative_to(folder).as_posix()}\n"
        for each, path in zip(goes, written, strict=True)
    ]
    _write_sums(folder, "".join(sums))
    progress(len(goes), len(goes), _("Saving the set"))
    return SetWritten(folder, tuple(written), tuple(stayed))


def _write_sums(folder: Path, sums: str) -> None:
    """The list of what was written, in its order; a file of the set that is called so comes first,
    and then there is no list."""
    with suppress(FileExists), PartialFile(folder / SUMS) as out:
        out.write(sums.encode())
        out.commit()


def _here(vault: Vault, files: FileSet) -> Iterator[SetFile]:
    return (each for each in files.files if vault.media.find(each.media_id) is not None)


def _stands(reason: Reason | None, refusal: Refusal) -> bool:
    return reason is not None and may_stand(reason, refusal)


def _name(vault: Vault, file: SetFile) -> str:
    found = vault.media.find(file.media_id)
    return file.name or (found.original_name if found else "")


def _own_name(name: str) -> str:
    return name.rpartition("/")[2]


def _folders(name: str) -> list[str]:
    """The folders inside of the set, each under a name that is safe anywhere."""
    return [safe_name(each, "_") for each in name.split("/")[:-1] if each][:_DEEPEST]


def _new_folder(target: Path, name: str) -> Path:
    """A folder that was not there; one whose name is taken gets a number."""
    safe = safe_name(name, _("Set"))
    for number in range(1, _TRIES):
        folder = target / (safe if number == 1 else f"{safe} ({number})")
        if not os.path.lexists(folder):
            with translate_os_errors():
                folder.mkdir()
            return folder
    raise FileExists(safe)
