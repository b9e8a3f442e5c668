"""Somebody at the program: reads it as a screen reader does, uses mouse and keys, keeps pictures.

What is looked for is looked for by role and accessible name. Before a click, a thing must be
still: found at the same place twice. What a page hides further down is brought up by the wheel.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.walk.atspi import Reader
from tests.walk.faults import faults
from tests.walk.hands import Count, Hands
from tests.walk.patience import wait_for, wait_until
from tests.walk.screen import Desktop
from tests.walk.tree import Address, Node, State

BUTTONS = frozenset({"push button", "check box", "radio button", "toggle button", "page tab"})
ROWS = frozenset({"list item", "table cell", "tree item", "menu item"})
DROP_DOWNS = frozenset({"combo box"})
ENTRIES = frozenset({"text", "password text", "entry", "paragraph", "editbar"})
_MOST_TURNS = 20
_MOST_NOTCHES = 20
_MOST_TABS = 60
_A_MOMENT = 5.0
_PIXELS_A_NOTCH = 80
_MARGIN = 4

Suits = Callable[[Node], bool]


class Person:
    """Works with the one program that runs on a desktop."""

    def __init__(self, desktop: Desktop, reader: Reader, album: Path) -> None:
        self._desktop, self._reader = desktop, reader
        self.hands = Hands(desktop)
        self._album = album
        self._pictures = 0
        self._counted = Count()
        self.counts: list[tuple[str, Count]] = []
        self.complaints: list[str] = []
        self._program: Address | None = None

    # -- looking ----------------------------------------------------------------------------

    def look(self) -> Node:
        """All that the program shows."""
        return wait_for(self._look, "the program's windows")

    def front(self) -> Node:
        """The window in front: a dialog before what it belongs to."""
        return wait_for(lambda: _front(self.look()), "a window")

    def button(self, name: str) -> Node:
        """The button of this name, once it is there."""
        return wait_for(lambda: _found(self.front(), name, BUTTONS), f"the button {name!r}")

    def reads(self, text: str) -> Node:
        """Whatever says this, once it is there."""
        return wait_for(
            lambda: next((n for n in self.look().walk() if text in n.name and _shows(n)), None),
            f"the words {text!r}",
        )

    def shows(self, text: str) -> bool:
        """Whether something says this now."""
        return any(text in node.name and _shows(node) for node in self.look().walk())

    def sees_go(self, window: Node, soon: float) -> bool:
        """Whether a window is gone within so many seconds."""

        def gone() -> bool:
            return all(shown.address != window.address for shown in self.look().children)

        try:
            wait_until(gone, f"{window.name!r} to close", soon)
        except AssertionError:
            return False
        return True

    def focus_is_in(self, name: str) -> bool:
        """Whether what has the focus lies in the thing of this name."""
        holders = (node for node in self.front().walk() if node.name == name)
        return any(n.has(State.FOCUSED) for holder in holders for n in holder.walk())

    def focus(self) -> Node | None:
        """What has the focus in the window in front, not what hands it on."""
        if (told := self._reader.focus()) is not None:
            return told
        here = (State.FOCUSED, State.FOCUSABLE)
        return next((node for node in self.front().walk() if node.has(*here)), None)

    # -- doing ------------------------------------------------------------------------------

    def tab_to(self, name: str, back: bool = False) -> None:
        """Go by the tab key to the thing of this name, as somebody without a mouse does."""
        passed: list[str] = []
        here = self.focus()
        for _step in range(_MOST_TABS):
            if here is not None and _is_called(here, name):
                return
            self.hands.press("shift+Tab" if back else "Tab")
            here = self._moved_from(here)
            passed.append(here.name)
        raise AssertionError(f"the tab key does not lead to {name!r}, but to {passed}")

    def _moved_from(self, before: Node | None) -> Node:
        """What has the focus next."""

        def elsewhere() -> Node | None:
            now = self.focus()
            same = now and before and now.address == before.address
            return None if same else now

        return wait_for(elsewhere, "the focus to move")

    def press_by_keys(self, name: str, back: bool = False) -> None:
        """Go to a button by the tab key and press it by the space bar."""
        self.tab_to(name, back)
        self.hands.press("space")

    def type_into(self, name: str, text: str) -> None:
        """Go to an entry by the tab key and replace what stands in it."""
        self.tab_to(name)
        self._type_over(name, text)

    def press(self, name: str, roles: frozenset[str] = BUTTONS) -> None:
        """Click a button, once it can be pressed."""
        self.hands.click(self._within_reach(name, roles).box.middle)

    def choose_row(self, name: str) -> None:
        """Click a row of a list."""
        self.hands.click(self._within_reach(name, ROWS).box.middle)

    def take_row(self, name: str) -> None:
        """Choose a row of a list, unless it is chosen already."""
        if not self._still(name, ROWS).has(State.SELECTED):
            self.choose_row(name)

    def open_row(self, name: str) -> None:
        """Click a row of a list twice."""
        self.hands.double_click(self._within_reach(name, ROWS).box.middle)

    def take(self, name: str) -> None:
        """Press one of several choices, unless it is taken already."""
        if not self.button(name).has(State.CHECKED):
            self.press(name)

    def fill(self, name: str, text: str) -> None:
        """Let this stand in an entry, and see that it does; what stands there is left alone."""
        entry = self._still(name, ENTRIES)
        if self._reader.text(entry.address) == text:
            return
        self._replace(name, text)
        wait_until(lambda: self._told(name) == text, f"{text!r} in {name!r}")

    def fill_secret(self, name: str, secret: str) -> None:
        """The same with a passphrase, of which nobody is told a letter."""
        self._replace(name, secret)
        self.check(not self._told(name).strip("•●*"), f"what is typed in {name!r} is not read out")

    def enter(self, name: str) -> None:
        """Click into an entry, unless one is there, and see that the focus is."""
        if not self._still(name, ENTRIES).has(State.FOCUSED):
            self.hands.click(self._within_reach(name, ENTRIES).box.middle)
        wait_for(lambda: self._focused(name), f"the focus in {name!r}")

    def choose(self, name: str, entry: str) -> None:
        """Take an entry from a drop-down list, unless it is taken already."""
        if self._still(name, DROP_DOWNS).name == entry:
            return
        self.press(name, roles=DROP_DOWNS)
        self.press(entry, roles=ROWS)

    def keep(self, title: str) -> None:
        """Keep a picture, and check what is on the screen: a window that is just opening is given
        the time that a person gives it."""
        self._pictures += 1
        self._album.mkdir(parents=True, exist_ok=True)
        found: list[str] = []

        def as_it_should() -> bool:
            found[:] = self._faults()
            return not found

        with suppress(AssertionError):
            wait_until(as_it_should, "the screen to be as it should", _A_MOMENT)
        self._desktop.picture().save(self._album / f"{self._pictures:02}-{title}.png")
        shown = f"{self._pictures:02}-{title}"
        self.complaints += [f"{shown}: {fault}" for fault in found]

    def count(self, part: str) -> None:
        """Write down what the hands did since the last time, under this name."""
        self.counts.append((part, self.hands.done - self._counted))
        self._counted = self.hands.done
        lines = [
            f"{name}: {c.clicks} clicks, {c.keys} keys, {c.wheel} wheel" for name, c in self.counts
        ]
        whole = sum((c for _name, c in self.counts), Count())
        lines.append(f"in all: {whole.clicks} clicks, {whole.keys} keys, {whole.wheel} wheel")
        self._album.mkdir(parents=True, exist_ok=True)
        (self._album / "counts.txt").write_text("\n".join(lines) + "\n", "utf-8")

    def _faults(self) -> list[str]:
        return list(faults(self.look(), self._desktop.frame(), self._desktop.inside))

    def check(self, true: bool, what: str) -> None:
        """Complain, and go on, where something does not hold that should."""
        if not true:
            self.complaints.append(f"{self._pictures:02}: not so: {what}")

    def explain(self) -> None:
        """Keep what a failing test needs: the picture and the tree."""
        self._album.mkdir(parents=True, exist_ok=True)
        self._desktop.picture().save(self._album / "failed.png")
        tree = self._look()
        (self._album / "failed.txt").write_text(tree.told() if tree else "no tree", "utf-8")

    # -- how --------------------------------------------------------------------------------

    def _look(self) -> Node | None:
        if self._program is None:
            self._program = next(iter(self._reader.programs()), None)
        return self._reader.read(self._program) if self._program else None

    def _focused(self, name: str) -> Node | None:
        nodes = self.front().walk()
        return next((n for n in nodes if n.has(State.FOCUSED) and n.name == name), None)

    def _replace(self, name: str, text: str) -> None:
        self.enter(name)
        self._type_over(name, text)

    def _type_over(self, name: str, text: str) -> None:
        if self._told(name):
            self.hands.press("ctrl+a")
        self.hands.type(text)

    def _told(self, name: str) -> str:
        entry = self._focused(name)
        return self._reader.text(entry.address) if entry else ""

    def _within_reach(self, name: str, roles: frozenset[str]) -> Node:
        """The thing by which the mouse can press it, brought onto the screen by the wheel."""
        for _turn in range(_MOST_TURNS):
            node = self._still(name, roles)
            if node.seen.holds(node.box.middle):
                return node
            self._bring_up(node)
        raise AssertionError(f"{name!r} cannot be brought onto the screen")

    def _bring_up(self, node: Node) -> None:
        """Turn the wheel beside what is in the page, which might scroll by itself."""
        distance = node.box.middle[1] - node.around.middle[1]
        notches = min(max(1, abs(distance) // _PIXELS_A_NOTCH), _MOST_NOTCHES)
        beside = (node.around.x + _MARGIN, node.around.middle[1])
        self.hands.turn_wheel(beside, notches if distance > 0 else -notches)

    def _still(self, name: str, roles: frozenset[str]) -> Node:
        before: list[Node] = []

        def twice_the_same() -> Node | None:
            node = _found(self.front(), name, roles)
            if node is None or not node.has(State.SENSITIVE):
                return None
            same = bool(before) and before[-1].box == node.box and before[-1].seen == node.seen
            before.append(node)
            return node if same else None

        return wait_for(twice_the_same, f"{name!r} to press")


def _front(tree: Node) -> Node | None:
    shown = [window for window in tree.children if _shows(window)]
    active = [window for window in shown if window.has(State.ACTIVE)]
    return next(reversed(active or shown), None)


def _found(window: Node, name: str, roles: frozenset[str]) -> Node | None:
    return next((n for n in window.walk() if n.role in roles and _called(n, name)), None)


def _called(node: Node, name: str) -> bool:
    """By its name, alone or with more of what a row or a count says after it."""
    longer = node.name.startswith((f"{name}, ", f"{name} · "))
    return longer or name in (node.label, node.name)


def _is_called(node: Node, name: str) -> bool:
    """By its name or label, or by how these begin where one says more behind a colon."""
    return any(said == name or said.startswith(f"{name}: ") for said in (node.name, node.label))


def _shows(node: Node) -> bool:
    return node.has(State.SHOWING)
