"""The organisation's logo: chosen, looked at as the decoder sees it, removed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from desktop.i18n import _
from ui.kept_words import Words
from ui.settings.fill_in.looking import Failed, LooksAtFiles
from ui.settings.picture import LogoPicture
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.file_picker import pick_file
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from ui.tasks import VaultWorker

_KINDS: Final = "*.jpg *.jpeg *.png *.webp"


class LogoField(LooksAtFiles):
    """``changed``: another logo, or none. A file that is no picture changes nothing; ``failed``
    says why."""

    changed = Signal()

    def __init__(self, worker: VaultWorker, failed: Failed, logo: bytes, picture: bytes) -> None:
        super().__init__(worker, failed)
        self.data = b""
        self.picture = LogoPicture()
        self._none = paragraph(_("No logo. A picture of at most 256 KiB."), "small", "quiet")
        self.choose_button = quiet_button(_("Choose a logo…"), self._choose, "file")
        self.remove_button = quiet_button(_("Remove the logo"), self._remove, "trash")
        buttons = row(self.choose_button, self.remove_button, None)
        self.setLayout(column(self.picture, self._none, buttons))
        self._show(logo, picture)

    @property
    def words(self) -> Mapping[str, Words]:
        """The file's bytes, in base64."""
        kept = Words(
            lambda: base64.b64encode(self.data).decode(),
            self._show_again,
            self.changed.connect,
            typed=True,
        )
        return {"logo": kept}

    def choose(self, path: Path) -> None:
        """Take this file, once it was looked at."""

        def read() -> bytes:
            from desktop.handoff.identity.settings import load_logo

            return load_logo(path)

        self._look(read, self.changed.emit)

    def _show_again(self, text: str) -> None:
        """It is saved with the form though its picture is still on its way."""
        self.data = base64.b64decode(text)
        self._look(lambda: self.data)

    def _look(self, read: Callable[[], bytes], then: Callable[[], None] | None = None) -> None:
        def work() -> tuple[bytes, bytes]:
            from desktop.handoff.identity.settings import picture_of

            data = read()
            return data, picture_of(data)

        def show(looked: tuple[bytes, bytes]) -> None:
            self._show(*looked)
            if then is not None:
                then()

        self.look(work, show)

    def _show(self, data: bytes, picture: bytes) -> None:
        self.data = data
        self.picture.show_logo(picture)
        self._follow()

    def _follow(self) -> None:
        self._none.setVisible(not self.data)
        self.remove_button.setVisible(bool(self.data))

    def _choose(self) -> None:
        kinds = _("Pictures ({endings})").format(endings=_KINDS)
        pick_file(self, _("Choose a logo"), [kinds], self.choose)

    def _remove(self) -> None:
        self._show(b"", b"")
        self.choose_button.setFocus()
        self.changed.emit()
