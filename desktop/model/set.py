"""Sets: files that belong together, in an order, as the folder they came in or as somebody laid
them side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Final, NamedTuple

from desktop.model.ids import new_id
from desktop.model.values.bounds import Line, Many, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import FileTime, Id
from desktop.model.version import RecordKind

SET_KIND: Final = RecordKind("set")


@dataclass(frozen=True, slots=True)
class SetFile:
    """A file in a set. ``name``: with the folders inside of the set, "/" between them, as it came,
    or "" where it was put in later; ``modified_at``: when the medium it came on said that it was
    changed (RFC 3339, or ``@`` and seconds from 1970), or ""."""

    id: Id
    media_id: Id
    name: Line = ""
    modified_at: FileTime = ""


class InFolder(NamedTuple):
    """A file as it lies in a folder. ``modified_at``: as of :class:`SetFile`; ``size``: in
    bytes."""

    modified_at: str
    size: int


@dataclass(frozen=True, slots=True)
class FileSet:
    """Files in their order. The same file may stand there twice, under two names."""

    id: Id
    created_at: Moment
    name: Line = ""
    note: Text = ""
    files: Annotated[tuple[SetFile, ...], Many] = ()

    @property
    def media_ids(self) -> tuple[str, ...]:
        """Its files in order, each once."""
        return tuple(dict.fromkeys(each.media_id for each in self.files))


def with_files(files: FileSet, media_ids: Iterable[str]) -> FileSet:
    """The set with these behind the others, each that is not in it yet."""
    here = set(files.media_ids)
    new = (each for each in dict.fromkeys(media_ids) if each not in here)
    return replace(files, files=(*files.files, *(SetFile(new_id(), each) for each in new)))


def without_files(files: FileSet, media_ids: Collection[str]) -> FileSet:
    """The set without these, under whatever name they stand there."""
    left = tuple(each for each in files.files if each.media_id not in media_ids)
    return replace(files, files=left)


def in_order(files: FileSet, media_ids: Iterable[str]) -> FileSet:
    """The set with these first, in this order, and the others behind as they are."""
    first = list(dict.fromkeys(media_ids))
    place = {each: number for number, each in enumerate(first)}
    moved = sorted(files.files, key=lambda each: place.get(each.media_id, len(first)))
    return replace(files, files=tuple(moved))


def moved(files: FileSet, media_id: str, by: int) -> FileSet:
    """The set with a file so many places further on, as far as there are any."""
    order = list(files.media_ids)
    if media_id not in order:
        return files
    at = order.index(media_id)
    order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
    return in_order(files, order)
