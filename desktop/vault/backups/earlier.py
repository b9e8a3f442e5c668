"""The generations that lie in a place already: which of them read, and which go for a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from desktop.crypto.kept_apart import Keys
from desktop.errors import NewerVault, SkryniaError
from desktop.i18n import _
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.progress import Progress
from desktop.system.files import sync_folder, translate_os_errors
from desktop.system.renaming import rename_folder
from desktop.vault.backups.generation import Generation, is_unaltered, read_generation
from desktop.vault.backups.place import VERSION, Label, Place, write_label
from desktop.vault.backups.rotation import Dated, kept
from desktop.vault.store.reader import Reader

_KNOWN: Final = "SELECT made_utc FROM backup_place WHERE id = ?"


@dataclass(slots=True)
class Earlier:
    """``read``: in their order; ``unread``: the names of the others. ``newer``: a later version of
    the program made one of these. ``apart``: whether the place got an id of its own because it is a
    copy of a known one."""

    place: Place
    keys: Keys
    read: list[Generation] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    newer: bool = False
    apart: bool = False

    @classmethod
    def of(cls, place: Place, keys: Keys) -> Earlier:
        """Read what each says of itself; nothing is changed."""
        found = cls(place, keys)
        for folder in place.generations():
            try:
                found.read.append(read_generation(folder, keys))
            except SkryniaError as error:
                found.newer = found.newer or isinstance(error, NewerVault)
                found.unread.append(folder.name)
        found.read.sort(key=_order)
        return found

    @property
    def number(self) -> int:
        """Of the newest; 0 where there is none."""
        return self.read[-1].manifest.number if self.read else 0

    @property
    def faults(self) -> frozenset[str]:
        """What did not hold in the vault already when the newest was made (``faults.py``)."""
        return frozenset(self.read[-1].manifest.faults if self.read else ())

    def is_of_another_week(self, now: Moment) -> bool:
        """Whether none was made in the week of that time."""
        weeks = {each.manifest.made.local().isocalendar()[:2] for each in self.read}
        return now.local().isocalendar()[:2] not in weeks

    def is_of(self, vault_id: str) -> bool:
        """Whether backups of this vault lie here: as a key proves, or, where none reads, as far as
        is told."""
        told = self.place.told_vaults()
        return bool(self.read) or not told or vault_id in told

    def mend(self) -> None:
        """Take one of several that are the same, and give each its own name."""
        # Two places that were laid together may both have one of a number.
        same: dict[tuple[int, Moment], list[Generation]] = {}
        for each in self.read:
            same.setdefault((each.manifest.number, each.manifest.made), []).append(each)
        self.read = [_named(self._one_of(each)) for each in same.values()]

    def _one_of(self, same: list[Generation]) -> Generation:
        """A whole one, for which the others go; where none is whole none goes.

        A kill while one was written anew leaves two: that without what was removed stays.
        """
        if len(same) == 1:
            return same[0]
        twins = sorted(same, key=lambda each: each.manifest.replaced, reverse=True)
        stays = next(filter(is_unaltered, twins), None)
        if stays is None:
            self.unread += [each.name for each in twins[1:]]
            return twins[0]
        for each in twins:
            if each is not stays:
                self.place.remove_generation(each.folder)
        return stays

    @property
    def id(self) -> str:
        """Of the place: as the newest that names it proves, or as the label tells."""
        named = (each.manifest.place for each in reversed(self.read) if each.manifest.place)
        return next(named, self.place.label.id)

    def is_copy(self, made_utc: str) -> bool:
        """Whether this is another folder than the known place of this id, whose last run was at
        that time: no generation here is of that run, and each reads."""
        known = (each.manifest.made.utc == made_utc for each in self.read)
        return bool(self.read) and not self.unread and not any(known)

    def labelled(self, vault_id: str, reader: Reader) -> Label:
        """The label of the place, mended where it is not what the generations prove.

        A copy of a known place proves the same id: it gets its own, or a run in the one would pass
        for one in the other.

        The id of a place that the vault knows is not believed of one that holds nothing: else a
        copy of its label would pass for it, and for cleared of what was removed.
        ``NewerVault``.
        """
        label = self.place.label
        if label.version > VERSION and (self.newer or not self.read):
            raise NewerVault("backups of a later version")
        known = reader.one(_KNOWN, (self.id,))
        self.apart = known is not None and self.is_copy(known[0])
        empty = not self.read and not self.unread
        proven = "" if known is not None and (empty or self.apart) else self.id
        true = Label(proven or new_id(), vault_id)
        if true != label:
            write_label(self.place.path, true)
        return true

    def rotate(self, new: Generation, going: Progress) -> None:
        """Take ``new`` among them, and remove what is too much.

        None goes for one that is not whole: those of a damaged vault are counted by themselves,
        and of those that stay each is read before another goes for it. What does not read then
        counts among the unread.
        """
        self.read.append(new)
        whole = {new.name}
        while leaving := self._leaving():
            altered = self._altered(lambda each: each not in leaving, whole, going)
            if not altered:
                for each in leaving:
                    self.place.remove_generation(each.folder)
                self.read = [each for each in self.read if each not in leaving]
                return
            self.unread += [each.name for each in altered]
            self.read = [each for each in self.read if each not in altered]

    def _leaving(self) -> list[Generation]:
        staying: set[int] = set()
        for damaged in (False, True):
            of_a_kind = [e.manifest for e in self.read if bool(e.manifest.amiss) is damaged]
            staying |= kept([Dated(each.number, each.made) for each in of_a_kind])
        return [each for each in self.read if each.manifest.number not in staying]

    def _altered(
        self, asked: Callable[[Generation], bool], whole: set[str], going: Progress
    ) -> list[Generation]:
        """Those of the asked that do not read; the names of the others go into ``whole``."""
        found = []
        looked_at = [each for each in self.read if asked(each) and each.name not in whole]
        for number, each in enumerate(looked_at):
            going(number, len(looked_at), _("Checking the backups"))
            if is_unaltered(each):
                whole.add(each.name)
            else:
                found.append(each)
        return found


def _order(generation: Generation) -> tuple[int, str]:
    return generation.manifest.number, generation.manifest.made.utc


def _named(generation: Generation) -> Generation:
    """Under the name that it was given."""
    folder = generation.folder.with_name(generation.called)
    if not generation.renamed or folder.exists():
        return generation
    with translate_os_errors():
        rename_folder(generation.folder, folder)
        sync_folder(folder.parent)
    return Generation(folder, generation.manifest)
