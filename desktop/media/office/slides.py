"""PowerPoint presentations (ECMA-376 part 1, section 19): slides in order, notes and comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.media.office.events import Is
from desktop.media.office.packed import Package, Relation
from desktop.media.office.pictures import Pictures
from desktop.media.office.told import Told
from desktop.media.office.walker import Attributes, Story
from desktop.model.file_text import Part

_FIELDS: Final = ("sldNum", "dt", "hdr", "ftr", "sldImg")
"""Placeholders that every page has and nobody wrote."""


def read(package: Package, main: str, pictures: Pictures, told: Told) -> None:
    """Each slide as it is shown, from the first to the last, with what is written beside it."""
    relations = package.relations(main)
    authors = _authors(package, relations)
    order = [
        event.attributes.get("r:id", "")
        for event in package.events(main)
        if event.what is Is.START and event.name == "sldId"
    ]
    members = [relations[each].target for each in order if each in relations]
    for number, member in enumerate(members, 1):
        told.begin(Part.SLIDE, str(number))
        beside = package.relations(member)
        _Shapes(package, beside, pictures, told).tell(member)
        for relation in beside.values():
            if relation.kind == "notesSlide" and not relation.outside:
                told.begin(Part.NOTES, str(number))
                _Shapes(package, {}, pictures, told).tell(relation.target)
            elif relation.kind == "comments" and not relation.outside:
                _comments(package, relation.target, authors, told)


def _authors(package: Package, relations: Mapping[str, Relation]) -> dict[str, str]:
    return {
        event.attributes.get("id", ""): event.attributes.get("name", "")
        for relation in relations.values()
        if relation.kind in ("commentAuthors", "authors") and not relation.outside
        for event in package.events(relation.target)
        if event.what is Is.START and event.name in ("cmAuthor", "author")
    }


def _comments(package: Package, member: str, authors: Mapping[str, str], told: Told) -> None:
    who, when, words, inside = "", "", list[str](), False
    for event in package.events(member):
        if event.what is Is.START and event.name == "cm":
            said = event.attributes
            who = authors.get(said.get("authorId", ""), "")
            when, words = said.get("dt", "") or said.get("created", ""), []
        elif event.what is Is.TEXT:
            words += [event.name] if inside else []
        elif event.name in ("text", "t"):
            inside = event.what is Is.START
        elif event.name == "cm":
            told.one(Part.COMMENT, ", ".join(filter(None, (who, when))), "".join(words))
            told.count("Comments", who)


class _Shapes(Story):
    """The shapes of one slide or of its notes, in their order; tables by row."""

    def __init__(
        self, package: Package, relations: Mapping[str, Relation], pictures: Pictures, told: Told
    ) -> None:
        super().__init__(package, relations, pictures, told)
        self._nobodys = False
        self.starts |= {
            "sld": self._slide,
            "sp": lambda _said: self._shape(nobodys=False),
            "ph": lambda said: self._shape(nobodys=said.get("type", "") in _FIELDS),
            "cNvPr": self.describe,
        }
        self.ends["sp"] = lambda: self._shape(nobodys=False)

    def text(self, words: str) -> None:
        if not self._nobodys:
            super().text(words)

    def _slide(self, said: Attributes) -> None:
        if said.get("show", "1") in ("0", "false"):
            self.told.count("HiddenSlides")

    def _shape(self, *, nobodys: bool) -> None:
        self._nobodys = nobodys
