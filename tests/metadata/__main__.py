"""Print every difference between what the program reads of photos and what ExifTool reads.

``python -m tests.metadata FOLDER…``; ends with 1 where there is one. ExifTool writes to nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.wire import MAX_FILE, MAX_VALUE
from desktop.media.formats.sniff import media_type_of
from desktop.model.values import camera_time
from tests.metadata.tags import TAGS, Plain, as_degrees, as_letters, as_moment

_AT_ONCE = 200
Theirs = Mapping[str, list[str]]
"""What ExifTool says: by group and tag."""
_OUR_DIRECTORIES = ("IFD0", "ExifIFD", "GPS", "InteropIFD")
_GROUPS = frozenset(group for group, _key in TAGS)
_WRONG = "(?:rror|Bad|Invalid|Illegal|Suspicious)"
_GAVE_UP = {
    rf"{_WRONG}.*\bIFD0\b": frozenset({"EXIF", "GPS", "IPTC", "XMP"}),
    rf"{_WRONG}.*\bExifIFD\b": frozenset({"EXIF"}),
    rf"{_WRONG}.*\bGPS\b": frozenset({"GPS"}),
    r"Invalid EXIF header": frozenset({"EXIF", "GPS"}),
    r"Bad (?:IPTC data|Photoshop resource)": frozenset({"IPTC"}),
    r"XMP format error": frozenset({"XMP"}),
    r"JPEG format error|bytes after JPEG|(?:Corrupted|Truncated|Invalid) PNG": _GROUPS,
}
"""How ExifTool says that it read no further behind a broken entry or segment, and in which of our
groups there is then more than it read. We read on."""
_MIXED = ("File:Comment", "EXIF:UserComment")
_ASKED_BESIDE = (
    "ExifTool:Warning",
    "EXIF:GPSLatitude", "EXIF:GPSLongitude",
    "File:ImageWidth", "File:ImageHeight", "PNG:ImageWidth", "PNG:ImageHeight",
    "QuickTime:ImageSpatialExtent", "QuickTime:CleanAperture", "QuickTime:Rotation",
)  # fmt: skip
_TURNED = ("5", "6", "7", "8")
_TAKEN = ("EXIF:DateTimeOriginal", "EXIF:SubSecTimeOriginal", "EXIF:OffsetTimeOriginal")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that both sides read, or one alone."""

    file: Path
    tag: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.file}\n    {self.tag}: {self.ours!r}, ExifTool {self.theirs!r}"


def main(arguments: Sequence[str]) -> int:
    """The differences, and how many values were compared."""
    if not arguments or shutil.which("exiftool") is None:
        print("usage: make metadata FOLDER=…   (and exiftool has to be installed)")
        return 2
    counted: Counter[str] = Counter()
    with DecoderPool() as pool:
        for some in _pieces(list(_files(arguments))):
            answers = [(path, pool.submit(path.read_bytes())) for path in some]
            theirs = exiftool(some)
            for path, answer in answers:
                for difference in differences(path, answer.result(), theirs.get(path, {}), counted):
                    counted["different"] += 1
                    print(difference)
    print(
        f"{counted['files']} files, {counted['values']} values compared, "
        f"{counted['older']} of them in an older code page that ExifTool does not tell, "
        f"{counted['beyond']} behind a broken entry where it gave up, "
        f"{counted['no text']} comments that are mostly no text, "
        f"{counted['different']} different"
    )
    return 1 if counted["different"] or not counted["values"] else 0


