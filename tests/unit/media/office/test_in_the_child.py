"""Office files go to the child as any file does, and come back as text and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from desktop.media.decoding.decoder import SCREEN, THUMBNAIL, DecoderPool
from desktop.media.decoding.wire import Problem
from desktop.model.file_text import Part
from tests.unit.media.office import made


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(workers=1) as opened:
        yield opened


def test_the_text_comes_back_with_what_the_file_says_of_itself(pool: DecoderPool) -> None:
    found = pool.submit(made.letter(), THUMBNAIL).result()
    assert found.problem is Problem.TEXT
    assert found.picture is None
    assert found.media_type.endswith("wordprocessingml.document")
    assert [each.part for each in found.pieces][:2] == [Part.TEXT, Part.PICTURE]
    assert ("Document", "Author") in {(each.group, each.key) for each in found.metadata}


def test_a_picture_in_it_comes_back_as_any_picture(pool: DecoderPool) -> None:
    found = pool.submit(made.letter(), replace(SCREEN, inside=1)).result()
    assert found.picture is not None
    with Image.open(io.BytesIO(found.picture.data)) as image:
        assert image.format == "JPEG"
        assert image.size == (64, 48)
    other = pool.submit(made.letter(), replace(SCREEN, inside=2)).result()
    assert other.picture is None
    assert other.problem is Problem.NOT_A_PICTURE


def test_every_kind_is_read_in_the_child(pool: DecoderPool) -> None:
    row = '<row><c t="s"><v>1</v></c></row>'
    files = (
        made.xlsx(row),
        made.pptx(),
        made.opendocument("text", "<text:p>x</text:p>"),
        rb"{\rtf1\ansi\ansicpg1251 x}",
    )
    for data in files:
        assert pool.submit(data, THUMBNAIL).result().problem is Problem.TEXT


def test_what_is_no_office_file_that_is_read_is_said_to_be_none(pool: DecoderPool) -> None:
    for data in (made.package({"a": "b"}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        found = pool.submit(data, THUMBNAIL).result()
        assert found.problem is Problem.NOT_A_PICTURE
        assert not found.pieces
