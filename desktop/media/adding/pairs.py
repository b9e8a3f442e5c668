"""Files that come in and belong together: a live photo and its film, a raw photo and its JPEG, and
what programs write beside a picture. Known by their names in one folder; what ProofMode wrote, by
the hash in its name.

Names are what cameras and phones pair by themselves: a card numbers its pictures once. A HEIC and
the JPEG made of it are one shot; where two other pictures have one name, nobody says to which of
them the rest belongs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.media.adding.sources import Candidate, DiskFile, MemoryFile
from desktop.model.companion import BY_HASH, BY_NAME
from desktop.model.media import Media

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.companions import CameAs

_STILLS: Final = frozenset({
    "jpg", "jpeg", "jpe", "heic", "heif", "hif", "avif", "png", "webp", "jxl", "tif", "tiff", "gif",
})  # fmt: skip
_HEICS: Final = frozenset({"heic", "heif", "hif"})
_JPEGS: Final = frozenset({"jpg", "jpeg", "jpe"})
_RAWS: Final = frozenset({
    "cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "srf", "dng", "raf", "orf", "rw2", "pef",
    "srw", "x3f", "iiq", "3fr", "erf", "kdc", "mrw", "raw", "gpr",
})  # fmt: skip
_FILMS: Final = frozenset({"mov", "mp4", "m4v", "avi", "mts", "m2ts", "3gp", "mkv", "mp"})
_SIDES: Final = frozenset({"xmp", "aae", "thm", "srt", "lrv", "lrf", "dop", "pp3"})
"""Endings of names, in small letters."""
_BEHIND: Final = re.compile(
    r"\.(?:xmp|aae|dop|pp3|proof\.csv|proof\.json|(?:proof\.(?:csv|json)\.)?(?:asc|ots|gst))\Z"
)
"""What stands behind the whole name of a file in that of a side-car, in small letters."""
_GOOGLE: Final = re.compile(r"(?P<name>.+?)(?:\.(?P<said>s[a-z-]*))?(?P<number>\(\d+\))?\.json\Z")
_SAID: Final = "supplemental-metadata"
_CUT: Final = 46
"""Characters of a name of Google Takeout before ``.json``, where it is cut."""
_MOMENTS: Final = timedelta(seconds=3)
"""FAT keeps even seconds, and a film is closed after its picture."""
_AFTER: Final = (
    # Apple's edited copy, and what says how it was edited.
    (re.compile(r"img_[eo](\d{4,})"), (r"img_\1",)),
    # GoPro: the small film of a large one, and a film in chapters.
    (re.compile(r"gl(\d{6})"), (r"gx\1", r"gh\1")),
    (re.compile(r"g([xh])(?!01)\d\d(\d{4})"), (r"g\g<1>01\2",)),
    (re.compile(r"gp\d\d(\d{4})"), (r"gopr\1",)),
)
"""Names without their endings, and those of the shot that they go with."""
_WITH_FILM: Final = ".mp"
"""How the name of a picture of Google's ends that had a film in it, before its ending."""
_PROOF: Final = re.compile(r"([0-9a-f]{64})\.")

Name = tuple[Hashable, str]
"""The folder a file lies in, and its own name."""


@dataclass(slots=True)
class _Group:
    """Files of one name in one folder, by what their endings say; places in the list."""

    stills: list[int] = field(default_factory=list)
    heics: list[int] = field(default_factory=list)
    jpegs: list[int] = field(default_factory=list)
    raws: list[int] = field(default_factory=list)
    films: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)

    def put(self, at: int, ending: str) -> None:
        """One more of them."""
        for endings, those in (
            (_STILLS, self.stills),
            (_HEICS, self.heics),
            (_JPEGS, self.jpegs),
            (_RAWS, self.raws),
            (_FILMS, self.films),
            (_SIDES, self.sides),
        ):
            if ending in endings:
                those.append(at)

    def main(self) -> int | None:
        """The one that the others go with; None where nobody can say."""
        if (len(self.stills), len(self.heics), len(self.jpegs)) == (2, 1, 1):
            return self.heics[0]
        for those in (self.stills, self.raws, self.films):
            if those:
                return those[0] if len(those) == 1 else None
        return None

    def rest(self) -> Iterator[int]:
        """What may go with it: of two films nobody knows which."""
        yield from self.stills
        yield from self.raws
        if len(self.films) == 1:
            yield from self.films
        yield from self.sides

    def all(self) -> Iterator[int]:
        """Every one."""
        for those in (self.stills, self.raws, self.films, self.sides):
            yield from those


def going_with(names: Sequence[Name]) -> dict[int, int]:
    """Which of these files goes with which, by their places in the list."""
    found = dict(_by_stem(names))
    whole = _places(names)
    for at, (folder, name) in enumerate(names):
        for other in _named_in(name.casefold()):
            places = whole.get((folder, other), [])
            if len(places) == 1 and places[0] != at:
                found[at] = places[0]
    return {at: _last(at, found) for at in found if _last(at, found) != at}


