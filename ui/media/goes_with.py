"""Saying by hand to which file another one belongs, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_size
from desktop.i18n import _
from desktop.model.companion import Companion
from desktop.model.media import Media
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph
from ui.widgets.lists.chooser import Chooser
from ui.widgets.lists.paged_list import Counted, ListTexts
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


@dataclass(frozen=True, slots=True)
class OtherFiles:
    """The files but one in whose names something stands."""

    media_id: str
    text: str

    @property
    def filtered(self) -> bool:
        """Whether it may hide files that are there."""
        return bool(self.text)

    def count(self, vault: Vault) -> Counted:
        """How many there are."""
        return Counted(vault.companions.count_others(self.media_id, self.text))

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        found = vault.companions.others(self.media_id, self.text, offset, limit)
        return [_row(vault, media) for media in found]


def _row(vault: Vault, media: Media) -> Row:
    codes = joined(*vault.media.attached_in(media.id))
    return Row(
        key=media.id,
        title=media.original_name,
        detail=joined(media.captured_at, format_size(media.size)),
        aside=codes,
    )


class FileChooser(Chooser):
    """``value`` is the id of the file that is marked."""

    def __init__(self, worker: VaultWorker, media_id: str) -> None:
        texts = ListTexts(
            name=_("Files"),
            none_fits=_("No files match."),
            typed=_("A part of its name"),
            filter=_("Find a file by its name"),
        )
        super().__init__(worker, texts, rows=5)
        self._media_id = media_id

    def listing(self) -> OtherFiles:
        """The files that the field asks for."""
        return OtherFiles(self._media_id, self.search.text().strip())


@dataclass(frozen=True, slots=True)
class Asked:
    """A file as it is asked about. ``sought``: what stands in the field first."""

    media: Media
    sought: str


def read_asked(vault: Vault, media_id: str) -> Asked:
    """With the beginning of its name, where another file is called so; ``NoSuchRecord``."""
    media = vault.media.get(media_id)
    stem = media.original_name.partition(".")[0]
    return Asked(media, stem if vault.companions.count_others(media.id, stem) else "")


class GoesWithDialog(FormDialog):
    """``chosen(id)``: the file belongs to that one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext, asked: Asked) -> None:
        super().__init__(parent, context.worker, _("Belongs to another file"))
        media = asked.media
        self.files = FileChooser(context.worker, media.id)
        self.files.chose.connect(self.check)
        self.join_button = primary_button(_("It belongs to this file"), self._choose)
        told = paragraph(
            _(
                "To which picture or film does {name} belong? Both stay as they are. From now on "
                "it is sent only where the other may be sent, too."
            ).format(name=media.original_name)
        )
        self.lay_out(told, self.files, action=self.join_button)
        self.files.search.setText(asked.sought)
        self.files.read()
        self.files.search.setFocus()

    def ready(self) -> bool:
        """A file is marked."""
        return bool(self.files.value)

    def _choose(self) -> None:
        self.chosen.emit(self.files.value)
        self.accept()


class Joining(QObject):
    """Joins and parts files beside the one on the screen; ``done`` when that is in the vault. What
    was said is told in the banner, where it can be taken back."""

    done = Signal()

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner

    def ask(self, media_id: str) -> None:
        """Let somebody say to which file this one belongs."""
        self._context.worker.run(
            lambda vault: read_asked(vault, media_id), self._show, self._say, self._page
        )

    def part(self, media_id: str) -> None:
        """This file belongs to no other."""
        self._change(media_id, "")

    def _show(self, asked: Asked) -> None:
        dialog = GoesWithDialog(self._page, self._context, asked)
        dialog.chosen.connect(partial(self._change, asked.media.id))
        dialog.open()

    def _change(self, media_id: str, other: str) -> None:
        self._context.worker.run(
            lambda vault: change(vault, media_id, other), self._told, self._say, self._page
        )

    def _told(self, changed: Changed) -> None:
        self.done.emit()
        said = _("{name} belongs to {other}") if changed.other else _("{name} belongs to no other")
        names = {"name": changed.media.original_name, "other": changed.other}
        self._banner.say(Tone.INFO, said.format(**names))
        self._banner.offer(_("Undo"), lambda: self._take_back(changed))

    def _take_back(self, changed: Changed) -> None:
        self._banner.clear()
        self._context.worker.run(
            lambda vault: vault.companions.put_back(changed.media.id, changed.before),
            lambda _none: self.done.emit(),
            self._say,
            self._page,
        )

    def _say(self, error: SkryniaError) -> None:
        say_error(self._banner, error)


@dataclass(frozen=True, slots=True)
class Changed:
    """What was said of a file: the name of the ``other``, or "" for none; and ``before``."""

    media: Media
    other: str
    before: tuple[Companion, ...]


def change(vault: Vault, media_id: str, other: str) -> Changed:
    """Say to which file one belongs, or to none; ``WrongCompanion``."""
    before = vault.companions.said_of(media_id)
    vault.companions.say(media_id, other)
    main = vault.companions.goes_with(media_id)
    return Changed(vault.media.get(media_id), main.original_name if main else "", before)
