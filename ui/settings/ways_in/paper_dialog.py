"""A way to unlock on paper is made: shown, copied, asked back, and only then it opens the vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.unlocking.code_shown import Asked, AskedBack, CodeShown
from ui.unlocking.entered import Entered
from ui.widgets.buttons import bare_button, primary_button, quiet_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.crypto.slots.making import Make
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


@dataclass(frozen=True, slots=True)
class Paper:
    """``pages``: what stands on each, in parts, with what is said above it; so many parts
    ``across``, or ``down`` columns. ``asked()``: the parts that are asked back. ``save(vault, path,
    language)`` writes the PDF; ``make``: of the slot."""

    pages: Sequence[tuple[str, Sequence[str]]] = field(repr=False)
    across: int
    down: bool
    asked: Callable[[], Sequence[Asked]] = field(repr=False)
    save: Callable[[Vault, Path, str], None] = field(repr=False)
    make: Make = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the dialog, translated."""

    title: str
    about: str
    copy: str
    ask: str
    add: str


class _Step(IntEnum):
    ABOUT = 0
    CODE = 1
    ASK = 2


class PaperDialog(WayDialog):
    """``added``: it opens the vault from now on. ``known``: what opens the vault was entered just
    now, for a new one, and is not asked for again. ``more``: what else is chosen before.

    A lock amid it takes the code off the screen and leaves nothing behind: the slot is written once
    parts of it were typed from the paper.
    """

    added = Signal()
    proposes_owner = True
    """Whether who uses the vault is proposed as who keeps the paper."""

    def __init__(
        self, parent: QWidget, context: RoomContext, said: Said,
        known: Entered | None = None, more: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        super().__init__(parent, context, said.title)
        self._said, self._known, self._more = said, known, more
        self._paper: Paper | None = None
        self._step, self._page = _Step.ABOUT, 0
        self.own = self.own_secret()
        self.own.setVisible(known is None)
        self.own.submitted.connect(self._next)
        self.person_field, self.person = line_field(_("Kept by"))
        self.place_field, self.place = line_field(
            _("Where it is kept"), _("Only you see this, inside the vault.")
        )
        self.page_title = paragraph("", "strong")
        self.code = CodeShown()
        self.save_button = quiet_button(_("Save as PDF…"), self._choose, "download")
        self.asked = AskedBack()
        self.asked.edited.connect(self.check)
        self.asked.submitted.connect(self._next)
        self.again_button = bare_button(_("Show the code again"), self._show_again)
        self.next_button = primary_button("", self._next)
        self._parts = (self._about(), self._shown(), self._asked_back())
        back = _("Not now") if known else _("Cancel")
        self.lay_out(*self._parts, self.busy, action=self.next_button, back=back)
        self._go(_Step.ABOUT)
        if self.proposes_owner:
            context.worker.run(lambda vault: vault.identity.name, self._propose, self.refused, self)

    def made(self) -> Paper:
        """What is to be copied, made anew."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Parts are asked for, and a passphrase before."""
        return self._step is not _Step.ASK or self.asked.filled()

    def forget(self) -> None:
        """The code goes from the screen, too."""
        super().forget()
        self._paper = None
        self.code.show_parts(())
        self.asked.clear()

    def save(self, path: Path) -> None:
        """Write the pages; they are not encrypted, which is said."""
        paper, language = self._paper, current_language()
        if paper is not None:
            self.ask_vault(
                lambda vault: paper.save(vault, path, language), lambda _none: self._saved(path)
            )

    # -- the steps --------------------------------------------------------------------------

    def _next(self) -> None:
        if self._step is _Step.ABOUT:
            self._try_own()
        elif self._step is _Step.CODE and self._paper is not None:
            if self._page + 1 < len(self._paper.pages):
                self._page += 1
                self._go(_Step.CODE)
            else:
                self._go(_Step.ASK)
        elif self.asked.filled() and self.asked.fits():
            self._add()

    def _try_own(self) -> None:
        """Before anything is copied by hand: a passphrase that does not fit is said first."""
        entered = self._known or self.own.entered()
        if entered is None:
            return
        if self._known:
            self._show_code()
            return
        self.do(
            self.unlocking_told(),
            lambda vault: vault.check_secret(entered.read()),
            lambda _none: self._show_code(),
        )

    def _show_code(self) -> None:
        self.end()
        self._paper = self.made()
        self._page = 0
        self._go(_Step.CODE)

    def _show_again(self) -> None:
        self._page = 0
        self._go(_Step.CODE)

    def _add(self) -> None:
        entered, paper = self._known or self.own.entered(), self._paper
        if entered is None or paper is None:
            return
        person, place = self.person.text().strip(), self.place.text().strip()

        def work(vault: Vault) -> None:
            vault.ways_in.add(entered.read(), paper.make, person, place)

        self.do(self.unlocking_told(), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()

    def _go(self, step: _Step) -> None:
        self._step = step
        self.banner.clear()
        paper = self._paper
        # Off the screen while it is asked for: it is to be read from the paper.
        self.code.show_parts(())
        self.asked.clear()
        if step is _Step.ASK and paper is not None:
            self.asked.ask(paper.asked())
        elif step is _Step.CODE and paper is not None:
            title, parts = paper.pages[self._page]
            self.page_title.setText(title)
            self.page_title.setVisible(bool(title))
            self.code.show_parts(parts, paper.across, down=paper.down)
        for each, part in zip(_Step, self._parts, strict=True):
            part.setVisible(each is step)
        self.next_button.setText(self._titles()[step])
        self.check()
        self._focus()

    def _titles(self) -> tuple[str, ...]:
        """What the button says at each step."""
        return (_("Show the code"), _("I have it on paper"), self._said.add)

    def _focus(self) -> None:
        if self._step is _Step.ASK:
            self.asked.setFocus()
        elif self._step is _Step.ABOUT and self._known is None:
            self.own.take_focus()
        else:
            self.next_button.setFocus()

    # -- its parts --------------------------------------------------------------------------

    def _about(self) -> QWidget:
        fields = (self.own, *self._more, self.person_field, self.place_field)
        return holding(column(paragraph(self._said.about), *fields, None, gap=4))

    def _shown(self) -> QWidget:
        saved = paragraph(
            _(
                "A PDF is not encrypted. Save it to a USB stick, not to this laptop, print it, and "
                "delete it: a printer may keep a copy."
            ),
            "small",
            "quiet",
        )
        copied = paragraph(self._said.copy)
        line = row(self.save_button, None)
        return holding(column(copied, self.page_title, self.code, saved, line, None, gap=4))

    def _asked_back(self) -> QWidget:
        again = row(self.again_button, None)
        return holding(column(paragraph(self._said.ask), self.asked, again, None, gap=4))

    def _propose(self, name: str) -> None:
        if not self.person.text():
            self.person.setText(name)

    def _choose(self) -> None:
        kinds = [_("PDF documents (*.pdf)")]
        save_as(self, _("Save as PDF…").rstrip("…"), "page.pdf", kinds, self.save)

    def _saved(self, path: Path) -> None:
        self.end()
        self.banner.say(
            Tone.ATTENTION,
            _("Saved as {name}.").format(name=path.name),
            _("Print it and delete it. It is not encrypted, and it opens the vault."),
        )
