"""What an office file says of itself: who, when, with what; by its own words, which anybody can
change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from desktop.media.office.events import Event, Is
from desktop.media.office.packed import Package
from desktop.media.office.told import Told

_CORE: Final = {
    "creator": "Author", "lastModifiedBy": "LastSavedBy", "created": "Created",
    "modified": "Modified", "lastPrinted": "Printed", "revision": "Revision", "title": "Title",
    "subject": "Subject", "description": "Description", "keywords": "Keywords",
    "category": "Category", "language": "Language", "contentStatus": "Status",
}  # fmt: skip
"""ECMA-376 part 2, section 11."""
_EXTENDED: Final = {
    "Company": "Company", "Manager": "Manager", "Application": "Program", "AppVersion": "Version",
    "Template": "Template", "TotalTime": "MinutesEdited",
}  # fmt: skip
"""ECMA-376 part 1, section 22.2."""
_OPEN: Final = {
    "initial-creator": "Author", "creator": "LastSavedBy", "creation-date": "Created",
    "date": "Modified", "print-date": "Printed", "printed-by": "PrintedBy",
    "editing-cycles": "Revision", "title": "Title", "subject": "Subject",
    "description": "Description", "keyword": "Keywords", "generator": "Program",
    "language": "Language", "editing-duration": "TimeEdited",
}  # fmt: skip
"""ISO/IEC 26300-1, section 4.3."""


def of_ooxml(package: Package, told: Told) -> None:
    """The three parts that hold them, wherever the package says they lie."""
    for relation in package.relations("").values():
        if relation.outside:
            continue
        if relation.kind == "core-properties":
            _tell(package.events(relation.target), _CORE, told)
        elif relation.kind == "extended-properties":
            _tell(package.events(relation.target), _EXTENDED, told)
        elif relation.kind == "custom-properties":
            _custom(package.events(relation.target), "property", told)


def of_open_document(package: Package, told: Told) -> None:
    """``meta.xml``."""
    _tell(package.events("meta.xml"), _OPEN, told)
    _custom(package.events("meta.xml"), "user-defined", told)


def _tell(events: Iterable[Event], names: Mapping[str, str], told: Told) -> None:
    for name, text in _elements(events, names):
        told.fact(names[name], text)


def _elements(events: Iterable[Event], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each named element with its text."""
    inside, text = "", ""
    for event in events:
        if event.what is Is.START and event.name in names:
            inside, text = event.name, ""
        elif event.what is Is.TEXT and inside:
            text += event.name
        elif event.what is Is.END and event.name == inside:
            yield inside, text
            inside = ""


def _custom(events: Iterable[Event], element: str, told: Told) -> None:
    """What a person or an office added, under its own name."""
    name, text = "", ""
    for event in events:
        if event.what is Is.START and event.name == element:
            name, text = event.attributes.get("name", ""), ""
        elif event.what is Is.TEXT and name:
            text += event.name
        elif event.what is Is.END and event.name == element and name:
            told.fact(f"Own: {name}", text)
            name = ""
