"""A recovery sheet is made: shown, copied to paper, asked back, and only then it opens a vault."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.unlocking.code_shown import AskedBack, CodeShown
from ui.unlocking.entered import Entered
from ui.widgets.buttons import bare_button, primary_button, quiet_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.crypto.secret import SheetCode
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class _Step(IntEnum):
    ABOUT = 0
    CODE = 1
    ASK = 2


class SheetDialog(WayDialog):
    """``added``: the sheet opens the vault from now on. ``known``: what opens it was entered just
    now, for a new vault, and is not asked for again.

    A lock amid it takes the code off the screen and leaves nothing behind: the slot is written once
    two groups were typed from the paper.
    """

    added = Signal()

    def __init__(self, parent: QWidget, worker: VaultWorker, known: Entered | None = None) -> None:
        super().__init__(parent, worker, _("Recovery sheet"))
        self._known = known
        self._code: SheetCode | None = None
        self._step = _Step.ABOUT
        self.own = self.own_secret()
        self.own.setVisible(known is None)
        self.own.submitted.connect(self._next)
        self.person_field, self.person = line_field(_("Kept by"))
        self.place_field, self.place = line_field(
            _("Where it is kept"), _("Only you see this, inside the vault.")
        )
        self.code = CodeShown()
        self.save_button = quiet_button(_("Save as PDF…"), self._choose, "print")
        self.asked = AskedBack()
        self.asked.edited.connect(self.check)
        self.asked.submitted.connect(self._next)
        self.again_button = bare_button(_("Show the code again"), self._show_again)
        self.next_button = primary_button("", self._next)
        self._parts = (self._about(), self._shown(), self._asked_back())
        self.lay_out(
            *self._parts,
            self.busy,
            action=self.next_button,
            back=_("Not now") if known else _("Cancel"),
        )
        self._go(_Step.ABOUT)
        worker.run(lambda vault: vault.identity.name, self._propose, self.refused, self)

    def ready(self) -> bool:
        """Two groups are asked for, and a passphrase before."""
        return self._step is not _Step.ASK or self.asked.filled()

    def forget(self) -> None:
        """The code goes from the screen, too."""
        super().forget()
        self._code = None
        self.code.show_groups(())
        self.asked.clear()

    def save(self, path: Path) -> None:
        """Write the page; it is not encrypted, which is said."""
        code, language = self._code, current_language()
        if code is None:
            return

        def work(vault: Vault) -> None:
            from desktop.reports.recovery_saved import save_sheet

            save_sheet(vault, code, path, language)

        self.ask_vault(work, lambda _none: self._saved(path))

    # -- the steps --------------------------------------------------------------------------

    def _next(self) -> None:
        if self._step is _Step.ABOUT:
            self._try_own()
        elif self._step is _Step.CODE:
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
            _("Unlocking takes about a second…"),
            lambda vault: vault.check_secret(entered.read()),
            lambda _none: self._show_code(),
        )

    def _show_code(self) -> None:
        from desktop.crypto.sheet_code import groups_of, new_code

        self.end()
        self._code = new_code()
        self.code.show_groups(groups_of(self._code))
        self._go(_Step.CODE)

    def _show_again(self) -> None:
        self._go(_Step.CODE)

    def _add(self) -> None:
        entered, code = self._known or self.own.entered(), self._code
        if entered is None or code is None:
            return
        person, place = self.person.text().strip(), self.place.text().strip()

        def work(vault: Vault) -> None:
            from desktop.crypto.slots.making import by_sheet

            vault.ways_in.add(entered.read(), by_sheet(code), person, place)

        self.do(_("Unlocking takes about a second…"), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()

    def _go(self, step: _Step) -> None:
        self._step = step
        self.banner.clear()
        if step is _Step.ASK and self._code is not None:
            from desktop.crypto.sheet_code import groups_of

            # Off the screen while it is asked for: it is to be read from the paper.
            self.code.show_groups(())
            self.asked.ask(groups_of(self._code))
        elif step is _Step.CODE and self._code is not None:
            from desktop.crypto.sheet_code import groups_of

            self.asked.clear()
            self.code.show_groups(groups_of(self._code))
        for each, part in zip(_Step, self._parts, strict=True):
            part.setVisible(each is step)
        self.next_button.setText(_titles()[step])
        self.check()
        self._focus()

    def _focus(self) -> None:
        if self._step is _Step.ASK:
            self.asked.setFocus()
        elif self._step is _Step.ABOUT and self._known is None:
            self.own.take_focus()
        else:
            self.next_button.setFocus()

    # -- its parts --------------------------------------------------------------------------

    def _about(self) -> QWidget:
        said = paragraph(
            _(
                "A code on paper that opens the vault if the passphrase is forgotten. Whoever has "
                "the paper and the laptop, or a backup, can read everything: keep it away from "
                "the laptop."
            )
        )
        return holding(column(said, self.own, self.person_field, self.place_field, gap=4))

    def _shown(self) -> QWidget:
        said = paragraph(
            _(
                "Write the eight groups on paper by hand. This is the safest way: no file and no "
                "printer keeps a copy. Once the sheet is added, the code is not shown again."
            )
        )
        saved = paragraph(
            _(
                "A PDF is not encrypted. Save it to a USB stick, not to this laptop, print it, and "
                "delete it: a printer may keep a copy."
            ),
            "small",
            "quiet",
        )
        return holding(column(said, self.code, saved, row(self.save_button, None), gap=4))

    def _asked_back(self) -> QWidget:
        said = paragraph(_("Type these two groups from your paper. Then the sheet is added."))
        return holding(column(said, self.asked, row(self.again_button, None), gap=4))

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


def _titles() -> tuple[str, ...]:
    """What the button says at each step."""
    return (_("Show the code"), _("I have it on paper"), _("Add the recovery sheet"))
