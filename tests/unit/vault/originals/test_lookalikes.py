"""Pictures that show the same are offered, never merged; a person's word ends the offer."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from desktop.errors import Cancelled, NoSuchRecord
from desktop.media.adding.ingest import add_files, looked_at
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.lookalikes import grid_of, learn_some
from desktop.media.decoding.pictures import make_pictures
from desktop.media.drawings import draw
from desktop.model.lookalike import COLUMNS, ROWS, Alike, Answer
from desktop.vault import Vault
from desktop.vault.records.originals import likeness
from tests.support import make_vault
from tests.unit.media import hostile


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def add(vault: Vault, *files: tuple[str, bytes]) -> list[str]:
    report = add_files(vault, [MemoryFile(name, data) for name, data in files])
    make_pictures(vault)
    return [each.media_id for each in report.added]


def copy_of(data: bytes, edge: int, quality: int) -> bytes:
    """As a messenger sends it."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.thumbnail((edge, edge))
    return hostile.saved(image, "JPEG", quality=quality)


def names(vault: Vault, media_id: str) -> dict[str, Alike]:
    return {each.media.original_name: each.alike for each in vault.lookalikes.of(media_id)}


def test_a_smaller_copy_and_one_of_another_format_are_found_and_other_pictures_are_not(
    vault: Vault,
) -> None:
    one, other = (draw("street", number, "a.jpg").data for number in (1, 2))
    lighter = ImageEnhance.Brightness(Image.open(io.BytesIO(copy_of(one, 800, 90)))).enhance(1.1)
    files = {
        "as it was.jpg": one,
        "sent.jpg": copy_of(one, 640, 45),
        "small.jpg": copy_of(one, 160, 60),
        "shot.png": hostile.saved(Image.open(io.BytesIO(one)).convert("L"), "PNG"),
        "lighter.jpg": hostile.saved(lighter, "JPEG"),
        "another.jpg": other,
        "paper.jpg": draw("paper", 1, "a.jpg").data,
    }
    ids = add(vault, *files.items())
    copies = dict.fromkeys(list(files)[1:5], Alike.SAME)
    assert names(vault, ids[0]) == copies
    assert "as it was.jpg" in names(vault, ids[1])
    assert names(vault, ids[5]) == {}
    assert vault.media.count() == len(files), "nothing is merged"


def test_the_drawings_of_the_sample_do_not_look_alike(vault: Vault) -> None:
    motifs = ("street", "paper", "room", "border", "factory")
    drawn = [draw(motif, number, "a.jpg").data for number, motif in enumerate(motifs)]
    ids = add(vault, *((f"{number}.jpg", data) for number, data in enumerate(drawn)))
    assert [names(vault, each) for each in ids] == [{}] * len(ids)


def test_blank_pages_and_the_night_look_like_nothing(vault: Vault) -> None:
    pages = [Image.new("L", (600, 800), grey) for grey in (0, 3, 250, 255)]
    gradient = Image.linear_gradient("L")
    ids = add(vault, *((f"{n}.png", hostile.saved(each, "PNG")) for n, each in enumerate(pages)))
    ids += add(vault, ("a.png", hostile.saved(gradient.resize((500, 400)), "PNG")))
    ids += add(vault, ("b.png", hostile.saved(gradient.resize((400, 500)), "PNG")))
    assert [names(vault, each) for each in ids] == [{}] * 6


def test_what_a_person_said_ends_the_offer_on_both_sides_and_can_be_said_anew(
    vault: Vault,
) -> None:
    data = draw("room", 5, "a.jpg").data
    one, sent, small = add(
        vault, ("a", data), ("b", copy_of(data, 700, 60)), ("c", copy_of(data, 300, 60))
    )
    assert vault.lookalikes.say(sent, one, Answer.DIFFERENT)
    assert not vault.lookalikes.say(one, sent, Answer.DIFFERENT), "it was said already"
    assert [each.media.id for each in vault.lookalikes.offered(one)] == [small]
    assert [each.media.id for each in vault.lookalikes.offered(sent)] == [small]
    assert vault.lookalikes.say(one, sent, Answer.BOTH_STAY)
    assert {each.said for each in vault.lookalikes.of(one)} == {None, Answer.BOTH_STAY}
    assert not vault.lookalikes.say(one, one, Answer.BOTH_STAY)
    with pytest.raises(NoSuchRecord):
        vault.lookalikes.say(one, "media-nowhere", Answer.BOTH_STAY)


def test_files_that_belong_together_are_not_offered(vault: Vault) -> None:
    data = draw("room", 5, "a.jpg").data
    one, beside = add(vault, ("a.jpg", data), ("a.png", copy_of(data, 700, 90)))
    vault.companions.say(beside, one)
    assert vault.lookalikes.of(one) == ()
    assert vault.lookalikes.of(beside) == ()


