"""A page of the window as a person meets it: what it shows, and what can be changed on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests import every_field
from ui.widgets.filling import Filling


def filled(page: QWidget) -> None:
    """Have whole what is made part by part on a page, as it is a blink later."""
    for filling in page.findChildren(Filling):
        filling.finish()


def shown(page: QWidget) -> str:
    """Every word, tick and choice that the visible widgets below ``page`` show."""
    filled(page)
    widgets = [page, *page.findChildren(QWidget)]
    return "\n".join(say for each in widgets if each.isVisibleTo(page) for say in _says(each))


def _says(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QTextEdit):
        # The gutter beside the words is painted, so the picture counts as well.
        yield widget.toPlainText() + str(_picture(widget))
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QAbstractButton):
        yield f"{widget.text()} {widget.isChecked()}"
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _picture(widget: QWidget) -> int:
    image = widget.grab().toImage()
    return hash(bytes(image.constBits()))


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = model.index(row, column)
            yield str(cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data())


def written_on(page: QWidget, record: Callable[[], Any]) -> set[str]:
    """Change everything that can be changed on ``page``: the fields of the record it changes.

    Fails where one editor changes several fields, or another than the one it shows.
    """
    filled(page)
    return set().union(*(_written_by(editor, record) for editor in _editors(page)))


def _editors(page: QWidget) -> list[QWidget]:
    """Words first, because a choice may open or close what stands below it."""
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractButton)
    found = [each for kind in kinds for each in page.findChildren(kind)]
    return [each for each in dict.fromkeys(found) if each.isEnabled() and _edits(each)]


def _edits(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.isReadOnly() and not isinstance(widget.parent(), QComboBox)
    if isinstance(widget, QAbstractButton):
        return isinstance(widget, QCheckBox) or widget.property("kind") == "segment"
    return True


def _written_by(editor: QWidget, record: Callable[[], Any]) -> set[str]:
    before, said = record(), _value(editor)
    _change(editor)
    changed = every_field.differing(before, record())
    assert len(changed) <= 1, f"one editor changed {sorted(changed)}"
    for path in changed:
        stored = every_field.values(before)[path]
        assert said is None or said in stored, f"{path} is written where {said!r} stood"
    return changed


def _value(editor: QWidget) -> str | None:
    """The text or code that stands there; None for a tick or one answer of several."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return str(editor.currentData()) if isinstance(editor, QComboBox) else None


def _change(editor: QWidget) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(every_field.another("", editor.text()))
        editor.textEdited.emit(editor.text())
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(every_field.another("", editor.toPlainText()))
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex((editor.currentIndex() + 1) % editor.count())
        editor.activated.emit(editor.currentIndex())
    elif isinstance(editor, QAbstractButton):
        editor.click()
