"""The last step: what is true now, and that the stick may be taken out, where it lies on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import _
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from desktop.handoff.sending.write import WrittenPackage


class WrittenStep(QWidget):
    """Shown only after the file was synced, read back from the device and verified."""

    done = Signal()

    def __init__(self, package: WrittenPackage, recipient: str, *, on_stick: bool) -> None:
        super().__init__()
        from desktop.handoff.sending.leftovers import leftovers_message

        self.done_button = primary_button(_("Done"), self.done.emit)
        title = _("Package saved and verified.")
        if on_stick:
            title = _("Package saved and verified. You can remove the USB stick.")
        self.said = text_label(title, "title")
        self.said.setWordWrap(True)
        facts = paragraph(
            _("{name}, {size}. Only {recipient} can open it; this laptop cannot.").format(
                name=package.path.name, size=format_size(package.size), recipient=recipient
            )
        )
        how = paragraph(
            _(
                "Every byte was saved to the device, read again from it, decrypted and "
                "compared with the signed checksums. When the receipt arrives, import it "
                "here."
            ),
            "quiet",
        )
        first = row(Picture("safe", 32, "moss"), self.said, gap=4)
        first.setStretch(1, 1)
        said = [facts, how]
        if package.leftovers:
            said.append(paragraph(leftovers_message(package.leftovers), "quiet"))
        self.setLayout(
            column(Sheet(column(first, *said, row(None, self.done_button), gap=4, margin=7)))
        )
        self.setFocusProxy(self.done_button)