def _files(arguments: Sequence[str]) -> Iterator[Path]:
    for argument in arguments:
        for path in sorted(Path(argument).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_FILE:
                with path.open("rb") as file:
                    if media_type_of(file.read(16)).startswith("image/"):
                        yield path


def _pieces(files: list[Path]) -> Iterator[list[Path]]:
    for at in range(0, len(files), _AT_ONCE):
        yield files[at : at + _AT_ONCE]


def exiftool(files: Sequence[Path]) -> dict[Path, Theirs]:
    """What ExifTool reads of each, by ``Group:Tag``; a tag that is met several times has all, the
    one that ExifTool itself would show first.

    Of EXIF only the directories that belong to the picture count: a TIFF has one for each page, a
    JPEG one for its preview.
    """
    asked = [f"-{tag}" for tag, _plain in TAGS.values()]
    run = subprocess.run(
        [
            "exiftool", "-json", "-n", "-a", "-G0:1:4", "-struct", "-charset", "iptc=UTF8", "-fast",
            *(f"-{tag}" for tag in _ASKED_BESIDE), *asked, "-@", "-",
        ],
        input="\n".join(map(str, files)).encode(),
        capture_output=True,
        check=False,
    )  # fmt: skip
    found = json.loads(run.stdout or b"[]", parse_float=str, parse_int=str)
    return {Path(each["SourceFile"]): _of_the_picture(each) for each in found}


def _of_the_picture(each: Mapping[str, Any]) -> Theirs:
    held = defaultdict[str, list[str]](list)
    for key in sorted(each, key=lambda key: ":Copy" in key):
        groups, value = key.split(":"), each[key]
        if groups[0] == "EXIF" and groups[1] not in _OUR_DIRECTORIES:
            continue
        values = value if isinstance(value, list) else [value]
        held[f"{groups[0]}:{groups[-1]}"] += [str(one) for one in values]
    return held


def differences(
    path: Path, decoded: Decoded, theirs: Theirs, counted: Counter[str]
) -> Iterator[Difference]:
    """Tag by tag, then the time and the size."""
    counted["files"] += 1
    ours = defaultdict[tuple[str, str], list[str]](list)
    for item in decoded.metadata:
        ours[item.group, item.key].append(item.value)
    # Of IPTC in resources with another mark than Photoshop's it reads nothing.
    gave_up = _gave_up(theirs)
    no_iptc = not any(tag.startswith("IPTC") for tag in theirs)
    for known, (tag, plain) in TAGS.items():
        held = theirs.get(tag, [])
        yield from _compared(
            path,
            tag,
            ours.get(known, []),
            held,
            plain,
            counted,
            known[0] in gave_up or (no_iptc and known[0] == "IPTC"),
        )
    if not _is_text_of_numbers("EXIF:GPS", ours["GPS", "GPSLatitude"]):
        yield from _place(path, ours["GPS", "DecimalDegrees"], theirs, counted)
    yield from _time(path, decoded, theirs, counted)
    yield from _size(path, decoded, theirs, counted)


def _is_text_of_numbers(tag: str, ours: list[str]) -> bool:
    """Whether a place or a time stands there as text with commas for points. ExifTool takes the
    first three whole numbers for degrees, minutes and seconds, and is wrong; we leave it as text.
    """
    return tag.startswith("EXIF:GPS") and any(value.count(",") > 3 for value in ours)


def _gave_up(theirs: Theirs) -> frozenset[str]:
    """The groups of which it did not read all, by its own word."""
    said = theirs.get("ExifTool:Warning", [])
    return frozenset[str]().union(
        *(groups for form, groups in _GAVE_UP.items() if any(re.search(form, one) for one in said))
    )


def _is_mostly_no_text(tag: str, ours: list[str], theirs: list[str]) -> bool:
    """Whether a comment is called so many bytes here. ExifTool shows the letters among them."""
    found = re.fullmatch(r"\((\d+) bytes\)", "".join(ours)) if tag in _MIXED else None
    return found is not None and all(len(as_letters(one)) * 2 < int(found[1]) for one in theirs)


def _compared(
    path: Path,
    tag: str,
    ours: list[str],
    theirs: list[str],
    plain: Plain,
    counted: Counter[str],
    gave_up: bool,
) -> Iterator[Difference]:
    left = [plain(value[:MAX_VALUE]) for value in ours]
    right = [plain(value[:MAX_VALUE]) for value in theirs]
    if not any(left) and not any(right):
        return
    counted["values"] += 1
    # A tag that is met again has a value that one of both leaves out.
    if left == right or (left and right and set(right) & set(left)):
        return
    if any(map(_in_an_older_page, left, right)):
        counted["older"] += 1
    elif theirs == ["ASCII"] or (not any(right) and gave_up) or _is_text_of_numbers(tag, ours):
        counted["beyond"] += 1
    elif _is_mostly_no_text(tag, ours, theirs):
        counted["no text"] += 1
    else:
        yield Difference(path, tag, " | ".join(left), " | ".join(right))


def _in_an_older_page(ours: str, theirs: str) -> bool:
    """Whether ExifTool has a question mark for each letter that it was told no page for."""
    return len(ours) == len(theirs) and all(
        mine == other or (other == "?" and not mine.isascii())
        for mine, other in zip(ours, theirs, strict=True)
    )


def _place(
    path: Path, ours: list[str], theirs: Theirs, counted: Counter[str]
) -> Iterator[Difference]:
    """By the values of EXIF: ExifTool's own place may come from a maker note or from XMP."""
    wanted = []
    for name, negative in (("Latitude", "S"), ("Longitude", "W")):
        value, sign = _first(theirs, f"EXIF:GPS{name}"), _first(theirs, f"EXIF:GPS{name}Ref")
        wanted += [f"-{value}" if value and sign.upper() == negative else value]
    right = as_degrees(" ".join(wanted)).replace("-0.000000", "0.000000")
    if not ours and not all(_is_of_this_earth(*wanted)):
        return
    counted["values"] += 1
    if ours and not any(wanted) and "GPS" in _gave_up(theirs):
        counted["beyond"] += 1
    elif as_degrees("".join(ours)) != right:
        yield Difference(path, "place", "".join(ours), right)


def _is_of_this_earth(latitude: str, longitude: str) -> Iterator[bool]:
    for value, most in ((latitude, 90), (longitude, 180)):
        try:
            yield abs(float(value)) <= most
        except ValueError:
            yield False


def _first(theirs: Theirs, tag: str) -> str:
    return next(iter(theirs.get(tag, [])), "")


def _time(
    path: Path, decoded: Decoded, theirs: Theirs, counted: Counter[str]
) -> Iterator[Difference]:
    wanted = camera_time.written(*(_first(theirs, tag) for tag in _TAKEN))
    wanted = wanted or camera_time.written(_first(theirs, "XMP:DateTimeOriginal"))
    if wanted or decoded.captured_at:
        counted["values"] += 1
        if not wanted and "EXIF" in _gave_up(theirs):
            counted["beyond"] += 1
        elif as_moment(wanted) != as_moment(decoded.captured_at):
            yield Difference(path, "time taken", decoded.captured_at, wanted)


def _size(
    path: Path, decoded: Decoded, theirs: Theirs, counted: Counter[str]
) -> Iterator[Difference]:
    wanted = {f"{width}×{height}" for width, height in _sizes(theirs)}
    if not wanted or not decoded.width:
        return
    counted["values"] += 1
    if (found := f"{decoded.width}×{decoded.height}") not in wanted:
        yield Difference(path, "size", found, " or ".join(sorted(wanted)))


def _sizes(theirs: Theirs) -> Iterator[tuple[int, int]]:
    """As it is shown: turned, and of a HEIF cut as it asks. Those that ExifTool has of several
    items of a HEIF, without saying which is the picture, are all of them right."""
    cut = [each.split()[:2] for each in theirs.get("QuickTime:CleanAperture", [])]
    items = [each.split() for each in theirs.get("QuickTime:ImageSpatialExtent", [])]
    if items:
        turned = any(each in ("90", "270") for each in theirs.get("QuickTime:Rotation", []))
        pairs = [*items, *cut]
    else:
        turned = _first(theirs, "EXIF:Orientation") in _TURNED
        group = "File" if _first(theirs, "File:ImageWidth") else "PNG"
        width, height = (_first(theirs, f"{group}:Image{side}") for side in ("Width", "Height"))
        # Of a bitmap of OS/2 ExifTool reads 0.
        pairs = [[width, height]] if width and height and height != "0" else []
    for across, down in (pair for pair in pairs if len(pair) == 2):
        sides = round(float(across)), round(float(down))
        yield sides[::-1] if turned else sides


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
