"""How the photos and files are: when they were last read, what is wrong, and all of them now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.fixity import (
    going_on,
    how_they_are,
    run_told,
    what_to_do,
    wrong_title,
    wrong_told,
)
from ui.messages import say_error
from ui.shell.room import MEDIA, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.model.fixity import FixityReport
    from desktop.vault import Vault

_NAMED: Final = 5
"""Files that are listed; the command line lists all."""


class FixitySheet(Sheet):
    """What the checks say, which go on by themselves; and a button that asks for all at once."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.how = paragraph("")
        self.last = paragraph("", "small", "quiet")
        self.banner = Banner()
        self.check_button = quiet_button(_("Check all now"), self.check, "safe")
        super().__init__(
            column(
                SectionHeading(
                    _("Checks of photos and files"),
                    _(
                        "Each original is read again, a part of them every day on which the vault "
                        "is open, and compared with the checksums taken when it came."
                    ),
                ),
                self.how,
                self.last,
                flowing(self.check_button),
                self.banner,
                gap=4,
                margin=6,
            )
        )

    def read(self) -> None:
        """Ask the vault how they are."""
        self._context.worker.read_later(
            lambda vault: (vault.read_only, vault.fixity.report()),
            lambda found: self._show(*found),
            self._refuse,
            self,
        )

    def check(self) -> None:
        """Have all of them read, by pieces and behind everything else."""
        self.check_button.setEnabled(False)
        self._context.worker.run(_begin, lambda _none: self._begun(), self._refuse, self)

    def focus(self) -> None:
        """Go to what is said of them."""
        self.check_button.setFocus()

    def _begun(self) -> None:
        self._context.fixity.go_on()
        self.read()

    def _show(self, read_only: bool, report: FixityReport) -> None:
        running = report.running
        self.how.setText(how_they_are(report))
        said = going_on(running) if running is not None else ""
        if not said and report.last is not None:
            said = run_told(report.last)
        self.last.setText(said)
        self.last.setVisible(bool(said))
        whole = running is not None and running.whole
        self.check_button.setEnabled(bool(report.originals) and not read_only and not whole)
        self._name_wrong(report)

    def _name_wrong(self, report: FixityReport) -> None:
        if report.intact:
            self.banner.clear()
            return
        lines = [wrong_told(each) for each in report.wrong[:_NAMED]]
        text = "\n".join((*lines, what_to_do()))
        title = wrong_title(report.wrong)
        if (self.banner.title, self.banner.text) == (title, text):
            return
        self.banner.say(Tone.DANGER, title, text)
        for each in report.wrong[:_NAMED]:
            show = partial(self._context.navigate, MEDIA, media=each.media_id)
            self.banner.offer(_("Show {name}").format(name=each.name), show)

    def _refuse(self, error: SkryniaError) -> None:
        self.check_button.setEnabled(True)
        say_error(self.banner, error)


def _begin(vault: Vault) -> None:
    vault.fixity.begin()
