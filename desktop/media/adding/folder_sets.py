"""Each folder that comes in becomes a set of files, or goes on with the one begun of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.media.adding.sources import Candidate, DiskFile, as_text
from desktop.model.media import Media
from desktop.model.set import InFolder
from desktop.model.values.moment import Moment
from desktop.model.values.plain_text import one_line

if TYPE_CHECKING:
    from desktop.vault import Vault

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class FolderSets:
    """Those of one import. ``files``: all of it, as they were listed before any came in."""

    def __init__(self, vault: Vault, files: Iterable[Candidate] = ()) -> None:
        self._vault = vault
        self._sets: dict[Path, str] = {}
        self._empty: defaultdict[Path, list[tuple[str, DiskFile]]] = defaultdict(list)
        self._listed: defaultdict[Path, dict[str, InFolder]] = defaultdict(dict)
        for each in files:
            if isinstance(each, DiskFile) and each.root is not None:
                inside = InFolder(modified_text(each.modified_ns), each.size)
                self._listed[each.root][_name(each)] = inside

    def put(self, file: Candidate, media: Media) -> None:
        """Put a file that is stored into the set of its folder, in the transaction in which it is.

        An empty file says nothing of whose folder it lies in: it waits for the first other one.
        """
        if not isinstance(file, DiskFile) or (root := file.root) is None:
            return
        if root not in self._sets:
            if media.size == 0:
                self._empty[root].append((media.id, file))
                return
            self._begin(root, self._begun(root, _name(file), media.sha256))
        self._came(root, media.id, file)

    def end(self) -> None:
        """Make the sets of folders in which all files are empty."""
        for root in self._empty.keys() - self._sets.keys():
            with self._vault.transaction():
                self._begin(root, "")

    def _begun(self, root: Path, first: str, sha256: str) -> str:
        lies, others = self._listed[root], self._sets.values()
        found = self._vault.sets.begun_of(_folder_name(root), lies, first, sha256)
        return next((each for each in found if each not in others), "")

    def _begin(self, root: Path, begun: str) -> None:
        self._sets[root] = begun or self._vault.sets.new(_folder_name(root)).id
        for media_id, file in self._empty[root]:
            self._came(root, media_id, file)

    def _came(self, root: Path, media_id: str, file: DiskFile) -> None:
        changed = modified_text(file.modified_ns)
        self._vault.sets.came(self._sets[root], media_id, _name(file), changed)


def _name(file: DiskFile) -> str:
    return one_line(file.name_inside)


def _folder_name(root: Path) -> str:
    return one_line(as_text(root.name or root.resolve().name or str(root)))


def modified_text(nanoseconds: int) -> str:
    """RFC 3339; a time no calendar has (years 1 to 9999) as seconds from 1970, ``@…``."""
    try:
        return Moment.of(_EPOCH + timedelta(microseconds=nanoseconds // 1000)).utc
    except OverflowError:
        return f"@{nanoseconds // 10**9}"
