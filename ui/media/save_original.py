"""Saving an original out of the vault: byte for byte, never over another file (R12)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n import _
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault


def save_original(
    parent: QWidget, context: RoomContext, media_id: str, banner: Banner
) -> QFileDialog:
    """Ask for a folder, write the original there, and say in ``banner`` what is true now."""

    def write(folder: Path) -> None:
        def work(vault: Vault, progress: Progress) -> Path:
            from desktop.media.export import export_original

            return export_original(vault, media_id, folder, progress)

        context.worker.run_long(
            work, lambda *_report: None, done, lambda error: say_error(banner, error), parent
        )

    def done(path: Path) -> None:
        banner.say(
            Tone.ATTENTION,
            _("Saved as {name}.").format(name=path.name),
            _("It is not encrypted there: whoever has the file can see it."),
        )

    return pick_folder(parent, _("Save original as…"), write, _("Save here"))
