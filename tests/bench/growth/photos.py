"""Small photos, no two alike in their bytes: real JPEGs, and what the vault keeps of each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image

from desktop.media.hashing import hash_bytes
from desktop.model.media import MEDIA_KIND, CopyKind, Media, MetadataItem, WorkingCopy
from desktop.model.owned_id import new_owned_id
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.bench.material import with_comment

SIZE: Final = (480, 360)
_THUMBNAIL: Final = (256, 192)
_DIFFERENT: Final = 8


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo as a vault takes it: the original, its record, its thumbnail."""

    data: bytes
    media: Media
    thumbnail: WorkingCopy


def photos(numbers: range, octets: int, finder: str) -> Iterator[Photo]:
    """A photo of about so many ``octets`` for each number; ``finder``: the fingerprint of who
    found it."""
    for number in numbers:
        original, thumbnail = _pictures(octets)[number % _DIFFERENT]
        data = with_comment(original, f"photo {number}".encode())
        media = _media(number, data, finder)
        kind, recipe = CopyKind.THUMBNAIL, "jpeg 256 q80"
        yield Photo(data, media, WorkingCopy(media.id, kind, recipe, *_THUMBNAIL, thumbnail))


def keep(vault: Vault, photo: Photo) -> None:
    """Add it as ``desktop.media.adding.ingest`` does, without decoding it again."""
    items = (
        MetadataItem("EXIF", "Make", "Invented"),
        MetadataItem("EXIF", "DateTimeOriginal", photo.media.captured_at),
        MetadataItem("File", "ModifiedAt", photo.media.added_at.utc),
    )
    vault.media.add(photo.media, (photo.data,), items, (photo.thumbnail,), hashed=True)


def _media(number: int, data: bytes, finder: str) -> Media:
    digests = hash_bytes(data)
    return Media(
        id=new_owned_id(finder, MEDIA_KIND),
        added_at=Moment.now(),
        sha256=digests.sha256,
        sha512=digests.sha512,
        size=digests.size,
        original_name=f"IMG_{number:06d}.jpg",
        media_type="image/jpeg",
        width=SIZE[0],
        height=SIZE[1],
        captured_at="2024:05:01 12:00:00",
    )


@cache
def _pictures(octets: int) -> tuple[tuple[bytes, bytes], ...]:
    """A few originals of about this size, each with its thumbnail."""
    return tuple(_picture(octets, number) for number in range(_DIFFERENT))


def _picture(octets: int, number: int) -> tuple[bytes, bytes]:
    slope = Image.linear_gradient("L").resize(SIZE).rotate(45 * number)
    noise = Image.effect_noise(SIZE, 60)
    image = Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5)))
    tries = (_encoded(image, quality) for quality in range(5, 96, 3))
    original = min(tries, key=lambda data: abs(len(data) - octets))
    return original, _encoded(image.resize(_THUMBNAIL), 40)


def _encoded(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
