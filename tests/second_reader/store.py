"""What lies at the reader's while items are taken in one by one (receiving)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping

from . import attached, owned, standing
from .attached import UnderCaption
from .authority import shown
from .held import CONSENT, INTERVIEW, MEDIA, Desk, Version
from .result import Here


class Store:
    """Grows out of what was here before."""

    def __init__(self, here: Here, desk: Desk) -> None:
        self.desk = desk
        self._here = here
        self._versions = set(here.versions)
        self._kinds = dict(here.kinds)
        self.originals = dict(here.originals)
        self._held: list[Version] = []
        self._authors: dict[str, None] = {}
        self._records: dict[tuple[str, str], list[Version]] = {}
        self._naming: dict[str, dict[str, None]] = {}
        for version in here.held:
            self._remember(version)

    def has(self, version_id: str) -> bool:
        """Whether the version is there already."""
        return version_id in self._versions

    def kind_of(self, record_id: str) -> str | None:
        """The kind under which a record is here; the first, where there are several."""
        return self._kinds.get(record_id)

    def take(self, version: Version) -> None:
        """A version that is taken in."""
        self._versions.add(version.version_id)
        self._remember(version)

    def _remember(self, version: Version) -> None:
        self._held.append(version)
        self._authors[version.author] = None
        self._kinds.setdefault(version.record_id, version.kind)
        self._records.setdefault((version.kind, version.record_id), []).append(version)
        for each in version.files:
            self._naming.setdefault(each.media_id, {})[version.record_id] = None

    def take_original(self, media_id: str, sha256: str) -> None:
        """An original that is taken in."""
        self.originals[media_id] = sha256

    def versions(self, kind: str, record_id: str) -> list[Version]:
        """Those of a record, in the order in which they came."""
        return self._records.get((kind, record_id), [])

    def shown(self, kind: str, record_id: str) -> Version | None:
        """The version of a record that is shown (../authority.md)."""
        versions = self.versions(kind, record_id)
        if kind == CONSENT:
            about = {i for each in versions for i in each.interviews}
            return shown(
                versions,
                lambda author: any(owned.is_of(i, INTERVIEW, author) for i in about),
                self.desk,
            )
        return shown(versions, functools.partial(owned.is_of, record_id, kind), self.desk)

    def shown_naming(self, media_id: str) -> list[Version]:
        """The versions of interviews that are shown, of those that ever named a media id."""
        found = (self.shown(INTERVIEW, each) for each in self._naming.get(media_id, ()))
        return [version for version in found if version is not None]

    def owner_of(self, media_id: str) -> str | None:
        """Who made a media id, of all who are known here."""
        if not owned.says_whose(media_id):
            return None
        described = (each.author for each in self.versions(MEDIA, media_id))
        known = itertools.chain(described, self.desk.trusted, [self.desk.reader], self._authors)
        return next((each for each in known if owned.is_of(media_id, MEDIA, each)), None)

    def all_shown(self) -> dict[tuple[str, str], Version]:
        """Kind and record id to the version that is shown."""
        found = ((key, self.shown(*key)) for key in self._records)
        return {key: version for key, version in found if version is not None}

    def files(
        self, all_shown: Mapping[tuple[str, str], Version]
    ) -> dict[str, tuple[UnderCaption, ...]]:
        """What stands under the captions of the interviews that are shown."""
        said = (
            attached.says_its_owner(record_id, versions)
            for (kind, record_id), versions in self._records.items()
            if kind == MEDIA
        )
        named = attached.names_here(self.originals, (each for each in said if each is not None))
        return {
            record_id: attached.under_captions(version, named)
            for (kind, record_id), version in all_shown.items()
            if kind == INTERVIEW
        }

    def closed(self, interviews: Iterable[str]) -> frozenset[str]:
        """The interviews that are closed."""
        return standing.closed(self._held, self.desk, self._known(interviews))

    def _known(self, interviews: Iterable[str]) -> frozenset[str]:
        theirs = {record for kind, record in self._records if kind == INTERVIEW}
        return self._here.interviews | theirs | frozenset(interviews)

    def erased(self) -> frozenset[str]:
        """Records that let out nothing but their tombstone."""
        return standing.erased(self._held)

    def freeze(self, interviews: Iterable[str]) -> Here:
        """What the reader has now."""
        return Here(
            frozenset(self._versions),
            self.originals,
            self._kinds,
            tuple(self._held),
            self._known(interviews),
        )
