"""The originals of a package on their way into the vault: by whose word, and under which id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.documents.pieces import Piece
from desktop.errors import MediaError
from desktop.handoff.format import limits
from desktop.handoff.receiving.item import PackageItem
from desktop.model.attached import may_come
from desktop.model.handoff import LineReason, MediaEntry, Outcome, ReceiptLine
from desktop.model.media import Media
from desktop.model.merge.merging import heads_of
from desktop.model.owned_id import Owned
from desktop.model.version import RecordVersion
from desktop.vault.kinds.all import ORIGINAL

if TYPE_CHECKING:
    from desktop.home.roles import Receiving

_WHOLE: Final = limits.PIECE
"""Octets of an original that is held whole while it is taken in."""
LARGE: Final = 8 * limits.MIB
"""Octets of one that is written in many transactions; a smaller one takes a moment."""


def set_aside(
    vault: Receiving, package_id: str, item: str, reason: LineReason, data: bytes
) -> ReceiptLine:
    """Keep what is not taken in beside everything, and say so in the receipt."""
    vault.packages.set_aside(package_id, item, reason.value, data)
    return ReceiptLine(item, Outcome.SET_ASIDE, reason.value)


class Originals:
    """The originals of one package."""

    def __init__(self, vault: Receiving, package_id: str) -> None:
        self._vault, self._package_id = vault, package_id

    def take(
        self, entry: MediaEntry, item: PackageItem, told: Callable[[int], None] | None = None
    ) -> ReceiptLine:
        """What became of an original. ``told``: given for a large one, outside of any transaction
        (``MediaFiles.laid_apart``).

        Whether the same bytes were here before changes nothing of it: a sender who holds a copy of
        somebody's photo is not to learn that it lies here, too.
        """
        versions = self._versions(entry.media_id)
        media = _described(entry, item.sha512, versions)
        if media is None:
            return self._set_aside(item, entry, LineReason.NOT_DESCRIBED)
        if not self._may_come(media, versions):
            return self._set_aside(item, entry, LineReason.OTHER_BYTES_NAMED)
        if not _is_theirs(entry.media_id, versions) or self._names_another(media):
            return self._set_aside(item, entry, LineReason.ID_TAKEN)
        if self._vault.media.by_hash(entry.sha256) is not None:
            return ReceiptLine(entry.sha256, Outcome.ACCEPTED)
        try:
            self._keep_media(media, item, told)
        except MediaError:
            return set_aside(
                self._vault, self._package_id, entry.sha256, LineReason.BYTES_DIFFER, b""
            )
        return ReceiptLine(entry.sha256, Outcome.ACCEPTED)

    def _keep_media(
        self, media: Media, item: PackageItem, told: Callable[[int], None] | None
    ) -> None:
        """Keep an original; ``MediaError`` for other bytes than it is known by.

        A small one is looked at before anything is written; what a larger one wrote is undone.
        ``told``: given for a large one (``MediaFiles.laid_apart``).
        """
        if told is not None:
            with self._vault.media.laid_apart(media, item.pieces(), told) as laid:
                self._add(media, laid)
            return
        if item.size > _WHOLE:
            self._add(media, item.pieces())
            return
        data = item.data()
        if item.sha256 != media.sha256:
            raise MediaError("the bytes are not those that were hashed")
        with self._vault.transaction():
            self._vault.media.add(media, (data,), hashed=True)
            self._vault.pictures.ask(media.id, described=True)

    def _add(self, media: Media, chunks: Iterable[Piece]) -> None:
        with self._vault.attempt():
            self._vault.media.add(media, chunks)
            self._vault.pictures.ask(media.id, described=True)

    def name(self, media_ids: Sequence[str]) -> None:
        """Let each id the package uses for a file find it, wherever its bytes came from."""
        known = self._vault.media.ids_here(media_ids)
        for media_id in dict.fromkeys(media_ids):
            if media_id in known:
                continue
            versions = self._versions(media_id)
            described = _newest(media_id, versions) if _is_theirs(media_id, versions) else ()
            here = (each for each in described if self._vault.media.by_hash(each.sha256))
            for media in (each for each in here if self._may_come(each, versions)):
                self._vault.media.add(media, ())
                break

    def _may_come(self, media: Media, versions: Sequence[RecordVersion]) -> bool:
        """Whether interviews of whose file this is name no other bytes for it. ``versions``: of
        its record."""
        authors = {each.document.author for each in versions}
        return may_come(media.id, media.sha256, authors, self._vault.media.attached_as(media.id))

    def _names_another(self, media: Media) -> bool:
        found = self._vault.media.find(media.id)
        return found is not None and found.sha256 != media.sha256

    def _versions(self, media_id: str) -> list[RecordVersion]:
        history = self._vault.versions.history(media_id)
        return [version for version in history if version.document.kind == ORIGINAL]

    def _set_aside(self, item: PackageItem, entry: MediaEntry, reason: LineReason) -> ReceiptLine:
        """With its bytes, but for a large one, which its sender still has."""
        data = item.data() if item.size <= LARGE else b""
        return set_aside(self._vault, self._package_id, entry.sha256, reason, data)


def _described(entry: MediaEntry, sha512: str, versions: Sequence[RecordVersion]) -> Media | None:
    """What the file's record says, when it is of these bytes."""
    signed = (entry.sha256, sha512, entry.size)
    described = _newest(entry.media_id, versions)
    return next((m for m in described if (m.sha256, m.sha512, m.size) == signed), None)


def _newest(media_id: str, versions: Sequence[RecordVersion]) -> Iterator[Media]:
    """What those versions of a file's record say that no other goes on from, the newest first; of
    its owner's, where any is here.

    Nobody else's child hides one of them, as a head or otherwise."""
    owned = Owned(media_id, ORIGINAL)
    own = [each for each in versions if owned.is_by(each.document.author)]
    return filter(None, map(_read, reversed(heads_of(own or versions))))


def _is_theirs(media_id: str, versions: Sequence[RecordVersion]) -> bool:
    """Whether the id of a file is that of somebody who described it: under it nobody else's
    file is ever shown. An id of before says nothing, and is whose came first."""
    owned = Owned(media_id, ORIGINAL)
    return not owned.says_whose or any(map(owned.is_by, {v.document.author for v in versions}))


def _read(version: RecordVersion) -> Media | None:
    """What a version says of its file; None of one that is kept unread."""
    with suppress(canonical.NotADocument):
        return canonical.from_plain(version.document.body, Media, newer=True)
    return None