def _by_stem(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    groups: dict[Name, _Group] = {}
    for at, (folder, name) in enumerate(names):
        stem, _dot, ending = name.casefold().rpartition(".")
        if stem:
            if ending in _STILLS:
                stem = stem.removesuffix(_WITH_FILM) or stem
            groups.setdefault((folder, stem), _Group()).put(at, ending)
    for (folder, stem), group in groups.items():
        before = _before(groups, folder, stem)
        main = group.main() if before is None else before
        rest = group.rest() if before is None else group.all()
        yield from ((at, main) for at in rest if main is not None and at != main)


def _before(groups: Mapping[Name, _Group], folder: Hashable, stem: str) -> int | None:
    """The main one of the shot that this name follows from."""
    for form, others in _AFTER:
        found = form.fullmatch(stem)
        for other in others if found else ():
            group = groups.get((folder, found.expand(other))) if found else None
            if group is not None and (main := group.main()) is not None:
                return main
    return None


def _places(names: Sequence[Name]) -> Mapping[Name, list[int]]:
    found: defaultdict[Name, list[int]] = defaultdict(list)
    for at, (folder, name) in enumerate(names):
        whole = name.casefold()
        found[folder, whole].append(at)
        if len(whole) > _CUT and not whole.endswith(".json"):
            found[folder, f"{whole[:_CUT]}\0"].append(at)
    return found


def _named_in(name: str) -> Iterator[str]:
    """The whole names that a side-car's own name begins with; of one that was cut, with NUL."""
    behind = _BEHIND.search(name)
    if behind:
        yield name[: behind.start()]
    google = _GOOGLE.fullmatch(name)
    if not google:
        return
    if google["said"] and not _SAID.startswith(google["said"]):
        return
    stem, dot, ending = google["name"].rpartition(".")
    if dot and ending in _STILLS | _RAWS | _FILMS:
        yield f"{stem}{google['number'] or ''}.{ending}"
    elif len(name) == _CUT + len(".json"):
        yield f"{name[:_CUT]}\0"


def _last(at: int, found: Mapping[int, int]) -> int:
    """Where the way from one to another ends."""
    seen = {at}
    while at in found and found[at] not in seen:
        at = found[at]
        seen.add(at)
    return at


def proves(name: str) -> str:
    """The SHA-256 of the file that one of ProofMode's is about, by its name; "" of another."""
    found = _PROOF.match(name.casefold())
    return found[1] if found else ""


class Pairs:
    """Those of one import. ``files``: all of it, as they were listed before any came in;
    ``interview_id``: to which it is added."""

    def __init__(
        self, vault: Vault, files: Iterable[Candidate] = (), interview_id: str | None = None
    ) -> None:
        self._vault, self._interview_id = vault, interview_id
        listed = [each for each in files if isinstance(each, DiskFile | MemoryFile)]
        pairs = going_with([_name(each) for each in listed])
        self._main: dict[Name, Name] = {}
        self._others: defaultdict[Name, list[Name]] = defaultdict(list)
        for at, main in pairs.items():
            one, other = _name(listed[at]), _name(listed[main])
            self._main[one] = other
            self._others[other].append(one)
        self._here: dict[Name, str] = {}
        self._came: list[Media] = []
        self.count = 0

    def put(self, file: Candidate, media: Media) -> None:
        """Say of a file that is stored with what it goes, in the transaction in which it is: when
        the later of two comes."""
        self._came.append(media)
        if isinstance(file, DiskFile | MemoryFile) and (self._main or self._others):
            own = _name(file)
            self._here[own] = media.id
            for one in (own, *self._others.get(own, ())):
                self._pair(one, self._main.get(one))

    def end(self) -> None:
        """Look for what belongs to something that came in another import: by the hash in a name,
        among the files of the interview, or among those of no other interview that are called
        alike, where both were changed in the same moments."""
        if not self._came:
            return
        proofs = self._vault.companions.proofs()
        new = frozenset(media.id for media in self._came)
        with self._vault.transaction():
            for media in self._came:
                for id_ in proofs.get(media.sha256, ()):
                    self._say(id_, media.id, BY_HASH)
                self._pair_alike(media, new)
                proved = self._vault.media.by_hash(proves(media.original_name))
                if proved is not None:
                    self._say(media.id, proved.id, BY_HASH)
            if self._interview_id is not None:
                self._pair_in_interview(self._interview_id, new)

    def _pair_in_interview(self, interview_id: str, new: Set[str]) -> None:
        files = self._vault.companions.names_in(interview_id)
        for at, main in going_with([("", each.name) for each in files]).items():
            one, other = files[at], files[main]
            if new & {one.media_id, other.media_id} and _at_once(one, other):
                self._say(one.media_id, other.media_id, BY_NAME)

    def _pair_alike(self, media: Media, new: Set[str]) -> None:
        """Whether they lay in one folder is not known any more: never across two interviews."""
        alike = self._vault.companions.called_alike(media.id)
        own = next((each for each in alike if each.media_id == media.id), None)
        if own is None or not own.modified_at or len(alike) < 2:
            return
        files = [own] + [
            each
            for each in alike
            if each.media_id not in new and _at_once(own, each) and self._may_meet(own, each)
        ]
        for at, main in going_with([("", each.name) for each in files]).items():
            if 0 in (at, main):
                self._say(files[at].media_id, files[main].media_id, BY_NAME)

    def _may_meet(self, one: CameAs, other: CameAs) -> bool:
        theirs, others = (
            set(self._vault.media.attached_in(each.media_id)) for each in (one, other)
        )
        return not theirs or not others or not theirs.isdisjoint(others)

    def _pair(self, one: Name, other: Name | None) -> None:
        if one in self._here and other is not None and other in self._here:
            self._say(self._here[one], self._here[other], BY_NAME)

    def _say(self, media_id: str, with_id: str, known_by: str) -> None:
        self.count += self._vault.companions.came(media_id, with_id, known_by)


def _at_once(one: CameAs, other: CameAs) -> bool:
    """Whether both were changed in the same moments, as a camera writes what belongs together."""
    try:
        times = [datetime.fromisoformat(each.modified_at) for each in (one, other)]
    except ValueError:
        return False
    return abs(times[0] - times[1]) <= _MOMENTS


def _name(file: DiskFile | MemoryFile) -> Name:
    folder = file.path.parent if isinstance(file, DiskFile) else Path()
    return folder, file.name
