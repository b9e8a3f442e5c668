"""A picture, however hostile, costs one thumbnail and nothing else."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from PIL import Image

from desktop.errors import UndecodableMedia
from desktop.media.decoding import decode as picture
from desktop.media.decoding import decode_worker, decoder, pixels
from desktop.media.decoding.decoder import SCREEN, Decoded, DecoderPool, decode_screen
from desktop.media.decoding.wire import MAX_FILE, MAX_VALUE, Problem, Request
from tests.journey.support import ROOT
from tests.peak import peak_of
from tests.unit.media import hostile

pytestmark = pytest.mark.usefixtures("children_end")

SCALED = Request(edge=64, quality=95, with_metadata=False)


def decode(pool: DecoderPool, data: bytes) -> Decoded:
    return pool.submit(data).result(timeout=60)


def picture_of(decoded: Decoded) -> Image.Image:
    assert decoded.picture is not None, decoded.problem
    return Image.open(io.BytesIO(decoded.picture.data))


@pytest.mark.rare
def test_every_outside_photo_gets_a_thumbnail_that_says_nothing(
    pool: DecoderPool, shared_data: Path
) -> None:
    """The folder's corrupt files are broken in their metadata; their pixels can be shown."""
    files = sorted((shared_data / "photos").iterdir())
    assert len(files) > 30
    for path in files:
        decoded = decode(pool, path.read_bytes())
        shown = picture_of(decoded)
        assert max(shown.size) <= 256, path.name
        assert min(decoded.width, decoded.height) > 0
        assert not shown.getexif(), path.name
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(shown.info)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a header that says 900 megapixels", lambda: hostile.png(30_000, 30_000), "too-many-pixels"),
    ("a header that lies about its data", lambda: hostile.png(2000, 2000, b"x"), "damaged"),
    ("a header of no pixels", lambda: hostile.png(0, 0), "damaged"),
    ("a PNG cut in its header", lambda: hostile.png(9, 9)[:20], "damaged"),
    ("a TIFF of 4 gigapixels", lambda: hostile.tiff(65_000, 65_000), "too-many-pixels"),
    ("a TIFF without its pixels", lambda: hostile.tiff(3000, 3000), "damaged"),
    ("a JPEG cut after its marker", lambda: hostile.jpeg()[:3], "damaged"),
    ("an archive named like a photo", hostile.zip_file, "not-a-picture"),
    ("an empty file", lambda: b"", "not-a-picture"),
    ("zeros", lambda: bytes(1_000_000), "not-a-picture"),
    ("half a HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(200), "damaged"),
]


@pytest.mark.parametrize(("make", "problem"), [pytest.param(m, p, id=i) for i, m, p in HOSTILE])
def test_what_cannot_be_shown_is_said(
    pool: DecoderPool, make: Callable[[], bytes], problem: str
) -> None:
    decoded = decode(pool, make())
    assert decoded.problem == problem
    assert decoded.picture is None
    assert (decoded.width, decoded.height) == (0, 0)


def test_a_file_that_breaks_off_is_shown_as_far_as_it_goes(pool: DecoderPool) -> None:
    decoded = decode(pool, hostile.jpeg()[:20_000])
    assert decoded.problem is Problem.INCOMPLETE
    assert picture_of(decoded).size == (256, 192)


def test_a_comment_of_fifty_megabytes_costs_the_comment_alone(pool: DecoderPool) -> None:
    decoded = decode(pool, hostile.png_text_bomb())
    assert decoded.problem is None
    assert [item for item in decoded.metadata if len(item.value) > MAX_VALUE] == []


def test_of_an_endless_animation_the_first_frame_is_shown(pool: DecoderPool) -> None:
    assert picture_of(decode(pool, hostile.endless_gif())).size == (256, 256)


def test_a_directory_that_names_itself_ends(pool: DecoderPool) -> None:
    assert picture_of(decode(pool, hostile.looping_exif())).size == (32, 32)


@pytest.mark.slow
@pytest.mark.rare
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is that of wait4")
def test_a_picture_of_the_most_pixels_with_transparency_takes_700_mebibytes(
    tmp_path: Path,
) -> None:
    (tmp_path / "bomb.png").write_bytes(hostile.png_bomb(10_900))
    peak, said = peak_of(tmp_path / "bomb.png")
    assert said.startswith("shown 10900 10900 ")
    assert 400 << 20 < peak < 700 << 20


