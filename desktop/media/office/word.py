"""Word documents (ECMA-376 part 1, section 17): text, then headers, footers, notes, comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from desktop.media.office.packed import Package, Relation
from desktop.media.office.pictures import Pictures
from desktop.media.office.told import Told
from desktop.media.office.walker import Attributes, Story
from desktop.model.file_text import DELETED, INSERTED, Part

_BESIDE: Final = (
    ("header", Part.HEADER), ("footer", Part.FOOTER), ("footnotes", Part.FOOTNOTES),
    ("endnotes", Part.FOOTNOTES),
)  # fmt: skip
_SIGNS: Final = {"cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "sym": "•"}
_CHANGED: Final = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
_COUNTED: Final = {"ins": "Insertions", "del": "Deletions", "moveTo": "Moved"}
_IN_PROPERTIES: Final = ("rPr", "trPr", "tcPr", "pPr", "numPr")
"""Where a mark of a change says that a line or a row was changed, and no words stand."""
_INSTRUCTIONS: Final = ("instrText", "delInstrText")
_OFF: Final = ("0", "false", "none")


def read(package: Package, main: str, pictures: Pictures, told: Told) -> None:
    """Everything that is written in it, in the order of reading."""
    relations = package.relations(main)
    told.begin(Part.TEXT)
    _Text(package, relations, pictures, told).tell(main)
    for kind, part in _BESIDE:
        for name in dict.fromkeys(_members(relations, kind)):
            told.begin(part)
            _Text(package, package.relations(name), pictures, told).tell(name)
    for name in _members(relations, "comments"):
        _Text(package, package.relations(name), pictures, told).tell(name)


def _members(relations: Mapping[str, Relation], kind: str) -> list[str]:
    return [each.target for each in relations.values() if each.kind == kind and not each.outside]


class _Text(Story):
    """One part, with what was changed in it and by whom."""

    def __init__(
        self, package: Package, relations: Mapping[str, Relation], pictures: Pictures, told: Told
    ) -> None:
        super().__init__(package, relations, pictures, told)
        self.starts |= {
            "delText": self.starts["t"],
            "tab": lambda _said: self._tab(),
            "comment": self._comment,
            "vanish": self._hidden,
            "docPr": self.describe,
            "imagedata": self._older_picture,
        }
        self.ends["delText"] = self.ends["t"]
        self._instruction: list[str] = []
        self.starts["fldChar"] = lambda _said: self._end_instruction()
        self.starts["fldSimple"] = lambda said: told.behind(said.get("instr", ""))
        for name, sign in _SIGNS.items():
            self.starts[name] = partial(self._sign, sign)
        for name, (opens, closes) in _CHANGED.items():
            self.starts[name] = partial(self._changed, _COUNTED.get(name, ""), opens)
            self.ends[name] = partial(self._mark, closes)

    def text(self, words: str) -> None:
        if self.within and self.within[-1] in _INSTRUCTIONS:
            self._instruction.append(words)
        else:
            super().text(words)

    def tell(self, member: str) -> None:
        super().tell(member)
        self._end_instruction()

    def _end_instruction(self) -> None:
        """What was gathered between two signs of a field: runs may cut it anywhere."""
        self.told.behind("".join(self._instruction))
        self._instruction.clear()

    def _sign(self, sign: str, _said: Attributes) -> None:
        self.rows.say(sign)

    def _tab(self) -> None:
        if "tabs" not in self.within:
            self.rows.say("\t")

    def _comment(self, said: Attributes) -> None:
        who = said.get("author", "")
        self.told.begin(Part.COMMENT, ", ".join(filter(None, (who, said.get("date", "")))))
        self.told.count("Comments", who)

    def _hidden(self, said: Attributes) -> None:
        if said.get("val", "1") not in _OFF:
            self.told.count("HiddenText")

    def _older_picture(self, said: Attributes) -> None:
        self.describe(said)
        self.picture(said.get("r:id", ""))

    def _changed(self, counted: str, sign: str, said: Attributes) -> None:
        if counted:
            self.told.count(counted, said.get("author", ""))
        self._mark(sign)

    def _mark(self, sign: str) -> None:
        if not any(each in self.within for each in _IN_PROPERTIES):
            self.rows.say(sign)
