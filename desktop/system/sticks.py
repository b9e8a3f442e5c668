"""Sticks, cards and disks that somebody plugged in, as the system tells of them.

Linux: proc_pid_mountinfo(5), ``/sys/class/block`` and ``/dev/disk/by-label``; no stick is asked
anything. Windows: GetDriveTypeW and GetVolumeInformationW, which name a disk in a USB case as a
fixed one: it is not listed. macOS: what ``diskutil info -plist`` says of each folder in
``/Volumes``; that has never been run. The last two may wait for a stick that does not answer, and
:func:`place` may everywhere: ``desktop/system/stick_watch.py`` asks on threads of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from desktop.i18n import _
from desktop.model.identity import only_shown

FAT32_LARGEST: Final = 4 * 1024**3 - 1
"""Bytes of the largest file on FAT12, FAT16 and FAT32."""

_FAT_NAMES: Final = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32"})
_OF_THE_SYSTEM: Final = (
    "/boot", "/cdrom", "/home", "/lib", "/live", "/nix", "/run/live", "/usr", "/var",
)  # fmt: skip
"""Where a disk is mounted from which the system itself runs, a live one too; beside ``/``."""
_LEAST_FIELDS: Final = 6
"""Of a line of mountinfo: up to the options of the mount; optional ones follow."""
_LEAST_TOLD: Final = 2
"""After its hyphen: file system and source; a bare mount has no options of its own."""
_FOR_STICKS: Final = ("/media", "/run/media", "/mnt")
_NO_LABEL: Final = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}|[0-9A-F]{16}|[0-9a-f]{8}(-[0-9a-f]+){4}")
"""What udisks calls a mount point of a file system without a label: its UUID."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A mounted volume that can be pulled. ``label``: its own name, "" where it has none.

    ``file_system``: as the system calls it, in lower case. ``writable``: whether it is mounted so.
    """

    label: str
    path: Path
    file_system: str
    writable: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that something may be saved in. ``free``, ``size``: bytes of what it lies on."""

    folder: Path
    file_system: str
    free: int
    size: int
    writable: bool


class Unfit(StrEnum):
    """Why a file cannot be saved in a place."""

    NOT_WRITABLE = "not-writable"
    FILE_TOO_LARGE = "file-too-large"
    NO_ROOM = "no-room"


def unfit(place: Place, size: int, largest: int | None = None) -> Unfit | None:
    """Why ``size`` bytes cannot be saved there; None where they can. ``largest``: bytes of the
    largest file of a folder; without it, one file is meant."""
    if not place.writable:
        return Unfit.NOT_WRITABLE
    if (size if largest is None else largest) > largest_file(place.file_system):
        return Unfit.FILE_TOO_LARGE
    return Unfit.NO_ROOM if size > place.free else None


def largest_file(file_system: str) -> int:
    """Bytes of the largest file that a file system takes, as far as a package or a vault could
    reach it. Linux names what a program mounts ``fuse.vfat``."""
    return FAT32_LARGEST if file_system.removeprefix("fuse.") in _FAT_NAMES else sys.maxsize


def place(folder: Path) -> Place:
    """Ask a folder how much it takes; ``OSError``. Waits as long as its device does."""
    import shutil  # pulls in every compressor; the first window does without

    usage = shutil.disk_usage(folder)
    writable = folder.is_dir() and os.access(folder, os.W_OK)
    return Place(folder, file_system(folder), usage.free, usage.total, writable)


def stick_under(folder: Path, sticks: tuple[Stick, ...]) -> Stick | None:
    """The stick that a folder lies on, by its path alone; None where it lies on none of them."""
    over = [stick for stick in sticks if folder.is_relative_to(stick.path)]
    return max(over, key=lambda stick: len(stick.path.parts), default=None)


def stick_title(stick: Stick) -> str:
    """What people call a stick: by its own name, without characters that hide or turn others
    round, and its letter where it has one."""
    name = only_shown(stick.label).strip() or _("USB stick")
    return f"{name} ({stick.path.drive})" if stick.path.drive else name


