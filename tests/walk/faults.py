"""What must hold on every screen, by what a screen reader is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.walk.screen import Look
from tests.walk.tree import Box, Node, State

PRESSED = frozenset({
    "push button", "check box", "radio button", "toggle button", "combo box", "text", "entry",
    "password text", "list", "table", "tree", "tree table", "list item", "table cell", "tree item",
    "menu item", "slider", "spin button", "page tab", "link",
})  # fmt: skip
"""Roles of what a person acts on."""
WINDOWS = frozenset({"frame", "dialog", "window", "alert"})


def faults(tree: Node, look: Look) -> list[str]:
    """What is wrong with what a program shows, one sentence each; empty where all is well."""
    screen = Box(0, 0, look.width, look.height)
    windows = [window for window in tree.children if window.has(State.SHOWING)]
    found = [*_nameless(tree), *_off_screen(windows, screen)]
    if not any(node.has(State.FOCUSED) for window in windows for node in window.walk()):
        found.append("the focus is nowhere")
    return found


def _nameless(node: Node) -> Iterator[str]:
    acted_on = node.role in PRESSED or node.has(State.FOCUSABLE)
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
