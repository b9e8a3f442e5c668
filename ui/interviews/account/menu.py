"""The menu of the account: the usual one, with Cut and Copy of ours, and what is done to turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.i18n import _
from desktop.model.interview import UtteranceKind
from desktop.vocabulary import vocabulary
from ui.interviews.account.keys import JOIN_KEY, PROTECT_KEY, TURN_KEYS, WHOLE_WINDOW_KEY
from ui.interviews.account.turns import Marks

if TYPE_CHECKING:
    from ui.interviews.account.editor import AccountEditor


def show_menu(editor: AccountEditor, where: QPoint) -> None:
    """Open the menu at a point of the screen; people's words are cut and copied apart and plain."""
    menu = editor.createStandardContextMenu()
    ours = {
        "edit-cut": editor.cut_text,
        "edit-copy": editor.copy_text,
        "edit-delete": editor.delete_text,
    }
    for action in menu.actions():
        if action.objectName() in ours:
            action.triggered.disconnect()
            action.triggered.connect(ours[action.objectName()])
    menu.addSeparator()
    if editor.isReadOnly():
        _add_protecting(menu, editor)
    else:
        add_turns(menu, editor)
    _popup(menu, where)


def show_turns(editor: AccountEditor, where: QPoint) -> None:
    """Open the menu of turns alone."""
    menu = QMenu(editor)
    add_turns(menu, editor)
    _popup(menu, where)


def add_turns(menu: QMenu, editor: AccountEditor) -> None:
    """What begins a turn here, what this one could be instead, and joining it to another."""
    begin = menu.addMenu(_("Begin here"))
    for kind, key in TURN_KEYS.items():
        action = _turn(begin, kind, key)
        action.triggered.connect(lambda _checked=False, kind=kind: editor.begin_turn(kind))
    change = menu.addMenu(_("Change this turn to"))
    now = editor.current().kind
    for kind in TURN_KEYS:
        action = _turn(change, kind, "")
        action.setCheckable(True)
        action.setChecked(kind is now)
        action.triggered.connect(lambda _checked=False, kind=kind: editor.mark(Marks(kind=kind)))
    join = menu.addAction(_with_key(_("Join to the turn above"), JOIN_KEY))
    join.setObjectName("join-above")
    join.setEnabled(editor.may_join())
    join.setToolTip(_("Only turns of one speaker, kind and language are joined."))
    join.triggered.connect(editor.join_above)
    _add_protecting(menu, editor)
    menu.addSeparator()
    earlier = menu.addAction(_("Earlier drafts…"))
    earlier.setObjectName("earlier-drafts")
    earlier.triggered.connect(editor.wants_earlier.emit)
    whole = menu.addAction(_with_key(_("Writing mode"), WHOLE_WINDOW_KEY))
    whole.setObjectName("writing-mode")
    whole.triggered.connect(editor.wants_whole_window.emit)
    menu.setToolTipsVisible(True)


def _add_protecting(menu: QMenu, editor: AccountEditor) -> None:
    protect = menu.addAction(_with_key(_("Protect this name"), PROTECT_KEY))
    protect.setObjectName("protect-name")
    protect.triggered.connect(editor.wants_protection.emit)


def _turn(menu: QMenu, kind: UtteranceKind, key: str) -> QAction:
    action = menu.addAction(_with_key(vocabulary("utterance_kind").label(kind.value), key))
    action.setObjectName(f"{kind.value}")
    return action


def _with_key(label: str, key: str) -> str:
    """A key behind a tab stands at the right of a menu."""
    return f"{label}\t{key}" if key else label


def _popup(menu: QMenu, where: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Not exec(), which waits here until it is closed: a lock takes the editor away meanwhile.
    menu.popup(where)