# -- Linux ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tables:
    """Where Linux tells what is mounted, on what, and what that is called."""

    mounts: Path = Path("/proc/self/mountinfo")
    blocks: Path = Path("/sys/class/block")
    labels: Path = Path("/dev/disk/by-label")


@dataclass(frozen=True, slots=True)
class _Mount:
    point: PurePosixPath
    source: str
    file_system: str
    writable: bool


def sticks_of(tables: Tables) -> tuple[Stick, ...]:
    """The sticks that the tables of Linux tell of, by label; each once, however often mounted."""
    mounted = list(_mounts(_table(tables.mounts)))
    labels = dict(_labels(tables.labels))
    own: set[Path] = set()
    for each in mounted:
        if _lies_under(each.point, _OF_THE_SYSTEM) or each.point == PurePosixPath("/"):
            own |= _disks(tables.blocks, _device(each.source))
    found: dict[str, Stick] = {}
    for each in mounted:
        device = _device(each.source)
        if not device or device in found:
            continue
        disks = _disks(tables.blocks, device)
        if disks & own or not (_lies_under(each.point, _FOR_STICKS) or disks):
            continue
        if not disks or any(_can_be_pulled(disk) for disk in disks):
            label = labels.get(device) or _label_of(each.point)
            found[device] = Stick(label, Path(each.point), each.file_system, each.writable)
    return tuple(sorted(found.values(), key=lambda stick: (stick.label, str(stick.path))))


def mounted_as(mountinfo: str, folder: PurePosixPath) -> str:
    """The file system of a resolved folder, by a table in the form of proc_pid_mountinfo(5)."""
    best, name = -1, ""
    for each in _mounts(mountinfo):
        if folder.is_relative_to(each.point) and len(each.point.parts) >= best:
            best, name = len(each.point.parts), each.file_system
    return name


def _table(file: Path) -> str:
    """As it is: read as text, a carriage return in the name of a stick would end a line."""
    return file.read_bytes().decode(errors="replace")


def _mounts(mountinfo: str) -> Iterator[_Mount]:
    """What each line tells; one of another form is passed over, not the table with it."""
    for line in mountinfo.split("\n"):
        before, _, after = line.partition(" - ")
        fields, told = before.split(" "), after.split(" ")
        if len(fields) < _LEAST_FIELDS or len(told) < _LEAST_TOLD:
            continue
        point = PurePosixPath(_unescaped(fields[4]))
        options = {*fields[5].split(","), *told[-1].split(",")}
        yield _Mount(point, _unescaped(told[1]), told[0].lower(), "ro" not in options)


