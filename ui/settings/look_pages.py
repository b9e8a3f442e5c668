"""What stands on the pages of ``look.py``, written without markup: a text of others never turns
into any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor

from desktop.handoff.identity.settings_told import TextTold, Told
from desktop.i18n import _

_OTHER: Final = "» "
"""Before a line that does not count now; a screen reader reads it out."""


def settings_page(cursor: QTextCursor, told: Iterable[Told], *, compared: bool) -> None:
    """Each matter with its lines; ``compared``: those that differ first, with what counts now."""
    matters = list(told)
    if not any(each.lines or each.differs for each in matters):
        _write(cursor, _("Nothing was filled in yet."))
        return
    if compared:
        other = [each for each in matters if each.differs]
        said = _("Differs from what applies now") if other else _("Nothing differs from now.")
        _write(cursor, said, strong=True)
        for each in other:
            _write(cursor, "")
            _write(cursor, each.label, strong=True)
            _write_all(cursor, (_OTHER + line for line in each.lines or (_("nothing"),)))
            _write_all(cursor, (_("Now: {text}").format(text=line) for line in _before(each)))
        _write(cursor, "")
        _write(cursor, _("As it applies now"), strong=True)
    for each in matters:
        if each.lines and not each.differs:
            _write(cursor, "")
            _write(cursor, each.label, strong=True)
            _write_all(cursor, each.lines)


def text_page(cursor: QTextCursor, told: TextTold) -> None:
    """The whole text, its lines marked that are not read out now, and those that go."""
    _write(cursor, _("What is in braces is filled in before it is read out."), strong=True)
    if told.differs:
        said = _("Lines with » are not in the text that is read out now.")
        _write(cursor, said, strong=True)
    _write(cursor, "")
    _write_all(cursor, (line if known else _OTHER + line for line, known in told.lines))
    if told.gone:
        _write(cursor, "")
        _write(cursor, _("These lines are read out now and are no longer here:"), strong=True)
        _write_all(cursor, told.gone)


def _before(told: Told) -> tuple[str, ...]:
    return told.now or (_("nothing"),)


def _write_all(cursor: QTextCursor, lines: Iterable[str]) -> None:
    _write(cursor, "\n".join(lines))


def _write(cursor: QTextCursor, text: str, *, strong: bool = False) -> None:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    cursor.insertText(text + "\n", form)
