"""What stands in an editor as text, and how to put it there again; for editors of every class.

A field for a passphrase has no such text: it is never kept, and asking for it is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import select, words_in
from ui.widgets.lists.chooser import Chooser

_TICKED = "yes"


@dataclass(frozen=True, slots=True)
class Words:
    """``read()`` what stands there, ``show(text)`` it again; ``listen(typed)`` calls back when a
    person changed it. ``typed``: letter by letter, and not chosen by one click."""

    read: Callable[[], str]
    show: Callable[[str], None]
    listen: Callable[[Callable[[], None]], object]
    typed: bool = False


def words_of(editor: QWidget) -> Words:
    """The words of an editor. ``TypeError`` for a secret, and for a class that holds no words."""
    if isinstance(editor, QLineEdit) and editor.echoMode() is QLineEdit.EchoMode.Normal:
        return Words(
            editor.text,
            editor.setText,
            lambda typed: editor.textEdited.connect(lambda _text: typed()),
            typed=True,
        )
    if isinstance(editor, QPlainTextEdit):
        return Words(
            lambda: words_in(editor), editor.setPlainText, editor.textChanged.connect, typed=True
        )
    if isinstance(editor, QCheckBox):
        return Words(
            lambda: _TICKED if editor.isChecked() else "",
            lambda text: editor.setChecked(text == _TICKED),
            lambda typed: editor.clicked.connect(lambda _on: typed()),
        )
    return _chosen(editor)


def _chosen(editor: QWidget) -> Words:
    if isinstance(editor, SegmentedChoice):
        return Words(
            lambda: editor.value,
            lambda text: editor.set_value(text) if editor.knows(text) else None,
            lambda typed: editor.changed.connect(lambda _key: typed()),
        )
    if isinstance(editor, QComboBox):
        return Words(
            lambda: str(editor.currentData() or ""),
            lambda text: _select(editor, text),
            lambda typed: editor.activated.connect(lambda _at: typed()),
        )
    if isinstance(editor, Chooser):
        return Words(
            lambda: editor.value or editor.kept,
            editor.show_chosen,
            lambda typed: editor.opened.connect(lambda _key: typed()),
        )
    raise TypeError(f"no words to keep of a {type(editor).__name__}")


def _select(editor: QComboBox, text: str) -> None:
    """A choice that was none stays none; what the list does not know is added as it is."""
    if text:
        select(editor, text)
    else:
        editor.setCurrentIndex(editor.findData(""))
