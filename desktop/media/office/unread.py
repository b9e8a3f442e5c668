"""What of a package no reader took: more text is told behind, and where there may be more still,
that is said. Protected names are looked for in all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from desktop.media.office.addresses import readable
from desktop.media.office.events import Is
from desktop.media.office.packed import Package
from desktop.media.office.told import Told
from desktop.model.file_text import Part

_TOLD: Final = re.compile(
    r"charts/chart[^/]*|diagrams/data[^/]*|customXml/item\d*|glossary/document|drawings/[^/]*"
    r"|Object [^/]*/content"
)
"""Parts of which the words are told without more: charts, SmartArt, what a template asked for."""
_BEHIND: Final = re.compile(r"(?:slideMasters|notesMasters|handoutMasters|slideLayouts)/[^/]+$")
"""Parts that stand behind every slide: what is written there is told apart, each line once."""
_DULL: Final = re.compile(
    r"(?:^|/)(?:\[Content_Types\]|styles?\w*|settings|fontTable|webSettings|numbering|calcChain"
    r"|presProps|viewProps|tableStyles|meta|manifest|people|person|comments(?:Extended|Ids"
    r"|Extensible)|metadata|core|app|custom|itemProps\d*|table\d+|theme\w*"
    r"|themeOverride\d*|(?:layout|quickStyle"
    r"|drawing|colors?|tag|ctrlProp)\d*|revisionInfo|LabelInfo|sheetMetadata|documentinfo|current)\.xml$"
    r"|\.(?:rels|rdf|png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg|svm|odttf|fntdata|vml)$"
    r"|printerSettings\d*\.bin$|^mimetype$|^layout-cache$|(?:^|/)Configurations2/|^ObjectReplacements/|/$",
    re.IGNORECASE,
)
"""Members in which nobody writes."""
_WITHIN_A_LINE: Final = ("t", "r", "fld", "rPr", "br", "endParaRPr", "span", "a", "s")


def tell_unread(package: Package, told: Told) -> bool:
    """Tell the words of what no reader took, and where links lead; whether more is left."""
    left = False
    told.begin(Part.TEXT)
    for name in package.unread():
        if name.endswith(".xml") and _TOLD.search(name.removesuffix(".xml")):
            _words(package, name, told.line)
        elif name.endswith(".xml") and _BEHIND.search(name):
            _words(package, name, told.behind)
        elif not _DULL.search(name):
            left = True
    for target in dict.fromkeys(_links(package)):
        told.line(target)
    return left


def _words(package: Package, name: str, tell: Callable[[str], None]) -> None:
    line: list[str] = []
    for event in package.events(name):
        if event.what is Is.TEXT:
            line.append(event.name)
        elif event.what is Is.END and event.name not in _WITHIN_A_LINE:
            tell("".join(line))
            line = []


def _links(package: Package) -> list[str]:
    """The addresses that links lead to, as a person reads them."""
    return [
        readable(relation.target)
        for name in list(package.names())
        if name.endswith(".rels")
        for relation in package.relations_in(name)
        if relation.outside and relation.kind == "hyperlink"
    ]
