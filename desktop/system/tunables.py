"""The program begins once more, with what glibc takes only from the environment of a start.

Each thread keeps a few of the small pieces that it freed at hand (tcache of glibc) and hands them
on as they were: neither ``M_PERTURB`` nor ``calloc`` reaches them (``tcache_get`` in malloc.c). How
many it keeps is read before the first line of a program runs (``GLIBC_TUNABLES``, Hardware
Capability Tunables and Memory Allocation Tunables of the manual of glibc).
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
"""As ``typing`` has it, which is not imported here: this is run twice, and it takes 2 ms."""
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Final

_VARIABLE: Final = "GLIBC_TUNABLES"
_COUNT: Final = "glibc.malloc.tcache_count"
_NOTHING: Final = f"{_COUNT}=0"
_BEGUN: Final = "SKRYNIA_BEGUN"
"""Holds the number of the process that began once more: the same program, and no child of it."""


def keep_nothing_at_hand() -> None:
    """Begin once more as a program that keeps no freed piece at hand; goes on in that one alone.
    To be called before anything is made or loaded that does not outlive ``execve``; some 20 ms.

    Nothing happens but on Linux with glibc. Where the system does not let it begin again, the
    program goes on as it is.
    """
    if not _has_glibc() or not sys.executable or _began(os.environ):
        return
    changed = {_VARIABLE: merged(os.environ.get(_VARIABLE, "")), _BEGUN: str(os.getpid())}
    # A frozen program is its own interpreter, and has no options of one.
    words = sys.argv[1:] if getattr(sys, "frozen", False) else sys.orig_argv[1:]
    try:
        os.execve(sys.executable, [sys.executable, *words], {**os.environ, **changed})  # noqa: S606
    except OSError:
        return


def merged(asked: str) -> str:
    """The value of ``GLIBC_TUNABLES`` with ours, and of what was ``asked`` for all others."""
    return ":".join([*_others(asked), _NOTHING])


def _began(environment: MutableMapping[str, str]) -> bool:
    """Whether this process began once more; what it was told is not told to its children."""
    if environment.get(_BEGUN) != str(os.getpid()):
        return _NOTHING in environment.get(_VARIABLE, "").split(":")
    del environment[_BEGUN]
    if others := _others(environment.get(_VARIABLE, "")):
        environment[_VARIABLE] = ":".join(others)
    else:
        environment.pop(_VARIABLE, None)
    return True


def _others(asked: str) -> list[str]:
    return [each for each in asked.split(":") if each and each.partition("=")[0] != _COUNT]


def _has_glibc() -> bool:
    if sys.platform != "linux" or "CS_GNU_LIBC_VERSION" not in os.confstr_names:
        return False
    return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
