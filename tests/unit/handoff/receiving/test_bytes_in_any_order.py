"""Whatever comes in which order, by whom and how often: under a caption stand the bytes that it
names, under an id what its owner described, and the same bytes are one file.

Versions and originals are taken in as the reading of a package does it, without the packages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.handoff.format import layout
from desktop.handoff.format.payload import Expected
from desktop.handoff.format.tar import Entry
from desktop.handoff.receiving.item import PackageItem
from desktop.handoff.receiving.originals import Originals
from desktop.model.attached import under_caption
from desktop.model.handoff import MediaEntry
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.owned_id import Owned, new_owned_id
from desktop.model.version import RecordKind, VersionDocument
from desktop.vault import Vault
from tests.authors import arrive, invented
from tests.examples import examples
from tests.support import make_vault
from tests.unit.handoff.forge import NOON

AUTHORS: Final = (invented("owner"), invented("second"))
_NUMBERS: Final = count()


class Step(NamedTuple):
    """``what``: "describe" or "name" a file in a version by ``author``, or "send" one: describe it
    and bring its bytes. ``file``, ``data``: which; ``sealed``: whether the interview that names it
    is."""

    what: str
    author: int
    file: int
    data: int
    sealed: bool = False


@dataclass(frozen=True)
class World:
    """One example: nothing of it bears an id, or has the bytes, of another."""

    vault: Vault
    files: Sequence[str]
    interviews: Sequence[str]
    data: Sequence[bytes]

    def take(self, step: Step) -> None:
        """Let it come, as whoever receives a package does."""
        with self.vault.transaction():
            if step.what == "name":
                self._name(step)
            else:
                self._describe(step)
            if step.what == "send":
                self._bring(step)
            Originals(self.vault, "package").name(self.files)

    def _describe(self, step: Step) -> None:
        media_id, body = self.files[step.file], self._media(step)
        self._version(MEDIA_KIND, media_id, step.author, body)

    def _media(self, step: Step) -> Media:
        data = self.data[step.data]
        digests = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
        return Media(self.files[step.file], NOON, *digests, len(data), "a.jpg", "image/jpeg")

    def _name(self, step: Step) -> None:
        """An interview that names the file, by these bytes or, for the last of them, by none."""
        named = hashlib.sha256(self.data[step.data]).hexdigest() if step.data else ""
        interview = Interview(self.interviews[step.author], NOON, "W-1", new_id(), opened_at=NOON)
        if step.sealed:
            interview = replace(interview, state=State.SEALED)
        files = (Attachment("a", self.files[step.file], "caption", named),)
        body = InterviewDocument(interview, (), files)
        self._version(INTERVIEW_KIND, interview.id, step.author, body)

    def _version(self, kind: RecordKind, record_id: str, author: int, body: object) -> None:
        heads = self.vault.versions.heads(record_id)
        own = [each.id for each in heads if each.document.author == AUTHORS[author]]
        of = kind, record_id, tuple(own[:1]), AUTHORS[author]
        document = VersionDocument(*of, NOON, "sent", f"{next(_NUMBERS):032x}", plain(body))
        arrive(self.vault, canonical.encode(document))

    def _bring(self, step: Step) -> None:
        media = self._media(step)
        entry, data = MediaEntry(media.id, media.sha256, media.size), self.data[step.data]
        path = layout.media_path(media.sha256)
        hashes = bytes.fromhex(media.sha256), bytes.fromhex(media.sha512)
        expected = Expected(path, *hashes, entry)
        body = iter([memoryview(data)])
        nobody = cast(Any, None)
        item = PackageItem(Entry(path, len(data)), "media", expected, body, nobody, verified=True)
        Originals(self.vault, "package").take(entry, item)

    def holds(self) -> None:
        """What has to be so after each step."""
        for media_id in self.files:
            found = self.vault.media.find(media_id)
            if found is not None:
                self._is_what_it_says(media_id, found)
        for interview_id in self.interviews:
            self._captions_hold(interview_id)
        kept = [each for each in map(self._stored, self.data) if each]
        assert len({each.id for each in kept}) == len(kept), "different bytes are different files"

    def _stored(self, data: bytes) -> Media | None:
        return self.vault.media.by_hash(hashlib.sha256(data).hexdigest())

    def _is_what_it_says(self, media_id: str, found: Media) -> None:
        """Its bytes are those of its hash, and its owner described it so."""
        data = b"".join(self.vault.media.read(media_id))
        assert hashlib.sha256(data).hexdigest() == found.sha256
        stored = self._stored(data)
        assert stored is not None
        assert found.id == stored.id, "the same bytes are the same file"
        owned, said = Owned(media_id, MEDIA_KIND), self.vault.versions.history(media_id)
        documents = [each.document for each in said]
        by = {each.author for each in documents if each.body["sha256"] == found.sha256}
        assert any(map(owned.is_by, by)) or not owned.says_whose

    def _captions_hold(self, interview_id: str) -> None:
        goes = {
            (each.record_id, each.sha256)
            for each in self.vault.outlines.following(MEDIA_KIND, [interview_id])
        }
        shown = set()
        for each in self.vault.interviews.attachments(interview_id):
            found = under_caption(each, self.vault.media.find(each.media_id))
            if found is not None:
                assert each.sha256 in ("", found.sha256)
                shown.add((each.media_id, found.sha256))
        assert goes == shown, "what is shown is what may go"


def plain(body: object) -> dict[str, Any]:
    """As a version holds it."""
    made: dict[str, Any] = canonical.to_plain(body)
    return made


def world(vault: Vault) -> World:
    """A file of each author, and one whose id says nothing; two files' bytes, and none."""
    example = next(_NUMBERS)
    return World(
        vault,
        (*(new_owned_id(each, MEDIA_KIND) for each in AUTHORS), new_id()),
        tuple(new_owned_id(each, INTERVIEW_KIND) for each in AUTHORS),
        tuple(f"{example} {number}".encode() for number in range(3)),
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault for all examples, which share nothing in it."""
    folder: Path = tmp_path_factory.mktemp("bytes")
    with make_vault(folder) as vault:
        yield vault


WHAT = st.sampled_from(["send", "name", "describe"])
AUTHOR = FILE = st.integers(0, 1)
STEPS = st.builds(Step, WHAT, AUTHOR, FILE | st.just(2), st.integers(0, 2), st.booleans())


@pytest.mark.hypothesis
@settings(max_examples=examples(7))
@given(st.lists(STEPS, min_size=4, max_size=14), st.lists(st.integers(0, 20), max_size=3))
def test_no_caption_stands_over_other_bytes_than_it_names(
    kept: Vault, steps: list[Step], again: list[int]
) -> None:
    made = world(kept)
    for step in (*steps, *(steps[number % len(steps)] for number in again)):
        made.take(step)
        made.holds()
