"""Words on the screen: a label in one of the styles of the type scale."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def text_label(text: str = "", *styles: str, wrap: bool = False) -> QLabel:
    """A plain-text label. Styles: small body lead title display strong quiet brick moss.

    Text is never read as rich text, so no record's content can turn into markup.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("textStyle", " ".join(styles))
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def paragraph(text: str = "", *styles: str) -> QLabel:
    """A label that breaks its lines."""
    return text_label(text, *styles, wrap=True)


def label_unseen(editor: QWidget) -> None:
    """Tie an editor to its accessible name where no visible label stands beside it.

    On Linux Qt tells the chosen entry of a drop-down list as its name, and what it is for
    only by the label whose buddy it is. To be called once the editor has its parent.
    """
    label = text_label(editor.accessibleName())
    label.setParent(editor.parentWidget())
    label.setBuddy(editor)
    label.hide()
