"""What a process tree did, as the kernel saw it: strace, parsed.

``-xx`` prints every string as ``\\x41\\x42…``, so bytes are searched without unescaping and
no quoting can hide anything; ``-y`` puts the file behind each descriptor beside it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journey.canaries import ENCODINGS
from tests.journey.support import tool

_LONGEST = 1 << 24
_WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile,copy_file_range"
_PLACES = (
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "mkdir,mkdirat"
)
_REMOVALS = "unlink,unlinkat,rmdir,truncate,ftruncate,mknod,mknodat,memfd_create"
_OPENINGS = {"open", "openat", "openat2"}
_FOR_WRITING = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC")
_CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\((?P<rest>.*)$")
_DESCRIPTOR = re.compile(r"^(?P<number>-?\d+)<(?P<path>[^>]*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<([^>]*)>, \"")
"""The folder that a relative path behind it starts from."""
_REFUSED = re.compile(r"= -1 E[A-Z]+")
_FAMILY = re.compile(r"\b(AF_[A-Z0-9]+)\b")


def writes_to(log: Path) -> list[str]:
    """A prefix that runs a command and logs everything its process tree writes and names."""
    return _strace(log, f"{_WRITES},{_PLACES}")


def sockets_to(log: Path) -> list[str]:
    """A prefix that runs a command and logs every network call of its process tree."""
    return _strace(log, "%network")


def writes_and_sockets_to(log: Path) -> list[str]:
    """Both at once, and what is removed or made without a name, for a journey that is walked only
    once."""
    return _strace(log, f"{_WRITES},{_PLACES},{_REMOVALS},%network")


def _strace(log: Path, calls: str) -> list[str]:
    path = tool("strace")
    if path is None:
        raise RuntimeError("strace is not installed")
    # Only these calls stop the process: stopping it at each took a third of a journey.
    options = ["-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", str(_LONGEST), "-e", "signal=none"]
    return [path, *options, "-e", f"trace={calls}", "-o", str(log)]


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: its name, the rest of its line, and the file written to, if one was."""

    name: str
    rest: str

    @property
    def target(self) -> str:
        """The path or ``pipe:[…]`` behind the first argument; "" where it is no descriptor."""
        match = _DESCRIPTOR.match(self.rest)
        return _text(match["path"]) if match else ""

    @property
    def strings(self) -> list[bytes]:
        """The byte strings among the arguments."""
        return [_octets(text) for text in _STRING.findall(self.rest)]


def calls(log: Path) -> Iterator[Call]:
    """Every call in a log, unfinished halves included."""
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            if match := _CALL.match(line):
                yield Call(match["name"], match["rest"])


def written_files(log: Path) -> set[Path]:
    """Every regular path that was written to, also of files that are gone by now."""
    names = set(_WRITES.split(","))
    targets = (call.target for call in calls(log) if call.name in names)
    return {Path(target.removesuffix(" (deleted)")) for target in targets if target[:1] == "/"}


def written_outside(log: Path, root: Path) -> set[Path]:
    """What was written neither below ``root`` nor to a device, such as ``/dev/null``.

    ``/dev/shm`` is no device but memory for files, where ``root`` itself may lie.
    """
    devices, memory = Path("/dev"), Path("/dev/shm")
    return {
        path
        for path in written_files(log)
        if not path.is_relative_to(root)
        and (path.is_relative_to(memory) or not path.is_relative_to(devices))
    }


def named_paths(log: Path) -> set[bytes]:
    """Every path that was opened for writing, renamed, linked or made."""
    named: set[bytes] = set()
    for call in calls(log):
        opening = call.name in _OPENINGS
        if call.name in _PLACES.split(",") and (not opening or "O_CREAT" in call.rest):
            named.update(call.strings)
    return named


def touched(log: Path, working: Path) -> set[Path]:
    """Every path that was opened for writing, made, renamed, linked, cut or removed, whether it is
    there by now or not; what was refused is none. A path that names no folder lies in ``working``,
    or in the one that is open beside it. Memory is ``/memfd:NAME``."""
    found: set[Path] = set()
    names = {*_PLACES.split(","), *_REMOVALS.split(",")}
    for call in calls(log):
        if call.name not in names or _REFUSED.search(call.rest) or _only_reads(call):
            continue
        if call.name == "ftruncate":
            found.add(Path(call.target.removesuffix(" (deleted)")))
        elif call.name == "memfd_create":
            found.update(Path(f"/memfd:{os.fsdecode(name)}") for name in call.strings)
        else:
            found.update(_paths(call, working))
    return found


def _only_reads(call: Call) -> bool:
    return call.name in _OPENINGS and not any(flag in call.rest for flag in _FOR_WRITING)


def _paths(call: Call, working: Path) -> Iterator[Path]:
    folders = [_text(found) for found in _FOLDER.findall(call.rest)]
    for number, name in enumerate(call.strings):
        folder = folders[number] if number < len(folders) else str(working)
        yield Path(os.path.normpath(Path(folder, os.fsdecode(name))))


def canaries_written(log: Path, canaries: Iterable[str]) -> list[tuple[str, str]]:
    """(canary, file) for every canary in the clear in any write to a file.

    What goes through pipes between a program and its own helpers never lands on a disk and
    is not counted.
    """
    needles = [(c, _hexed(c.encode(encoding))) for c in canaries for encoding in ENCODINGS]
    names = set(_WRITES.split(","))
    found: list[tuple[str, str]] = []
    for call in calls(log):
        if call.name in names and call.target.startswith("/"):
            found.extend((c, call.target) for c, needle in needles if needle in call.rest)
    return found


def socket_families(log: Path) -> set[str]:
    """The address families of every socket asked for or used, refused ones included."""
    asking = (call.rest for call in calls(log) if "AF_" in call.rest)
    return {family for rest in asking for family in _FAMILY.findall(rest)}


def called(log: Path) -> set[bytes]:
    """The names of all sockets of this machine that were bound or connected to, also in vain."""
    asking = (call for call in calls(log) if call.name in {"bind", "connect"})
    return {name for call in asking if "AF_UNIX" in call.rest for name in call.strings}


def _hexed(data: bytes) -> str:
    return "".join(f"\\x{octet:02x}" for octet in data)


def _octets(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _text(shown: str) -> str:
    """A path beside a descriptor: plain, or as hex where ``-xx`` reaches it."""
    return _octets(shown).decode("utf-8", "replace") if shown.startswith("\\x") else shown
