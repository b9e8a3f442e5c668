"""Going through an XML part: what is done at each element stands in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.media.office.events import Is
from desktop.media.office.packed import Package, Relation
from desktop.media.office.pictures import Pictures
from desktop.media.office.rows import Rows
from desktop.media.office.told import Told

Attributes = Mapping[str, str]
_TWICE: Final = "Fallback"
"""What stands in it is the same once more, for older programs (ECMA-376 part 3, section 7.6)."""


class Walker:
    """``starts``, ``ends``: by the name of an element. ``within``: those that are open."""

    def __init__(self) -> None:
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self.within: list[str] = []

    def walk(self, package: Package, member: str) -> None:
        """Go through one member."""
        for event in package.events(member):
            if event.what is Is.TEXT:
                self.text(event.name)
            elif event.what is Is.START:
                self.within.append(event.name)
                act = self.starts.get(event.name)
                if act is not None and self.takes():
                    act(event.attributes)
            else:
                done = self.ends.get(event.name)
                if done is not None and self.takes():
                    done()
                if self.within:
                    self.within.pop()

    def takes(self) -> bool:
        """Whether what stands here counts."""
        return True

    def text(self, words: str) -> None:
        """Words between two elements."""


class Story(Walker):
    """Paragraphs, tables and pictures, as Word and PowerPoint write them."""

    def __init__(
        self, package: Package, relations: Mapping[str, Relation], pictures: Pictures, told: Told
    ) -> None:
        super().__init__()
        self.package, self.relations = package, relations
        self.pictures, self.told = pictures, told
        self.rows = Rows(told)
        self.words = False
        self._described = ""
        rows = self.rows
        self.starts = {
            "t": lambda _said: self._take(True),
            "p": lambda _said: rows.begin_paragraph(),
            "tr": lambda _said: rows.begin_row(),
            "tc": lambda _said: rows.begin_cell(),
            "br": lambda _said: rows.say("\n"),
            "blip": lambda said: self.picture(said.get("r:embed", "")),
        }
        self.ends = {
            "t": lambda: self._take(False),
            "p": rows.end_paragraph,
            "tr": rows.end_row,
            "tc": rows.end_cell,
        }

    def tell(self, member: str) -> None:
        """Say what stands in this member."""
        self.walk(self.package, member)

    def takes(self) -> bool:
        return _TWICE not in self.within

    def text(self, words: str) -> None:
        if self.words and self.takes():
            self.rows.say(words)

    def describe(self, said: Attributes) -> None:
        """What somebody wrote to describe the picture that comes."""
        self._described = said.get("descr", "") or said.get("title", "")

    def picture(self, relation_id: str) -> None:
        """A picture, by what the member calls it."""
        relation = self.relations.get(relation_id)
        if relation is not None and not relation.outside:
            number = self.pictures.number(relation.target)
            if number:
                self.told.picture(number, self._described)
        self._described = ""

    def _take(self, on: bool) -> None:
        self.words = on
