"""No package says of a photo what nobody has seen in it."""

from __future__ import annotations

import pytest

from desktop.errors import FilesNotLookedInto
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding import decoder
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.media import hostile


def test_photos_that_nobody_described_do_not_go_out_as_of_size_zero(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no decoder at all a package went out so, without a word, and for good."""
    made = interview(ends.researcher)
    (photo,) = add_files(ends.researcher, [MemoryFile("a.jpg", hostile.jpeg())], made.id).added
    with monkeypatch.context() as without:
        without.setattr(decoder, "command", lambda: [str(ends.stick / "missing")])
        with pytest.raises(FilesNotLookedInto):
            ends.write(made)
    assert list(ends.stick.iterdir()) == []
    assert not ends.researcher.packages.sent_with(made.id)
    ends.write(made)
    assert ends.researcher.media.get(photo.media_id).width > 0
