"""Somebody who has no mouse: whatever a person presses, takes or fills is reached by keys."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import _
from tests.walk.patience import wait_for
from tests.walk.person import BUTTONS, DROP_DOWNS, ENTRIES, ROWS, Person
from tests.walk.tree import Address, Node, State
from ui.app import rooms

_GROUPED = frozenset({"radio button", "page tab"})
"""Of several the tab key reaches one; the arrows lead to the others."""
_MOST_STEPS = 120


class ByKeys(Person):
    """A person of whose hands only the keys are used."""

    def press(self, name: str, roles: frozenset[str] = BUTTONS) -> None:
        """Go to a button, or to a row of a list that is dropped down, and press it; a room has
        keys of its own."""
        titles = [_(room.title) for room in rooms()]
        if name in titles and roles == BUTTONS:
            self.button(name)
            self.hands.press(f"ctrl+{titles.index(name) + 1}")
        elif roles == ROWS:
            self._down_to(name)
            self.hands.press("Return")
        else:
            node = self._still(name, roles)
            self._go_to(node, name)
            self.hands.press("space")

    def take(self, name: str) -> None:
        """Go to one of several choices by the arrows, and take it."""
        if not self.button(name).has(State.CHECKED):
            self.press(name)

    def choose(self, name: str, entry: str) -> None:
        """Go down a drop-down list to an entry."""
        box = self._still(name, DROP_DOWNS)
        if box.name == entry:
            return
        self._go_to(box, name)
        self.hands.press("Home")
        for _step in range(_MOST_STEPS):
            if self._still(name, DROP_DOWNS).name == entry:
                return
            self.hands.press("Down")
        raise AssertionError(f"the arrows do not lead to {entry!r} in {name!r}")

    def choose_row(self, name: str) -> None:
        """Go to a list, and by the arrows to a row."""
        # A list that is read anew meanwhile has other rows.
        holder = wait_for(lambda: self._around_row(name), f"the row {name!r}")
        self._go_to(holder, holder.name)
        self._down_to(name)

    def open_row(self, name: str) -> None:
        """Enter on a row of a list."""
        self.choose_row(name)
        self.hands.press("Return")

    def enter(self, name: str) -> None:
        """Go to an entry by the tab key."""
        self._go_to(self._still(name, ENTRIES), name)

    # -- how --------------------------------------------------------------------------------

    def _go_to(self, node: Node, name: str) -> None:
        """Tab, forwards or back, whichever is shorter, to a thing or to its group; then arrows."""
        here = self.focus()
        order = [each.address for each in self.front().walk()]
        behind = order[order.index(node.address) + 1 :] if node.address in order else []
        before = here is not None and here.address in behind
        group = self._group(node)
        passed: list[str] = []
        for _step in range(_MOST_STEPS):
            if here is not None and here.address == node.address:
                return
            if here is not None and here.address in group:
                self._along(here, node, group, name)
                return
            self.hands.press("shift+Tab" if before else "Tab")
            here = self._moved_from(here)
            passed.append(here.name)
        raise AssertionError(f"the tab key does not lead to {name!r}, but to {passed}")

    def _along(self, here: Node, node: Node, group: list[Address], name: str) -> None:
        further = group.index(node.address) > group.index(here.address)
        # In lines that wrap, up and down lead to another question.
        beside = self._lies_in(node).children
        one_below_another = len({each.box.x for each in beside if each.address in group}) == 1
        keys = ("Up", "Down") if one_below_another else ("Left", "Right")
        key = keys[further]
        for _step in group:
            if here.address == node.address:
                return
            self.hands.press(key)
            here = self._moved_from(here)
        raise AssertionError(f"the arrows do not lead to {name!r}")

    def _group(self, node: Node) -> list[Address]:
        """Those beside a choice among which the arrows move."""
        if node.role not in _GROUPED:
            return []
        return [each.address for each in self._lies_in(node).children if each.role == node.role]

    def _lies_in(self, node: Node) -> Node:
        return wait_for(lambda: self._holder(node.address), f"what {node.name!r} lies in")

    def _holder(self, address: Address) -> Node | None:
        """What a thing lies in; None where it is not there any more."""
        nodes = self.front().walk()
        around = (n for n in nodes if any(child.address == address for child in n.children))
        return next(around, None)

    def _around_row(self, name: str) -> Node | None:
        row = self._row(name)
        return self._holder(row.address) if row else None

    def _row(self, name: str) -> Node | None:
        return next((n for n in self.front().walk() if n.role in ROWS and name in n.name), None)

    def _down_to(self, name: str) -> None:
        self.hands.press("Home")
        marked: Callable[[Node], bool] = lambda n: (  # noqa: E731
            n.role in ROWS and n.has(State.SELECTED) and n.name.startswith(name)
        )
        for _step in range(_MOST_STEPS):
            if any(marked(node) for node in self.front().walk()):
                return
            self.hands.press("Down")
        raise AssertionError(f"the arrows do not lead to the row {name!r}")
