"""The two tokens that a child of Windows is started with.

Its own is as good as empty: no group and not even its user counts in its favour, each access must
also be granted to nobody ("null SID", as the only restricting one), and it has no privilege. With
that alone no library would load. So its first thread is lent a second one, which may read what we
may, until the child goes back to its own (``windows_token.py``). The lent one is restricted as well
(to everything that we are), because a restricted process may take on no other.

Both are restricted copies of our own token, for which the system asks no privilege.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import wintypes
from dataclasses import dataclass
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.confinement.windows_token import (  # noqa: E402
    IS_INTEGRITY,
    PRIVILEGE,
    PRIVILEGES,
    SidAndAttributes,
)
from desktop.system.windows_calls import (  # noqa: E402
    TOKEN_QUERY,
    about_token,
    advapi32,
    check,
    closing_handle,
    own_token,
)

_ASSIGN_PRIMARY, _DUPLICATE, _IMPERSONATE, _ADJUST_DEFAULT = 0x1, 0x2, 0x4, 0x80
"""TOKEN_ASSIGN_PRIMARY and so on."""
_USER, _GROUPS = 1, 2
"""TokenUser and TokenGroups."""
_NO_PRIVILEGES: Final = 0x1
"""DISABLE_MAX_PRIVILEGE: all but passing through folders."""
_SECURITY_IMPERSONATION, _TOKEN_IMPERSONATION = 2, 2
_NOBODY: Final = bytes((1, 1)) + bytes(10)
"""S-1-0-0."""
_POINTER: Final = ctypes.c_void_p

advapi32.CreateRestrictedToken.argtypes = (
    wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, _POINTER, wintypes.DWORD, _POINTER,
    wintypes.DWORD, _POINTER, _POINTER,
)  # fmt: skip
advapi32.DuplicateTokenEx.argtypes = (
    wintypes.HANDLE, wintypes.DWORD, _POINTER, ctypes.c_int, ctypes.c_int, _POINTER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """``own``: of the process, for good. ``lent``: of its first thread, to load what it needs."""

    own: wintypes.HANDLE
    lent: wintypes.HANDLE


@contextmanager
def two_tokens() -> Iterator[Tokens]:
    """Made of ours; ``OSError`` where the system makes none."""
    access = TOKEN_QUERY | _DUPLICATE | _ASSIGN_PRIMARY | _IMPERSONATE | _ADJUST_DEFAULT
    with (
        own_token(access) as ours,
        closing_handle(_as_good_as_empty(ours)) as own,
        closing_handle(_as_we_are(ours)) as primary,
        closing_handle(_to_be_lent(primary)) as lent,
    ):
        yield Tokens(own, lent)


def _as_good_as_empty(ours: wintypes.HANDLE) -> wintypes.HANDLE:
    nobody = ctypes.create_string_buffer(_NOBODY, len(_NOBODY))
    held = about_token(ours, PRIVILEGES)
    count = int.from_bytes(held.raw[:4], "little")
    privileges = ctypes.create_string_buffer(held.raw[4 : 4 + count * PRIVILEGE] or b"\0")
    with _everybody(ours) as disabled:
        return _restricted(
            ours, 0, disabled, (count, privileges), [ctypes.cast(nobody, _POINTER).value]
        )


def _as_we_are(ours: wintypes.HANDLE) -> wintypes.HANDLE:
    with _everybody(ours) as restricting:
        return _restricted(ours, _NO_PRIVILEGES, [], (0, None), restricting)


def _to_be_lent(primary: wintypes.HANDLE) -> wintypes.HANDLE:
    lent, access = wintypes.HANDLE(), TOKEN_QUERY | _IMPERSONATE
    kind = (_SECURITY_IMPERSONATION, _TOKEN_IMPERSONATION)
    check(advapi32.DuplicateTokenEx(primary, access, None, *kind, ctypes.byref(lent)))
    return lent


@contextmanager
def _everybody(ours: wintypes.HANDLE) -> Iterator[list[int | None]]:
    """Where the identifiers of our user and groups lie, but for the level of integrity."""
    user, groups = about_token(ours, _USER), about_token(ours, _GROUPS)
    count = int.from_bytes(groups.raw[:4], "little")
    first = ctypes.sizeof(_POINTER)  # the count is padded to that
    listed = (SidAndAttributes * count).from_buffer(groups, first)
    them = [SidAndAttributes.from_buffer(user), *listed]
    yield [each.sid for each in them if not each.attributes & IS_INTEGRITY]


def _restricted(
    ours: wintypes.HANDLE,
    flags: int,
    disabled: Sequence[int | None],
    privileges: tuple[int, ctypes.Array[ctypes.c_char] | None],
    restricting: Sequence[int | None],
) -> wintypes.HANDLE:
    made = wintypes.HANDLE()
    without, only = _listed(disabled), _listed(restricting)
    check(
        advapi32.CreateRestrictedToken(
            ours, flags, len(without), without, *privileges, len(only), only, ctypes.byref(made)
        )
    )
    return made


def _listed(sids: Sequence[int | None]) -> ctypes.Array[SidAndAttributes]:
    return (SidAndAttributes * len(sids))(*(SidAndAttributes(sid, 0) for sid in sids))
