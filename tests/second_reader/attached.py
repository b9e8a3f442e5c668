"""Which file stands under a caption (receiving; documents, Which bytes a file has).

An interview names each file by an id and by the SHA-256 of the original, so that its author's
signature, and its seal, cover the bytes. Only an original to which both fit is that file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from . import owned
from .held import INTERVIEW, MEDIA, Attachment, Version

FITS = "fits"
ANOTHER_CAME = "another-came-in-its-place"
NOT_HERE = "not-here"


@dataclass(frozen=True)
class UnderCaption:
    """What a reader says of an attachment."""

    media_id: str
    sha256: str
    """As the interview names it; "" where it was written before hashes were."""
    standing: str
    """FITS, ANOTHER_CAME or NOT_HERE."""
    covered: bool = True
    """False of a file in a sealed interview whose seal does not cover its bytes."""

    @property
    def may_be_shown(self) -> bool:
        """Whether it is shown, printed, counted and passed on as a file of the interview."""
        return self.standing == FITS


def standing(attachment: Attachment, named: Mapping[str, Collection[str]]) -> str:
    """Whether an original that the id names is the one that the interview means.

    named: media id to the SHA-256 of each original that it names here. Whatever else lies here
    under the attachment's hash does not stand in.
    """
    originals = named.get(attachment.media_id)
    if not originals:
        return NOT_HERE
    fits = not attachment.sha256 or attachment.sha256 in originals
    return FITS if fits else ANOTHER_CAME


def under_captions(
    interview: Version, named: Mapping[str, Collection[str]]
) -> tuple[UnderCaption, ...]:
    """The files of an interview version, in its order."""
    return tuple(
        UnderCaption(
            each.media_id,
            each.sha256,
            standing(each, named),
            covered=bool(each.sha256) or not interview.sealed,
        )
        for each in interview.files
    )


def names_here(
    originals: Mapping[str, str], described: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Media id to the SHA-256 of each original that it names here: that which came under it, and
    that of which the id's owner says so (receiving, Which file stands under a caption).

    described: what the owners' newest versions of media records say.
    """
    here = frozenset(originals.values())
    named = {id_: frozenset({sha256}) for id_, sha256 in originals.items()}
    for id_, sha256 in described:
        if sha256 in here:
            named[id_] = named.get(id_, frozenset()) | {sha256}
    return named


def says_its_owner(media_id: str, versions: Iterable[Version]) -> tuple[str, str] | None:
    """The id and the SHA-256 that its owner's newest version says, if any can be read."""
    theirs = [
        each
        for each in versions
        if each.described is not None and owned.is_of(media_id, MEDIA, each.author)
    ]
    newest = max(theirs, key=Version.age, default=None)
    said = None if newest is None else newest.described
    return None if said is None else (media_id, said.sha256)


def named_by_its_owner(
    media_id: str, shown: Iterable[Version], owner: str | None = None
) -> frozenset[str]:
    """The SHA-256 that interviews name for an id, by whose id it is (receiving, originals, 3): by
    the interview's id, or the author of what is shown.

    shown: versions of interviews that are shown here. owner: who made the media id, as far as
    that is known. What anybody else names keeps no file out, nor does "".
    """
    return frozenset(
        each.sha256
        for version in shown
        if version.kind == INTERVIEW
        and (
            owned.is_of(media_id, MEDIA, version.author)
            or (owner is not None and owned.is_of(version.record_id, INTERVIEW, owner))
        )
        for each in version.files
        if each.media_id == media_id and each.sha256
    )


def rests_on(media_id: str, held: Iterable[Version]) -> frozenset[str]:
    """Every interview that names the id, whatever hash stands beside it: each of them is asked
    whether the original may leave."""
    return frozenset(
        version.record_id
        for version in held
        if version.kind == INTERVIEW and any(f.media_id == media_id for f in version.files)
    )
