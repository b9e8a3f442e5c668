"""Pictures for paper are sharp, made apart from us, and asked for one print only."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from desktop.errors import Cancelled
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.decoder import PAPER
from desktop.media.decoding.pictures import make_pictures
from desktop.media.decoding.working_copies import pictures_for_paper
from desktop.model.ids import new_id
from desktop.model.media import CopyKind, Media, WorkingCopy
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.media import hostile


def add(vault: Vault, data: bytes, name: str = "a.jpg") -> str:
    added = add_files(vault, [MemoryFile(name, data)]).added[0].media_id
    make_pictures(vault)
    return added


def size(jpeg: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(jpeg)).size


@pytest.mark.rare
def test_a_photo_has_three_hundred_dots_to_the_inch_of_paper(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        large = add(vault, hostile.jpeg((3000, 2000)))
        small = add(vault, hostile.jpeg((90, 60)), "b.jpg")
        made = pictures_for_paper(vault, (large, small))
        assert size(made[large]) == (PAPER.edge, round(PAPER.edge / 1.5))
        assert size(made[small]) == (90, 60)
        kinds = [kind for kind in CopyKind if vault.media.working_copy(large, kind)]
        assert kinds == [CopyKind.THUMBNAIL], "nothing is kept of a print"


def test_what_cannot_be_decoded_has_its_thumbnail_or_nothing(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        kept, bare = (undecodable(vault, data) for data in (b"once a photo", b"never a photo"))
        thumbnail = hostile.jpeg((256, 192))
        made = WorkingCopy(kept, CopyKind.THUMBNAIL, "jpeg 256 q80", 256, 192, thumbnail)
        vault.pictures.ask(kept, described=True)
        vault.pictures.keep(vault.media.get(kept), (), made)
        good = add(vault, hostile.jpeg((800, 600)))
        found = pictures_for_paper(vault, (bare, kept, good))
        assert set(found) == {kept, good}
        assert found[kept] == thumbnail


@pytest.mark.rare
def test_a_print_can_be_stopped_between_two_pictures(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        ids = [add(vault, hostile.jpeg((60, 40 + each)), f"{each}.jpg") for each in range(6)]
        seen: list[int] = []

        def stop(done: int, total: int, what: str) -> None:
            seen.append(done)
            if done == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            pictures_for_paper(vault, ids, stop)
        assert seen == [1, 2]


def undecodable(vault: Vault, data: bytes) -> str:
    """A record that says it can be shown, of bytes that cannot: as a sender may write it."""
    digests = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
    media = Media(new_id(), Moment.now(), *digests, len(data), "c.jpg", "image/jpeg", 800, 600)
    return vault.media.add(media, [data]).id