@pytest.mark.parametrize("mode", ["1", "LA", "P", "RGBA", "I;16", "I", "F"])
def test_a_large_picture_looks_in_bands_as_in_one_piece(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    grey = Image.linear_gradient("L").resize((617, 431))
    image = grey.convert("I").point(lambda v: v * 200).convert("I;16") if mode == "I;16" else None
    form = "TIFF" if mode in ("F", "I") else "PNG"
    data = hostile.saved(image or grey.convert(mode), form)
    [whole] = [shown for reply, shown in picture.decode(SCALED, data) if reply.with_picture]
    monkeypatch.setattr(pixels, "_AT_ONCE", 0)
    monkeypatch.setattr(pixels, "_BAND", 5000)
    [banded] = [shown for reply, shown in picture.decode(SCALED, data) if reply.with_picture]
    one, other = (Image.open(io.BytesIO(each)).convert("L") for each in (whole, banded))
    assert one.size == other.size == (64, 45)
    means = [sum(each.tobytes()) / len(each.tobytes()) for each in (one, other)]
    assert abs(means[0] - means[1]) < 2
    assert all(min(each.tobytes()) < 60 < 190 < max(each.tobytes()) for each in (one, other))


def test_a_file_over_the_size_limit_is_not_decoded(pool: DecoderPool) -> None:
    assert decode(pool, bytes(MAX_FILE + 1)).problem is Problem.TOO_LARGE


@pytest.mark.rare
def test_a_child_that_hangs_is_ended_and_replaced() -> None:
    with DecoderPool(workers=1, seconds=120.0) as pool:
        decode(pool, hostile.jpeg())
        os.kill(_only_child(pool), signal.SIGSTOP)
        # Only the stopped child is hurried: one that works takes as long as a busy machine asks.
        patient, pool._all[0]._seconds = pool._all[0]._seconds, 0.1
        assert decode(pool, hostile.jpeg()).problem is Problem.TOOK_TOO_LONG
        pool._all[0]._seconds = patient
        assert decode(pool, hostile.jpeg()).problem is None


def test_a_child_that_dies_at_work_costs_one_picture() -> None:
    with DecoderPool(workers=1) as pool:
        decode(pool, hostile.jpeg())
        child = _only_child(pool)
        os.kill(child, signal.SIGSTOP)
        dying = pool.submit(hostile.jpeg())
        threading.Timer(0.1, os.kill, (child, signal.SIGKILL)).start()
        assert dying.result(timeout=60).problem is Problem.DECODER_STOPPED
        assert decode(pool, hostile.jpeg()).problem is None


def test_leaving_the_pool_ends_its_children() -> None:
    with DecoderPool(workers=1) as pool:
        decode(pool, hostile.jpeg())
        child = _only_child(pool)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_children_leave_two_cores_to_what_is_being_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    with DecoderPool() as pool:
        with pool.sparing():
            answers = [pool.submit(hostile.jpeg()) for _ in range(4)]
            assert all(answer.result(timeout=60).picture for answer in answers)
            assert len([child for child in pool._all if child._process]) == 1
        monkeypatch.setattr(os, "cpu_count", lambda: 2)
        with pool.sparing():
            answers = [pool.submit(hostile.jpeg()) for _ in range(2)]
            assert not any(answer.done() for answer in answers)
        assert all(answer.result(timeout=60).picture for answer in answers)


def test_leaving_a_pool_that_spares_the_cores_waits_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with DecoderPool() as pool, pool.sparing():
        answer = pool.submit(hostile.jpeg())
        pool.close()
        assert answer.result(timeout=60).passing


@pytest.mark.parametrize(("behind", "niceness"), [(True, 19), (False, 10)])
def test_a_child_nobody_waits_for_goes_last_of_all(behind: bool, niceness: int) -> None:
    with DecoderPool(workers=1, behind=behind) as pool:
        decode(pool, hostile.jpeg())
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, _only_child(pool)) == min(19, mine + niceness)


def test_the_child_can_write_no_file_and_uses_bounded_memory_and_time(tmp_path: Path) -> None:
    """What the child gives up before it touches a file, tried out in a process of its own."""
    script = """
import sys
from desktop.media.decoding.decode_worker import MEMORY, limit_process
limit_process()
try:
    bytearray(MEMORY)
except MemoryError:
    print("memory bounded")
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"x")
except OSError:
    print("writing refused")
"""
    target = tmp_path / "leak"
    run = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=False
    )
    assert run.stdout.splitlines() == ["memory bounded", "writing refused"]
    assert target.stat().st_size == 0


