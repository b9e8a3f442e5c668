"""What must hold on every screen, by what a screen reader is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.walk.tree import Box, Node, State

CONTROLS = frozenset({
    "push button", "check box", "radio button", "toggle button", "combo box", "text", "entry",
    "password text", "slider", "spin button", "page tab", "link",
})  # fmt: skip
"""Roles of what a person acts on, and sees whole."""
HOLDERS = frozenset({
    "list", "table", "tree", "tree table", "list item", "table cell", "tree item", "menu item",
})  # fmt: skip
"""Roles of what holds rows, and of rows."""
DIALOGS = frozenset({"dialog", "alert"})
TEXTS = frozenset({"text", "entry"})
_ROOM_TO_GROW = 80
"""Pixels of the screen beside a dialog's height: with more, nothing in it has to scroll."""
WINDOWS = DIALOGS | {"frame", "window"}


def faults(tree: Node, frame: Box, screen: Box) -> list[str]:
    """What is wrong with what a program shows, one sentence each; empty where all is well.

    ``frame``: the window in front, with what the window manager draws around it.
    """
    windows = [window for window in tree.children if window.has(State.SHOWING)]
    found = [*_off_screen(windows, screen)]
    if frame.within(screen) != frame:
        found.append(f"the frame of the window reaches over the screen: {frame}")
    for window in windows:
        found += [*_nameless(window), *_cut(window, window.role in DIALOGS)]
        if window.role in DIALOGS and frame.height < screen.height - _ROOM_TO_GROW:
            found += _scrolling_in_vain(window)
    focused = [node for window in windows for node in window.walk() if node.has(State.FOCUSED)]
    if not any(not node.seen.empty for node in focused):
        found.append("the focus is nowhere that can be seen")
    return found


def _nameless(node: Node) -> Iterator[str]:
    acted_on = node.role in CONTROLS | HOLDERS or node.has(State.FOCUSABLE)
    is_choice = node.role == "combo box"
    named = node.label != node.name if is_choice else bool(node.name.strip())
    if acted_on and not named and not node.seen.empty:
        yield f"a {node.role} ({node.name!r}) at {node.seen.middle} has no name"
    if not is_choice:  # the list that drops down is a part of it
        for child in node.children:
            yield from _nameless(child)


def _off_screen(windows: Sequence[Node], screen: Box) -> Iterator[str]:
    for window in windows:
        if window.role in WINDOWS and window.box.within(screen) != window.box:
            yield f"the {window.role} {window.name!r} reaches over the screen: {window.box}"


def _cut(node: Node, whole: bool) -> Iterator[str]:
    """Controls of which a side is missing; above and below only where nothing scrolls."""
    if node.role in CONTROLS and not node.seen.empty:
        cut = node.seen.width < node.box.width or (whole and node.seen.height < node.box.height)
        if cut:
            yield f"the {node.role} {node.name!r} is cut: {node.seen} of {node.box}"
    if node.role != "combo box":
        below = whole and not _scrolls(node)
        for child in node.children:
            yield from _cut(child, below)


def _scrolling_in_vain(dialog: Node) -> Iterator[str]:
    """Areas that scroll although the dialog could be taller; lists and texts may."""
    for node in dialog.walk():
        if node.role not in HOLDERS | TEXTS and _scrolls(node):
            yield f"a {node.role} in the dialog {dialog.name!r} scrolls, and there is room"


def _scrolls(node: Node) -> bool:
    return any(part.role == "scroll bar" for child in node.children for part in child.children)