def test_an_import_tells_of_those_that_are_here_already(vault: Vault) -> None:
    data = draw("border", 3, "a.jpg").data
    add(vault, ("a.jpg", data))
    files = [MemoryFile("new.jpg", copy_of(data, 640, 50)), MemoryFile("x.jpg", hostile.jpeg())]
    report = add_files(vault, files)
    make_pictures(vault)
    assert looked_at(vault, report).alike == (report.added[0].media_id,)
    [old] = [each for each in vault.media.all() if each.original_name == "a.jpg"]
    vault.lookalikes.say(report.added[0].media_id, old.id, Answer.BOTH_STAY)
    assert looked_at(vault, report).alike == ()


def test_comparing_an_import_is_stopped_between_two_pictures(vault: Vault) -> None:
    report = add_files(vault, [MemoryFile(f"{n}.jpg", hostile.jpeg((n, 9))) for n in (8, 9)])
    make_pictures(vault)
    seen = []

    def stop(done: int, total: int, what: str) -> None:
        seen.append((done, total))
        if done:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        looked_at(vault, report, stop)
    assert seen == [(0, 2), (1, 2)]


def test_what_was_said_of_twenty_does_not_hide_the_next(vault: Vault) -> None:
    [one] = add(vault, ("a.jpg", draw("street", 1, "a.jpg").data))
    many(vault, one, 23)
    with vault.transaction():
        vault._db.execute(
            "UPDATE likeness SET (grid, hash) = (SELECT grid, hash FROM likeness"
            " JOIN media ON row = media_row WHERE id = ?)",
            (one,),
        )
    told = [each.media.id for each in vault.lookalikes.offered(one)]
    assert len(told) == 20
    for each in told:
        vault.lookalikes.say(one, each, Answer.DIFFERENT)
    assert len(vault.lookalikes.offered(one)) == 3
    assert vault.lookalikes.among([one]) == (one,)


def test_what_came_before_is_read_behind_and_what_went_is_gone(vault: Vault) -> None:
    data = draw("factory", 3, "a.jpg").data
    one, sent = add(vault, ("a.jpg", data), ("b.jpg", copy_of(data, 640, 50)))
    with vault.transaction():
        vault._db.execute("UPDATE likeness SET grid = NULL, hash = NULL")
    assert names(vault, one) == {}
    assert learn_some(vault)
    assert not learn_some(vault)
    assert set(names(vault, one)) == {"b.jpg"}
    vault.lookalikes.say(one, sent, Answer.BOTH_STAY)
    vault.removal.remove(vault.media.kind.name, sent)
    while vault.go_on_with_leftovers():
        pass
    assert names(vault, one) == {}
    assert vault._db.all("SELECT * FROM lookalike_said") == []


@pytest.mark.parametrize("what", [b"", b"no picture", hostile.jpeg()[:-40], hostile.png_bomb(9)])
def test_what_is_no_small_picture_of_ours_looks_like_nothing(what: bytes) -> None:
    assert grid_of(what) == b""


@pytest.mark.rare
def test_among_a_hundred_thousand_pictures_one_is_compared_in_sixty_milliseconds(
    vault: Vault,
) -> None:
    """Every fourth is a page of text: of such, many hashes begin alike."""
    [one] = add(vault, ("a.jpg", draw("street", 1, "a.jpg").data))
    many(vault, one, 100_000)
    begun = time.thread_time()
    for _ in range(10):
        vault.lookalikes.of(one)
    assert (time.thread_time() - begun) / 10 < 0.06


def many(vault: Vault, like: str, count: int) -> None:
    """So many pictures of random fields and pages, as rows alone."""
    chance = random.Random(1)
    columns = "added_utc, added_offset, sha512, size, original_name, media_type"
    db = vault._db
    with vault.transaction():
        for number in range(count):
            name = f"{number:064x}"
            db.execute(
                f"INSERT INTO media (id, sha256, {columns}, width, height, captured_at, problem)"  # noqa: S608
                f" SELECT ?, ?, {columns}, 0, 0, '', '' FROM media WHERE id = ?",
                (f"media-{number}", name, like),
            )
        for (row,) in db.all("SELECT row FROM media WHERE id <> ?", (like,)):
            likeness.keep(db, row, page(chance) if row % 4 == 0 else fields(chance))


def fields(chance: random.Random) -> bytes:
    light = [chance.randrange(256) for _ in range(24)]
    columns = range(COLUMNS)
    return bytes(light[y // 4 * 6 + x // 3] for y in range(ROWS) for x in columns)


def page(chance: random.Random) -> bytes:
    """White, with lines of text of random length on it."""
    ends = [chance.randrange(5, COLUMNS - 2) for _ in range(ROWS)]
    columns = range(COLUMNS)
    return bytes(190 if 2 <= x < ends[y] and y > 1 else 250 for y in range(ROWS) for x in columns)