def _unescaped(text: str) -> str:
    """Undo the octal escapes of mountinfo (space, tab, newline, backslash)."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _lies_under(point: PurePosixPath, folders: tuple[str, ...]) -> bool:
    return any(point.is_relative_to(folder) for folder in folders)


def _device(source: str) -> str:
    """``sdb1`` of ``/dev/sdb1``, ``dm-0`` of ``/dev/mapper/luks-…``; "" for what is no device."""
    if not source.startswith("/dev/"):
        return ""
    # Not Path.resolve(), which raises RuntimeError where links lead in a circle.
    return PurePosixPath(os.path.realpath(source) if "/mapper/" in source else source).name


def _disks(blocks: Path, device: str) -> set[Path]:
    """The whole disks below a device: of a partition its disk, of an opened encryption those of
    what it opens. Empty where the system does not tell."""
    if not device or not (blocks / device).exists():
        return set()
    folder = (blocks / device).resolve()
    below = folder / "slaves"
    slaves = sorted(each.name for each in below.iterdir()) if below.is_dir() else []
    if slaves:
        return set().union(*(_disks(blocks, slave) for slave in slaves))
    return {folder.parent if (folder / "partition").exists() else folder}


def _can_be_pulled(disk: Path) -> bool:
    """Behind USB, with a medium that can be taken out, or an SD card."""
    by_usb = any(re.fullmatch(r"usb\d+", part) for part in disk.parts)
    return by_usb or _said(disk / "removable") == "1" or _said(disk / "device" / "type") == "SD"


def _said(file: Path) -> str:
    return file.read_text(encoding="ascii", errors="replace").strip() if file.is_file() else ""


def _labels(folder: Path) -> Iterator[tuple[str, str]]:
    """(device, label) of each link in ``/dev/disk/by-label``."""
    links = sorted(folder.iterdir()) if folder.is_dir() else []
    for link in filter(Path.is_symlink, links):
        label = re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), link.name)
        yield link.readlink().name, label


def _label_of(point: PurePosixPath) -> str:
    return "" if _NO_LABEL.fullmatch(point.name) else point.name


# -- macOS ---------------------------------------------------------------------------------


def stick_of_plist(plist: bytes, folder: Path) -> Stick | None:
    """The stick that ``diskutil info -plist`` describes; None where it cannot be pulled, or where
    it describes nothing."""
    told = _told_by(plist)
    if not (told.get("RemovableMediaOrExternalDevice") or told.get("Ejectable")):
        return None
    return Stick(
        str(told.get("VolumeName", "")),
        folder,
        str(told.get("FilesystemType", "")).lower(),
        bool(told.get("WritableVolume", True)),
    )


def _told_by(plist: bytes) -> Mapping[str, object]:
    """Empty for what is no plist, or no dictionary."""
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        told = plistlib.loads(plist)
    except (ValueError, LookupError, AttributeError, TypeError, ExpatError):
        return {}
    return told if isinstance(told, dict) else {}


def _volumes(folder: Path) -> Iterator[Stick]:
    import subprocess

    for each in sorted(folder.iterdir()):
        if each.is_symlink():  # the system's own disk
            continue
        command = ["/usr/sbin/diskutil", "info", "-plist", str(each)]
        answer = subprocess.run(command, capture_output=True, check=False)
        stick = stick_of_plist(answer.stdout, each) if answer.returncode == 0 else None
        if stick is not None:
            yield stick


# -- what is asked of the system this runs on ------------------------------------------------

if sys.platform == "win32":
    _REMOVABLE: Final = 2
    _READ_ONLY: Final = 0x0008_0000
    _NO_QUESTIONS: Final = 1
    _LONGEST: Final = 261

    def plugged() -> tuple[Stick, ...]:
        """The sticks that are there now."""
        import ctypes

        kernel = ctypes.windll.kernel32
        # Else a reader without a card asks for one in a window of the system's.
        kernel.SetThreadErrorMode(_NO_QUESTIONS, None)
        letters = kernel.GetLogicalDrives()
        roots = [f"{chr(ord('A') + n)}:\\" for n in range(26) if letters >> n & 1]
        found = (_volume(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE)
        return tuple(stick for stick in found if stick is not None)

    def file_system(folder: Path) -> str:
        """The lower-case name of the file system a folder is on; empty where it is not known."""
        volume = _volume(folder.resolve().anchor)
        return volume.file_system if volume is not None else ""

    def _volume(root: str) -> Stick | None:
        """What lies in a drive; None where nothing does."""
        import ctypes

        label = ctypes.create_unicode_buffer(_LONGEST)
        name = ctypes.create_unicode_buffer(_LONGEST)
        flags = ctypes.c_ulong(0)
        if not ctypes.windll.kernel32.GetVolumeInformationW(
            root, label, len(label), None, None, ctypes.byref(flags), name, len(name)
        ):
            return None
        writable = not flags.value & _READ_ONLY
        return Stick(label.value, Path(root), name.value.lower(), writable)

else:
    _TABLES: Final = Tables()
    _VOLUMES: Final = Path("/Volumes")

    def plugged() -> tuple[Stick, ...]:
        """The sticks that are there now."""
        if _TABLES.mounts.exists():
            return sticks_of(_TABLES)
        return tuple(_volumes(_VOLUMES)) if _VOLUMES.is_dir() else ()

    def file_system(folder: Path) -> str:
        """The lower-case name of the file system a folder is on; empty where it is not known."""
        if _TABLES.mounts.exists():
            return mounted_as(_table(_TABLES.mounts), PurePosixPath(folder.resolve()))
        if _VOLUMES.is_dir():
            under = stick_under(folder.resolve(), tuple(_volumes(_VOLUMES)))
            return under.file_system if under is not None else ""
        return ""
