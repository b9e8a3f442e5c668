"""Print every difference between what the program reads of photos and what ExifTool reads.

``python -m tests.metadata FOLDER…``; ends with 1 where there is one. ExifTool writes to nothing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.media.decoder import Decoded, DecoderPool
from desktop.media.sniff import media_type_of
from desktop.media.wire import MAX_FILE, MAX_VALUE
from desktop.model.values import camera_time
from tests.metadata.tags import TAGS, Plain, as_text

_AT_ONCE = 200
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


def exiftool(files: Sequence[Path]) -> dict[Path, dict[str, str | list[str]]]:
    """What ExifTool reads of each, by ``Group:Tag``; the first where a tag is met twice."""
    asked = [f"-{tag}" for tag, _plain in TAGS.values()]
    run = subprocess.run(
        [
            "exiftool", "-json", "-n", "-G0", "-struct", "-charset", "iptc=UTF8", "-fast",
            "-File:ImageWidth", "-File:ImageHeight", "-PNG:ImageWidth", "-PNG:ImageHeight",
            *asked, "-@", "-",
        ],
        input="\n".join(map(str, files)).encode(),
        capture_output=True,
        check=False,
    )  # fmt: skip
    found = json.loads(run.stdout or b"[]", parse_float=str, parse_int=str)
    return {
        Path(each["SourceFile"]): {
            key: [str(part) for part in value] if isinstance(value, list) else str(value)
            for key, value in each.items()
        }
        for each in found
    }


def differences(
    path: Path, decoded: Decoded, theirs: Mapping[str, str | list[str]], counted: Counter[str]
) -> Iterator[Difference]:
    """Tag by tag, then the time and the size."""
    counted["files"] += 1
    ours = defaultdict[tuple[str, str], list[str]](list)
    for item in decoded.metadata:
        ours[item.group, item.key].append(item.value)
    for known, (tag, plain) in TAGS.items():
        held = theirs.get(tag)
        yield from _compared(path, tag, ours.get(known, []), held, plain, counted)
    yield from _time(path, decoded, theirs, counted)
    yield from _size(path, decoded, theirs, counted)


def _compared(
    path: Path,
    tag: str,
    ours: list[str],
    theirs: str | list[str] | None,
    plain: Plain,
    counted: Counter[str],
) -> Iterator[Difference]:
    held = theirs if isinstance(theirs, list) else [] if theirs is None else [theirs]
    left = [plain(value[:MAX_VALUE]) for value in ours]
    right = [plain(value[:MAX_VALUE]) for value in held]
    if not any(left) and not any(right):
        return
    counted["values"] += 1
    if left == right or right == left[: len(right)]:
        return
    if any(map(_in_an_older_page, left, right)):
        counted["older"] += 1
    else:
        yield Difference(path, tag, " | ".join(left), " | ".join(right))


def _in_an_older_page(ours: str, theirs: str) -> bool:
    """Whether ExifTool has a question mark for each letter that it was told no page for."""
    return len(ours) == len(theirs) and all(
        mine == other or (other == "?" and not mine.isascii())
        for mine, other in zip(ours, theirs, strict=True)
    )


def _time(
    path: Path, decoded: Decoded, theirs: Mapping[str, str | list[str]], counted: Counter[str]
) -> Iterator[Difference]:
    wanted = camera_time.written(*(str(theirs.get(tag, "")) for tag in _TAKEN))
    if wanted or decoded.captured_at:
        counted["values"] += 1
        if as_text(wanted) != as_text(decoded.captured_at):
            yield Difference(path, "time taken", decoded.captured_at, wanted)


def _size(
    path: Path, decoded: Decoded, theirs: Mapping[str, str | list[str]], counted: Counter[str]
) -> Iterator[Difference]:
    for group in ("File", "PNG"):
        width, height = theirs.get(f"{group}:ImageWidth"), theirs.get(f"{group}:ImageHeight")
        if not width or not height or not decoded.width:
            continue
        counted["values"] += 1
        turned = str(theirs.get("EXIF:Orientation", "")) in _TURNED
        wanted = f"{height}×{width}" if turned else f"{width}×{height}"
        if wanted != (found := f"{decoded.width}×{decoded.height}"):
            yield Difference(path, "size", found, wanted)
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
