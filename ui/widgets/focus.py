"""Where the keyboard stands when a page comes to the front."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def focus_first(page: QWidget) -> None:
    """Give the focus to the first control of ``page`` that Tab would reach.

    A page has no focus proxy for this: Qt would then leave out of the order of Tab whatever
    stands before the proxy. A page without a control keeps the focus where it is.
    """
    proxy = page.focusProxy()
    if proxy is not None and _takes_keys(proxy, page):
        proxy.setFocus()
        return
    first = next((widget for widget in _in_order(page) if _takes_keys(widget, page)), None)
    if first is not None:
        first.setFocus()


class Called(NamedTuple):
    """How a control is found again in a page that is made anew: its kind and its name."""

    kind: type[QWidget]
    name: str


def called(control: QWidget | None) -> Called | None:
    """What ``control`` is called; None of none, and of one without a name."""
    name = control.accessibleName() if control is not None else ""
    return Called(type(control), name) if control is not None and name else None


def focus_alike(page: QWidget, before: Called | None) -> None:
    """Give the focus to the control of ``page`` that is called as the one before was.

    For a page that was made anew under somebody's hands; without such a control nothing moves.
    """
    for widget in _in_order(page) if before is not None else ():
        if before == called(widget):
            widget.setFocus()
            return


def tab_on(part: QWidget, *then: QWidget) -> None:
    """Let Tab go from the last control inside ``part`` on to ``then``, in this order.

    For what was made before ``part`` and stands below it. Qt takes an order only from widgets
    of one window, so it is said when the page is shown, and again when ``part`` changes.
    """
    before = [widget for widget in stops_in(part) if widget not in then]
    if before:
        tab_through(before[-1], *then)


def tab_through(*stops: QWidget) -> None:
    """Let Tab go through these controls of one window, in this order."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def focus_next_field(page: QWidget) -> None:
    """Give the focus to the next thing of ``page`` that is filled in, as Tab would but for buttons
    that do something: whoever goes on by Enter would press them. At the end to what comes."""
    stops = stops_in(page)
    here = page.window().focusWidget()
    after = stops[stops.index(here) + 1 :] if here in stops else []
    field = next((each for each in after if _takes_keys(each, page) and not _acts(each)), None)
    if field is not None:
        field.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        page.focusNextChild()


def _acts(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and not widget.isCheckable()


def stops_in(part: QWidget) -> list[QWidget]:
    """The controls inside ``part`` that Tab reaches, in their order."""
    return [widget for widget in _in_order(part) if _by_tab(widget)]


def _in_order(page: QWidget) -> Iterator[QWidget]:
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _by_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _takes_keys(widget: QWidget, page: QWidget) -> bool:
    return _by_tab(widget) and widget.isEnabled() and widget.isVisibleTo(page)
