"""Steps: each kind of way to unlock a vault, as a person adds it and unlocks by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdf

from desktop.i18n import N_, _
from tests.walk import file_dialog
from tests.walk.patience import wait_for
from tests.walk.person import ENTRIES, Person

THEIRS: Final = "ліпа вецер сталы бераг"
_PART: Final = re.compile(r"(\d+): ([\w ]+)")
_OTHER: Final = "Алесь"
_SHARES, _NEEDED, _WORDS, _GROUPS = 3, 2, 33, 8

Enter = Callable[[Person], None]
"""Fills in, where the way is chosen, what opens the vault; its last key sends it off."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``title``: in the dialog that adds one; ``row``: what it is called in the list; ``offered``:
    among the other ways to unlock; ``whose``: in the list beside it. ``add(person, passphrase,
    folder)`` fills in what is asked until the vault opens by it, and says how. ``recovers``: a new
    passphrase is asked for afterwards."""

    title: str
    row: str
    offered: str
    add: Callable[[Person, str, Path], Enter]
    recovers: bool = False
    whose: str = ""


def _sheet(person: Person, passphrase: str, folder: Path) -> Enter:
    person.fill_secret(_("Passphrase now"), passphrase)
    person.press(_("Show the code"))
    return copy_sheet(person, folder)


def copy_sheet(person: Person, folder: Path) -> Enter:
    """Copied from the screen, compared with the page that is saved, and asked back."""
    groups = _shown(person, _GROUPS)
    said = _saved(person, folder / "sheet.pdf")[0]
    person.check(all(_spelt(said, group) for group in groups), "the page says what the screen does")
    person.press(_("I have it on paper"))
    label = _("Group {number} on your paper")
    asked = {label.format(number=at): part for at, part in enumerate(groups, 1)}
    person.check(_fill_asked(person, asked) == 2, "two groups are asked back")
    person.keep("asked-back")
    person.press(_("Add the recovery sheet"))

    def enter(person: Person) -> None:
        code = " ".join(group.replace(" ", "") for group in groups)
        person.fill(_("Code of the recovery sheet"), code)
        person.hands.press("Return")

    return enter


def _shares(person: Person, passphrase: str, folder: Path) -> Enter:
    person.fill_secret(_("Passphrase now"), passphrase)
    person.fill(_("Kept by"), "тры сябры")
    person.press(_("Show the shares"))
    pages = []
    for number in range(1, _SHARES + 1):
        title = _("Share {number} of {of}; any {needed} of them open the vault.")
        person.reads(title.format(number=number, of=_SHARES, needed=_NEEDED))
        pages.append(_shown(person, _WORDS))
        if number == 1:
            saved = _saved(person, folder / "shares.pdf")
        person.press(_("I have it on paper"))
    for page, said in zip(pages, saved, strict=True):
        person.check(all(word in said for word in page), "each page says what the screen does")
    label = _("Share {number}, word {word}")
    asked = {
        label.format(number=number, word=at): word
        for number, page in enumerate(pages, 1)
        for at, word in enumerate(page, 1)
    }
    person.check(_fill_asked(person, asked) == _SHARES, "a word of each share is asked back")
    person.press(_("Add the recovery shares"))

    def enter(person: Person) -> None:
        for page in pages[:_NEEDED]:
            person.fill(_("Words of a recovery share"), " ".join(page))
            person.hands.press("Return")

    return enter


def _passphrase(person: Person, passphrase: str, _folder: Path) -> Enter:
    person.fill_secret(_("Passphrase now"), passphrase)
    person.fill(_("Whose it is"), _OTHER)
    person.fill_secret(_("Their passphrase"), THEIRS)
    person.fill_secret(_("Their passphrase once more"), THEIRS)
    person.keep("their-passphrase")
    person.press(_("Add the passphrase"))
    return _typing(THEIRS)


def _beside(person: Person, passphrase: str, folder: Path) -> Enter:
    file = folder / "holiday.txt"
    person.fill_secret(_("Passphrase now"), passphrase)
    _do_without(person)
    person.keep("key-file-beside")
    person.press(_("Save the key file…"))
    file_dialog.answer(person, file)

    def enter(person: Person) -> None:
        _choose_file(person, file)
        _typing(passphrase)(person)

    return enter


def _alone(person: Person, passphrase: str, folder: Path) -> Enter:
    file = folder / "office.txt"
    person.fill_secret(_("Passphrase now"), passphrase)
    person.fill(_("Where it is kept"), "у сейфе")
    person.keep("key-file-alone")
    person.press(_("Save the key file…"))
    file_dialog.answer(person, file)

    def enter(person: Person) -> None:
        _choose_file(person, file)

    return enter


def _hardware(person: Person, passphrase: str, _folder: Path) -> Enter:
    person.fill_secret(_("Passphrase now"), passphrase)
    _do_without(person)
    person.keep("hardware-key")
    person.press(_("Use the hardware key"))
    return _typing(passphrase)


SHEET: Final = Kind(
    N_("Recovery sheet"), N_("recovery sheet"), N_("Recovery sheet"), _sheet, recovers=True
)
SHARES: Final = Kind(
    N_("Recovery shares"), N_("recovery shares"), N_("Recovery shares"), _shares, recovers=True
)
PASSPHRASE: Final = Kind(
    N_("Passphrase of another person"),
    N_("passphrase"),
    N_("Passphrase"),
    _passphrase,
    whose=_OTHER,
)
BESIDE: Final = Kind(
    N_("Key file beside the passphrase"),
    N_("passphrase and key file"),
    N_("Passphrase and key file"),
    _beside,
)
HARDWARE: Final = Kind(
    N_("Hardware key beside the passphrase"),
    N_("passphrase and hardware key"),
    N_("Passphrase and hardware key"),
    _hardware,
)
ALONE: Final = Kind(
    N_("Key file alone"),
    N_("key file alone, for receiving without a person"),
    N_("Key file alone"),
    _alone,
)


def _typing(passphrase: str) -> Enter:
    def enter(person: Person) -> None:
        person.fill_secret(_("Passphrase"), passphrase)
        person.hands.press("Return")

    return enter


def _do_without(person: Person) -> None:
    """Nothing else opens this vault, knowingly."""
    person.reads(_("Nothing else would open this vault."))
    person.press(_("If it is lost, this vault is lost. I want it so."))


def _choose_file(person: Person, file: Path) -> None:
    person.press(_("Choose the key file…"))
    file_dialog.answer(person, file)


def _shown(person: Person, count: int) -> list[str]:
    """The parts on the screen in their order, as a reader says them."""

    def seen() -> list[str] | None:
        found = (_PART.fullmatch(node.name) for node in person.look().walk())
        parts = {int(each[1]): each[2] for each in found if each}
        whole = sorted(parts) == list(range(1, count + 1))
        return [parts[at] for at in sorted(parts)] if whole else None

    return wait_for(seen, f"{count} parts")


def _fill_asked(person: Person, parts: Mapping[str, str]) -> int:
    """Fill in those of the parts that are asked for by these labels; how many."""
    asked = wait_for(lambda: _asked(person, parts) or None, "parts to be asked back")
    for label in asked:
        person.fill(label, parts[label].replace(" ", ""))
    return len(asked)


def _asked(person: Person, parts: Mapping[str, str]) -> list[str]:
    return [
        node.name for node in person.look().walk() if node.role in ENTRIES and node.name in parts
    ]


def _saved(person: Person, path: Path) -> list[str]:
    """Save the pages as PDF; what each of them says."""
    person.press(_("Save as PDF…"))
    file_dialog.answer(person, path)
    person.reads(_("Saved as {name}.").format(name=path.name))
    person.keep("saved")
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def _spelt(said: str, group: str) -> bool:
    return group.replace(" ", "") in said.replace(" ", "")
