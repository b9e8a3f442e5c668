"""Files that may go along with what was told: each whole, as it is, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.model.file_text import NOT_LOOKED_THROUGH, Part, TextPiece, readings
from desktop.model.found_facts import ALSO_NAMED, OURS
from desktop.model.media import Media, MetadataItem
from desktop.progress import Pause, no_pause, paced
from desktop.showing.form import Form
from desktop.showing.found import Found, places
from desktop.showing.register import Register
from desktop.showing.sorts import Sort
from desktop.showing.spots import AT_ONCE, Spot, spot_key
from desktop.showing.texts import FieldText, texts_of
from desktop.vault.kinds.all import BY_NAME, ORIGINAL

if TYPE_CHECKING:
    from desktop.vault import Vault

_NO_WRITING: Final = ("image/", "audio/", "video/")
_AROUND: Final = 30
_MOST_SHOWN: Final = 3
"""Places in one piece of the text of a file that are shown."""


@dataclass(frozen=True, slots=True)
class File:
    """An original with what was read from it."""

    media: Media
    metadata: tuple[MetadataItem, ...]
    pieces: tuple[TextPiece, ...] = ()
    waits: bool = False

    @property
    def unread(self) -> bool:
        """Whether a name may stand in it that nobody could look for: it waits to be read, is of a
        kind that is not read, or was not read whole. Of pictures, sound and film only what they
        say of themselves is looked through."""
        if self.waits or any(piece.part is Part.CUT for piece in self.pieces):
            return True
        if any(item.key in NOT_LOOKED_THROUGH for item in self.metadata):
            return True
        # What the sender's program said of it is no sign that it was read here.
        return not self.pieces and not self.media.media_type.startswith(_NO_WRITING)


def files_of(vault: Vault, interview_id: str) -> Iterator[File]:
    """The files that an interview names and that are here, in its order, each once; without the
    names under which somebody brought or sent the same bytes again: those stay here."""
    ids = dict.fromkeys(each.media_id for each in vault.interviews.attachments(interview_id))
    for media_id in ids:
        media = vault.media.find(media_id)
        if media is not None:
            metadata = tuple(filter(_goes_along, vault.media.metadata(media_id)))
            pieces, waits = vault.media.text(media_id), vault.pictures.waits(media_id)
            yield File(media, metadata, pieces, waits)


def _goes_along(item: MetadataItem) -> bool:
    return (item.group, item.key) != (OURS, ALSO_NAMED)


def file_spot(
    file: File,
    register: Register,
    form: Form,
    named: Set[str] = frozenset(),
    pause: Pause = no_pause,
) -> Spot:
    """The file as something to be decided about: its name, and what in it may say who somebody is.
    ``entry_id``: of the first protected name that stands in it; ``named`` as of ``spots``."""
    media = file.media
    words = media.original_name
    said = [words]
    marked: Found | None = None
    for text, shown in paced(texts_of_file(file), pause, AT_ONCE):
        found = places(text.text, register, form, named)
        if found and shown:
            said.append(shown)
        elif found and not text.path:
            said += [_around(text.text, each) for each in found[:_MOST_SHOWN]]
        marked = marked or next((each for each in found if each.entry_id), None)
    sentence, entry_id = " · ".join(dict.fromkeys(said)), marked.entry_id if marked else ""
    key = spot_key(media.id, "", sentence, words, entry_id)
    return Spot(
        kind=ORIGINAL,
        record_id=media.id,
        path="",
        start=0,
        end=len(words),
        words=words,
        sentence=sentence,
        at=0,
        sort=Sort.FILE,
        key=key,
        entry_id=entry_id,
        why=marked.why if marked else None,
        unread=file.unread,
    )


def texts_of_file(file: File) -> Iterator[tuple[FieldText, str]]:
    """The texts of a file, with what is shown of each beside the file's name."""
    for text in texts_of(BY_NAME[ORIGINAL], file.media):
        yield text, "" if text.path == "original_name" else text.text
    for number, item in enumerate(file.metadata):
        said = f"{item.group} {item.key}: {item.value}"
        yield FieldText(f"metadata/{number}", said), said
    for piece in file.pieces:
        for reading in readings(f"{piece.name}\n{piece.text}"):
            yield FieldText("", reading), ""


def _around(text: str, found: Found) -> str:
    """Some words before and behind."""
    return " ".join(text[max(0, found.start - _AROUND) : found.end + _AROUND].split())
