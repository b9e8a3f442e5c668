"""An XML part of a package as a run of events, a piece at a time: nothing of its size is held.

A document type is refused, and with it every entity, so that nothing grows (``billion laughs``) and
nothing outside is named. Names come without their namespace; attributes of relationships keep
``r:``, because an element may have an ``id`` of its own beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final, NamedTuple
from xml.parsers import expat

from desktop.media.office.bounds import DEEPEST, Budget, Enough, NotReadable

_BETWEEN: Final = "\x1f"
_RELATIONS: Final = "/relationships"
_AT_ONCE: Final = 1 << 16


class Is(Enum):
    """What happened."""

    START = "start"
    END = "end"
    TEXT = "text"


class Event(NamedTuple):
    """``name``: of the element; of text, the text itself."""

    what: Is
    name: str
    attributes: Mapping[str, str]


_NONE: Final[Mapping[str, str]] = {}


class DocumentType(NotReadable):
    """It brings a document type of its own, which may be of a whole file."""


class _Parser:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self._deep = 0
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.buffer_size = _AT_ONCE
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refused
        self._parser = parser

    def feed(self, data: bytes, *, final: bool) -> Iterator[Event]:
        """What stands in it, also before the place where it breaks off."""
        broken: Exception | None = None
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            broken = NotReadable(str(error))
        except (Enough, NotReadable) as error:
            broken = error
        found, self.events = self.events, []
        yield from found
        if broken is not None:
            raise broken

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._deep += 1
        if self._deep > DEEPEST:
            raise Enough
        said = {_attribute(key): value for key, value in attributes.items()}
        self.events.append(Event(Is.START, _local(name), said))

    def _end(self, name: str) -> None:
        self._deep -= 1
        self.events.append(Event(Is.END, _local(name), _NONE))

    def _text(self, text: str) -> None:
        self.events.append(Event(Is.TEXT, text, _NONE))

    def _refused(self, *_: object) -> None:
        raise DocumentType


def events(pieces: Iterator[bytes], budget: Budget) -> Iterator[Event]:
    """The events of one part; ``NotReadable`` where it is no XML, or has a document type."""
    parser = _Parser()
    for piece in pieces:
        for event in parser.feed(piece, final=False):
            budget.step()
            yield event
    for event in parser.feed(b"", final=True):
        budget.step()
        yield event


def _local(name: str) -> str:
    return name.rsplit(_BETWEEN, 1)[-1]


def _attribute(name: str) -> str:
    space, _between, local = name.rpartition(_BETWEEN)
    return f"r:{local}" if space.endswith(_RELATIONS) else local
