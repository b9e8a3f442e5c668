"""A real room for tests of the shell: one plain note, kept in the vault."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QLineEdit

from desktop.errors import DiskFull, SkryniaError
from desktop.model.person import Person
from desktop.vault import Vault
from ui.shell.room import PEOPLE, Location, Page, Room, RoomContext
from ui.widgets.layouts import column


class NotePage(Page):
    """Writes what is typed into the code of one person; it saves only when it is told to."""

    def __init__(self, context: RoomContext, notebook: Notebook) -> None:
        super().__init__()
        self.context = context
        self.notebook = notebook
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Note")
        self.setLayout(column(self.edit))
        self.edit.textEdited.connect(lambda _text: self._touched())
        self._dirty = False
        self._on_its_way = 0
        self._location: Location = {}
        context.drafts.register(self, self)

    def _touched(self) -> None:
        self._dirty = True
        self.context.state_bar.saving(self)

    def save_now(self) -> None:
        if not self._dirty:
            return
        self._dirty = False
        self._on_its_way += 1
        text = self.edit.text()

        def write(vault: Vault) -> None:
            if self.notebook.disk_is_full:
                raise DiskFull("no space left on device")
            person = vault.people.all()[0] if vault.people.all() else vault.people.new("", ())
            vault.people.save(replace(person, code=text))

        self.context.worker.run(write, lambda _none: self._saved(), self._failed, self)

    def unsaved(self) -> bool:
        return self._dirty or self._on_its_way > 0

    def go(self, location: Location) -> None:
        self._location = location

    def location(self) -> Location:
        return self._location

    def _saved(self) -> None:
        self._on_its_way -= 1

    def _failed(self, error: SkryniaError) -> None:
        self._on_its_way -= 1
        self._dirty = True
        self.context.state_bar.not_saved(self, error)


@dataclass
class Notebook:
    """Makes the room, remembers its pages, and can let the disk be full."""

    pages: list[NotePage] = field(default_factory=list)
    disk_is_full: bool = False

    def room(self) -> Room:
        return Room(
            PEOPLE, "People", "people", self._make, count=_count, shows="person", finds=("person",)
        )

    @property
    def page(self) -> NotePage:
        """The page made last."""
        return self.pages[-1]

    def _make(self, context: RoomContext) -> Page:
        self.pages.append(NotePage(context, self))
        return self.pages[-1]


def notebook() -> Notebook:
    """A fresh one."""
    return Notebook()


def _count(vault: Vault) -> int:
    return len(vault.people.all())


def stored(vault: Vault) -> list[Person]:
    """What the vault holds of the note."""
    return vault.people.all()
