"""Whether a file that is here is the one that an interview names: by its id and by its bytes.

An interview that is signed or sealed says of each of its files an id and the SHA-256 of the
original. Whoever shows, prints, sends or counts a file under its caption asks here: an id alone
says nothing of the bytes, because another file may have come under it, and a hash alone says
nothing of whose the file is.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from desktop.model.interview import INTERVIEW_KIND, State
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.owned_id import Owned, belongs_to


class Held(Enum):
    """What is here under the id that an interview names."""

    SAME = "same"
    ANOTHER = "another"
    AWAY = "away"


def held_as(attachment: Attachment, found: Media | None) -> Held:
    """What the file that is here under ``attachment.media_id`` is to the interview."""
    if found is None:
        return Held.AWAY
    return Held.SAME if is_named(attachment.sha256, found.sha256) else Held.ANOTHER


def under_caption(attachment: Attachment, found: Media | None) -> Media | None:
    """The same file where it may stand under the caption; None where it is another or not here."""
    return found if held_as(attachment, found) is Held.SAME else None


def is_named(sha256: str, held: str) -> bool:
    """Whether the bytes with the hash ``held`` are those that an interview names. One that was
    written before hashes were names its files by their ids alone."""
    return sha256 in ("", held)


def leaves_bytes_open(attachment: Attachment, state: State) -> bool:
    """Whether a sealed interview does not say which bytes a file has: it was sealed before hashes
    were, or while the file was not here."""
    return state is State.SEALED and not attachment.sha256


class Naming(NamedTuple):
    """What an interview that is shown names for the id of a file, and who wrote it so: "" where
    no version of it was cut yet."""

    sha256: str
    interview_id: str
    author: str


def may_come(
    media_id: str, sha256: str, described_by: Iterable[str], named: Iterable[Naming]
) -> bool:
    """Whether these bytes may come to be here under an id: not where an interview of whose id it
    is, whoever edited it here since, or one that they wrote, names others. What anybody else
    names keeps nobody's file out.

    ``described_by``: the authors of the versions of the file's record. An interview that was
    edited here is written by a person here, and its owner is known by them.
    """
    known, owned = list(named), Owned(media_id, MEDIA_KIND)
    owner = next(filter(owned.is_by, (*described_by, *(each.author for each in known))), None)
    if owner is None:
        return True
    own = {each.sha256 for each in known if _speaks_for(each, owner)}
    return not own or sha256 in own


def _speaks_for(each: Naming, owner: str) -> bool:
    return each.author == owner or belongs_to(each.interview_id, owner, INTERVIEW_KIND)
