"""Where the keyboard stands when a page comes to the front."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_first(page: QWidget) -> None:
    """Give the focus to the first control of ``page`` that Tab would reach.

    A page has no focus proxy for this: Qt would then leave out of the order of Tab whatever
    stands before the proxy. A page without a control keeps the focus where it is.
    """
    proxy = page.focusProxy()
    if proxy is not None and _takes_keys(proxy, page):
        proxy.setFocus()
        return
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget) and _takes_keys(widget, page):
            widget.setFocus()
            return
        widget = widget.nextInFocusChain()


def _takes_keys(widget: QWidget, page: QWidget) -> bool:
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isEnabled() and widget.isVisibleTo(page)
