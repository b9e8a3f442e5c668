"""The package of an office file: a zip, of which named members are read and nothing is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.media.office.bounds import MOST_MEMBERS, Budget, NotReadable
from desktop.media.office.events import Event, Is, events

_AT_ONCE: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_READ: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_PICTURE: Final = 48 << 20
"""Bytes of a picture in a package."""


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind``: the last word of its type, such as ``image``. ``target``: a member of the package,
    or an address elsewhere where ``outside``."""

    kind: str
    target: str
    outside: bool


class Package:
    """One file, opened; ``NotReadable`` where its list of members does not read."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise NotReadable(str(error)) from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise NotReadable("too many members")
        # The first of a name: readers that take the last would show something else.
        self._members: dict[str, zipfile.ZipInfo] = {}
        for each in members:
            self._members.setdefault(each.filename.lstrip("/"), each)
        self._opened: set[str] = set()

    def names(self) -> Iterator[str]:
        """The members in their order."""
        return iter(self._members)

    def unread(self) -> list[str]:
        """The members that nobody opened yet."""
        return [name for name in self._members if name not in self._opened]

    def has(self, name: str) -> bool:
        return name in self._members

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, none where there is no such; ``NotReadable``, ``Enough``."""
        member = self._members.get(name)
        if member is None:
            return
        self._opened.add(name)
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _READ:
            raise NotReadable("packed in a way that is not read")
        try:
            with self._zip.open(member) as opened:
                while piece := opened.read(_AT_ONCE):
                    self.budget.unpacked(len(piece))
                    yield piece
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise NotReadable(str(error)) from None

    def start(self, name: str, size: int) -> bytes:
        """The first bytes of a member."""
        found = b""
        for piece in self.pieces(name):
            found += piece
            if len(found) >= size:
                break
        return found[:size]

    def events(self, name: str) -> Iterator[Event]:
        """The events of an XML member, none where there is no such."""
        if name in self._members:
            yield from events(self.pieces(name), self.budget)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a member refers to, by the names it uses; of "" the package itself."""
        folder, base = posixpath.split(name)
        return dict(self._relations(folder, posixpath.join(folder, "_rels", f"{base}.rels")))

    def relations_in(self, member: str) -> list[Relation]:
        """What a list of relations holds, by the name of the list."""
        return [each for _id, each in self._relations("", member)]

    def _relations(self, folder: str, member: str) -> Iterator[tuple[str, Relation]]:
        for event in self.events(member):
            if event.what is Is.START and event.name == "Relationship":
                said = event.attributes
                outside = said.get("TargetMode", "") == "External"
                target = said.get("Target", "")
                kind = said.get("Type", "").rsplit("/", 1)[-1]
                where = target if outside else _inside(folder, target)
                yield said.get("Id", ""), Relation(kind, where, outside)

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture, None where there is none or it is too large."""
        found = bytearray()
        for piece in self.pieces(name):
            found += piece
            if len(found) > MOST_PICTURE:
                return None
        return bytes(found) or None


def _inside(folder: str, target: str) -> str:
    """A name in the package; what leads out of it names nothing there."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    found = posixpath.normpath(posixpath.join(folder, target))
    return "" if found.startswith("..") else found