@pytest.mark.slow
@pytest.mark.rare
def test_the_system_ends_a_child_that_uses_up_its_processor_time() -> None:
    script = (
        "from desktop.media.decoding.decode_worker import allow_cpu; allow_cpu(1)\nwhile True: pass"
    )
    run = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
    assert run.returncode == -signal.SIGXCPU


def _only_child(pool: DecoderPool) -> int:
    """The process id, from the inside: the pool tells nobody, and the test has to hit it."""
    process = pool._all[0]._process
    assert process is not None
    return process.pid


MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK", "I", "F")


@pytest.mark.parametrize("mode", MODES)
def test_pictures_of_every_depth_and_colour_model_are_shown(pool: DecoderPool, mode: str) -> None:
    grey = Image.linear_gradient("L").resize((300, 300))
    image = grey.convert("I").point(lambda v: v * 256).convert("I;16") if mode == "I;16" else None
    image = image or grey.convert(mode)
    form = "TIFF" if mode in ("CMYK", "F", "I;16", "I") else "PNG"
    shown = picture_of(decode(pool, hostile.saved(image, form))).convert("L")
    assert shown.size == (256, 256)
    pixels = shown.tobytes()
    dark, light = pixels[6 * 256 + 128], pixels[249 * 256 + 128]
    assert dark < 40, mode
    assert light > 215, mode


def test_a_dark_page_of_sixteen_bits_stays_dark(pool: DecoderPool) -> None:
    """One shade all over has no darkest and lightest value to be drawn out between."""
    dark = Image.new("I;16", (300, 300), 0x1234)
    shown = picture_of(decode(pool, hostile.saved(dark, "PNG"))).convert("L")
    assert shown.getextrema() == (18, 18)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_stands_upright(pool: DecoderPool, orientation: int) -> None:
    """A white corner, turned by the camera in each of EXIF's eight ways, is found top left."""
    upright = Image.new("L", (320, 200), 0)
    upright.paste(255, (0, 0, 60, 60))
    turns = Image.Transpose
    undo = {
        2: turns.FLIP_LEFT_RIGHT,
        3: turns.ROTATE_180,
        4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE,
        6: turns.ROTATE_90,
        7: turns.TRANSVERSE,
        8: turns.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[274] = orientation
    for form in ("JPEG", "PNG", "TIFF"):
        decoded = decode(pool, hostile.saved(stored, form, exif=exif))
        assert (decoded.width, decoded.height) == (320, 200), form
        shown = picture_of(decoded).convert("L")
        assert shown.size == (256, 160)
        assert shown.tobytes()[10 * 256 + 10] > 200, form


def test_transparency_is_laid_on_white(pool: DecoderPool) -> None:
    clear = hostile.saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")
    assert picture_of(decode(pool, clear)).convert("RGB").getpixel((32, 32)) == (255, 255, 255)


def test_a_broken_colour_profile_does_not_hide_the_picture(pool: DecoderPool) -> None:
    shown = picture_of(decode(pool, hostile.jpeg(icc_profile=b"no profile" * 20)))
    assert shown.size == (256, 192)


def test_the_screen_copy_is_large_and_bare() -> None:
    shown = Image.open(io.BytesIO(decode_screen(hostile.jpeg((3000, 2000)))))
    assert shown.size == (SCREEN.edge, 1067)
    assert not shown.getexif()
    with pytest.raises(UndecodableMedia) as refused:
        decode_screen(b"no picture")
    assert refused.value.reason == "not-a-picture"


def test_a_frozen_program_starts_the_decoder_beside_it_and_not_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is frozen: ``sys.executable`` is the window, the decoder lies beside it."""
    window, beside = tmp_path / "skrynia", tmp_path / "skrynia-decoder"
    window.write_text('#!/bin/sh\necho started >> "$0.started"\n', "utf-8")
    beside.write_text(
        f"#!/bin/sh\nexec {sys.executable} -P -m desktop.media.decoding.decode_worker\n", "utf-8"
    )
    for program in (window, beside):
        program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(window))
    assert decoder.command() == [str(beside)]
    with DecoderPool(workers=1) as pool:
        assert picture_of(decode(pool, hostile.jpeg())).size == (256, 192)
        beside.unlink()
    with DecoderPool(workers=1) as pool:
        assert decode(pool, hostile.jpeg()).problem is Problem.DECODER_STOPPED
    assert [path.name for path in tmp_path.iterdir()] == ["skrynia"]


def test_the_decoder_has_an_entry_of_its_own() -> None:
    """``skrynia-decoder`` of the package answers frames as the module does."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    entry = EntryPoint(decoder.PROGRAM, declared[decoder.PROGRAM], "console_scripts")
    assert entry.load() is decode_worker.main
