"""Look around with a sample vault: invented people, drawn pictures, three languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.progress import Progress
from ui.messages import say_error
from ui.start.opening import OpeningPage
from ui.tasks import JobHandle, VaultWorker
from ui.widgets.buttons import Button, bare_button, primary_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.progress_panel import ProgressPanel

if TYPE_CHECKING:
    from desktop.vault import Vault

PASSPHRASE = "look around with a sample"  # noqa: S105  # public, and said on the screen
FOLDER = "sample.skrynia"


class SamplePage(OpeningPage):
    """Makes the sample beside the person's other files, or opens the one made earlier."""

    def __init__(self, worker: VaultWorker, back: Callable[[], None]) -> None:
        super().__init__(worker)
        self._folder = Path.home() / FOLDER
        self._handle: JobHandle | None = None
        self.progress = ProgressPanel(self._stop)
        self.button: Button = primary_button(_("Explore"), self._begin, "eye")
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        title = text_label(_("A sample vault"), "title")
        text = paragraph(
            _(
                "It contains invented people and drawn pictures, and may be deleted at any "
                "time. It is kept here: {folder}"
            ).format(folder=self._folder)
        )
        secret = paragraph(
            _("When it locks, this passphrase opens it: {passphrase}").format(
                passphrase=PASSPHRASE
            ),
            "strong",
        )
        buttons = row(self.back, None, self.button)
        self.setLayout(
            column(title, text, secret, self.progress, self.banner, self.busy, None, buttons, gap=4)
        )

    def take_focus(self) -> None:
        """Enter alone goes on."""
        self.button.setFocus()

    def _begin(self) -> None:
        if self._folder.exists():
            self._open()
            return
        self.set_waiting(True)
        self.progress.setEnabled(True)
        self.progress.begin(_("Creating the sample vault"))
        self._handle = self._worker.run_without_vault(
            self._make, self.progress.report, lambda _none: self._open(), self._not_made, self
        )

    def _make(self, progress: Progress) -> None:
        from desktop.sample.making import make_sample

        make_sample(self._folder, PASSPHRASE, progress=progress)

    def _open(self) -> None:
        folder = self._folder
        self.progress.end()

        def work() -> Vault:
            from desktop.vault import open_vault

            return open_vault(folder, PASSPHRASE)

        self.open(folder, work, _("Unlocking takes about a second…"))

    def _not_made(self, error: SkryniaError) -> None:
        self.progress.end()
        self.set_waiting(False)
        say_error(self.banner, error)

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
