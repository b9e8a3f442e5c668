"""A whole set of files out of the vault: in a folder of its own, with the names, the order and the
times with which they came."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import (
    BeyondConsent,
    Cancelled,
    DamagedVault,
    FileExists,
    SkryniaError,
    StorageError,
)
from desktop.i18n import _
from desktop.media.exporting.export import (
    export_original,
    gravest,
    original_name,
    originals_beyond,
)
from desktop.media.exporting.export_places import places
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, may_stand
from desktop.progress import Progress, no_progress, paced
from desktop.system.file_names import safe_name
from desktop.system.files import PartialFile, translate_os_errors
from desktop.vault_files import refuse_folder

if TYPE_CHECKING:
    from desktop.model.media import Media
    from desktop.model.set import FileSet, SetFile
    from desktop.vault import Vault

SUMS: Final = "SHA256SUMS"
_TRIES: Final = 10_000
_MANY: Final = 500
"""Files that are looked up between two safe points."""


@dataclass(frozen=True, slots=True)
class StayedBehind:
    """A file of the set that was not written. ``refusal``: what the consent says. ``damaged``: the
    vault does not give its bytes back as they came. ``broken_off``: the saving had ended by then.
    Nothing of these where they are not here."""

    name: str
    refusal: Refusal | None
    damaged: bool = False
    broken_off: bool = False


@dataclass(frozen=True, slots=True)
class SetWritten:
    """``folder``: where; ``files``: in their order; ``stayed``: what was left out, and why.
    ``stopped``: what broke it off, where something did. ``listed``: whether ``SHA256SUMS`` is
    there: a full disk may have no room for it."""

    folder: Path
    files: tuple[Path, ...]
    stayed: tuple[StayedBehind, ...]
    stopped: SkryniaError | None = None
    listed: bool = True


def set_beyond(vault: Vault, files: FileSet, progress: Progress = no_progress) -> Refusal | None:
    """Why not all of a set may be shown by the consents behind its files, the gravest of several;
    None where it may."""
    found = _refusals(vault, files, progress)
    return gravest(found.values()) if found else None


def export_set(
    vault: Vault,
    set_id: str,
    target_folder: Path,
    progress: Progress = no_progress,
    reason: Reason | None = None,
) -> SetWritten:
    """Write the files of a set into a new folder that is called like it.

    Each as :func:`export_original` writes it, under the name and in the folder it came in
    (:func:`places`), with the time of the medium; beside them lies ``SHA256SUMS``, in the order of
    the set, which ``sha256sum -c`` reads: always of what was written here, a file of the set that
    is called so gets a number. What consent does not let out without a ``reason`` that may stand
    for it stays, and is named; so are what is not here and what is damaged, which the log says
    and every page shows from then on. ``WithinVault`` where the target is the
    folder of a vault or of backups.

    Once the folder is there, who stops it and what the medium refuses are no error but stand in
    ``SetWritten.stopped``: what was written stays, with its list, and the rest is named.
    """
    files = vault.sets.get(set_id)
    refusals = _refusals(vault, files, progress)
    here = {each: vault.media.find(each) for each in _paced(files.media_ids, progress)}
    stays = {id_ for id_, refusal in refusals.items() if not _stands(reason, refusal)}
    goes: list[tuple[SetFile, Media]] = []
    stayed: list[StayedBehind] = []
    for each in files.files:
        media = here[each.media_id]
        if media is not None and each.media_id not in stays:
            goes.append((each, media))
        else:
            name = each.name or (media.original_name if media else "")
            stayed.append(StayedBehind(name, refusals.get(each.media_id) if media else None))
    if not goes:
        first = next((each.refusal for each in stayed if each.refusal), None)
        if first is not None:
            raise BeyondConsent(first.value)
    refuse_folder(target_folder)
    folder = _new_folder(target_folder, files.name)
    wished = [(each.name, original_name(media)) for each, media in goes]
    written: list[tuple[Media, Path]] = []
    stopped: SkryniaError | None = None
    done = 0
    try:
        for done, (place, (each, media)) in enumerate(zip(places(wished, SUMS), goes, strict=True)):
            progress(done, len(goes), _("Saving the set"))
            path = _saved(vault, each, folder.joinpath(*place), reason)
            if path is None:
                stayed.append(StayedBehind(_called(each, media), None, damaged=True))
            else:
                written.append((media, path))
        done = len(goes)
        progress(done, done, _("Saving the set"))
    except (Cancelled, StorageError) as error:
        stopped, rest = error, goes[done:]
        stayed += [StayedBehind(_called(*each), None, broken_off=True) for each in rest]
    paths = tuple(path for _media, path in written)
    listed = _list_sums(folder, written, stopped)
    return SetWritten(folder, paths, tuple(stayed), stopped, listed)


def _called(file: SetFile, media: Media) -> str:
    return file.name or media.original_name


def _list_sums(
    folder: Path, written: Sequence[tuple[Media, Path]], stopped: SkryniaError | None
) -> bool:
    """Write ``SHA256SUMS`` of what is there; False where the medium that refused a file does not
    take that either."""
    sums = [f"{media.sha256}  {path.relative_to(folder).as_posix()}\n" for media, path in written]
    try:
        with PartialFile(folder / SUMS) as out:
            out.write("".join(sums).encode())
            out.commit()
    except StorageError:
        if stopped is None:
            raise
        return False
    return True


def _saved(vault: Vault, file: SetFile, path: Path, reason: Reason | None) -> Path | None:
    """Where it was written; None where its bytes are damaged, which is noted then."""
    with translate_os_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return export_original(
            vault, file.media_id, path.parent, reason=reason, name=path.name,
            modified=file.modified_at,
        )  # fmt: skip
    except DamagedVault:
        vault.let_go()
        if vault.fixity.check_one(file.media_id).is_good:
            raise
        return None


def _refusals(vault: Vault, files: FileSet, progress: Progress) -> dict[str, Refusal]:
    """By media id, why a file may not be shown, of those that are here and may not."""
    return originals_beyond(vault, files.media_ids, lambda: progress(0, 1, _("Checking consent")))


def _paced(media_ids: Sequence[str], progress: Progress) -> Iterable[str]:
    return paced(media_ids, lambda: progress(0, len(media_ids), _("Saving the set")), _MANY)


def _stands(reason: Reason | None, refusal: Refusal) -> bool:
    return reason is not None and may_stand(reason, refusal)


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
