"""Notices of macOS, through the runtime of Objective-C alone: no library is needed for them.

An object of a class made here is registered with the workspace's centre of notices and the
distributed one; its method calls back into Python. Type-checked only: nobody has run it on a Mac.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Final

assert sys.platform == "darwin"  # noqa: S101 - type checkers are told, too

_objc: Final = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
_appkit: Final = ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")

_Id = ctypes.c_void_p
_Method = ctypes.CFUNCTYPE(None, _Id, _Id, _Id)

for _name, _answer, _given in (
    ("objc_getClass", _Id, (ctypes.c_char_p,)),
    ("sel_registerName", _Id, (ctypes.c_char_p,)),
    ("objc_allocateClassPair", _Id, (_Id, ctypes.c_char_p, ctypes.c_size_t)),
    ("class_addMethod", ctypes.c_bool, (_Id, _Id, _Method, ctypes.c_char_p)),
    ("objc_registerClassPair", None, (_Id,)),
):
    getattr(_objc, _name).restype = _answer
    getattr(_objc, _name).argtypes = _given


def send(receiver: int | None, selector: str, *given: tuple[Any, Any], answer: Any = _Id) -> Any:
    """Send a message. ``given``: each argument with its type of ctypes."""
    kinds = [kind for kind, _value in given]
    function = ctypes.CFUNCTYPE(answer, _Id, _Id, *kinds)(("objc_msgSend", _objc))
    named = _objc.sel_registerName(selector.encode())
    return function(receiver, named, *(value for _kind, value in given))


def class_named(name: str) -> int:
    """A class of the system."""
    return int(_objc.objc_getClass(name.encode()))


def text(words: str) -> int:
    """A string of the system's, for a message."""
    encoded = (ctypes.c_char_p, words.encode())
    return int(send(class_named("NSString"), "stringWithUTF8String:", encoded))


class Notices:
    """Calls ``heard(name)`` on the main thread for each notice asked for, until :meth:`stop`."""

    def __init__(self, heard: Callable[[str], None]) -> None:
        self._heard = heard
        # Kept as long as the observer: the runtime holds no reference.
        self._method = _Method(self._hear)
        made = _objc.objc_allocateClassPair(class_named("NSObject"), _fresh_name(self), 0)
        self._selector = _objc.sel_registerName(b"hear:")
        _objc.class_addMethod(made, self._selector, self._method, b"v@:@")
        _objc.objc_registerClassPair(made)
        self._observer = send(send(made, "alloc"), "init")
        self._centres: list[int] = []

    def listen(self, centre: int, *names: str) -> None:
        """Hear these notices of a centre."""
        self._centres.append(centre)
        for name in names:
            send(centre, "addObserver:selector:name:object:", (_Id, self._observer),
                 (_Id, self._selector), (_Id, text(name)), (_Id, None), answer=None)  # fmt: skip

    def stop(self) -> None:
        """Hear nothing any more."""
        for centre in self._centres:
            send(centre, "removeObserver:", (_Id, self._observer), answer=None)
        self._centres.clear()

    def _hear(self, _observer: int, _selector: int, notice: int) -> None:
        words = send(send(notice, "name"), "UTF8String", answer=ctypes.c_char_p)
        self._heard(words.decode())


def _fresh_name(owner: object) -> bytes:
    return f"SkryniaNotices{id(owner):x}".encode()


def workspace_centre() -> int:
    """Where the workspace tells of sleep and of sessions."""
    workspace = send(class_named("NSWorkspace"), "sharedWorkspace")
    return int(send(workspace, "notificationCenter"))


def distributed_centre() -> int:
    """Where other programs tell, among them the one that locks the screen."""
    return int(send(class_named("NSDistributedNotificationCenter"), "defaultCenter"))


class MacShield:
    """``NSWindowSharingNone``, which macOS 15 and later do not heed in every way of capturing."""

    def turn(self, *, on: bool) -> bool:
        """Let no picture of the screen show the windows there are, or let them again."""
        windows = send(send(class_named("NSApplication"), "sharedApplication"), "windows")
        for place in range(send(windows, "count", answer=ctypes.c_ulong)):
            window = send(windows, "objectAtIndex:", (ctypes.c_ulong, place))
            send(window, "setSharingType:", (ctypes.c_ulong, 0 if on else 1), answer=None)
        return True


def conceal_clipboard() -> None:
    """Mark what lies on the clipboard, which must be ours, so that histories leave it out."""
    board = send(class_named("NSPasteboard"), "generalPasteboard")
    nothing = send(class_named("NSData"), "data")
    kind = text("org.nspasteboard.ConcealedType")
    kinds = send(class_named("NSArray"), "arrayWithObject:", (_Id, kind))
    send(board, "addTypes:owner:", (_Id, kinds), (_Id, None), answer=ctypes.c_long)
    send(board, "setData:forType:", (_Id, nothing), (_Id, kind), answer=ctypes.c_bool)
