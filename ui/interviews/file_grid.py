"""The files of one interview as a grid, in the interview's order."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.media import Attachment, Media
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.media.grid import GridItem, GridModel
from ui.media.thumbnails import Thumbnails


class AttachedFiles(GridModel):
    """Follows the draft: captions as they are typed, files as they arrive."""

    def __init__(self, draft: Draft, thumbnails: Thumbnails) -> None:
        super().__init__(thumbnails)
        self._draft = draft

    def count(self) -> int:
        """Files attached."""
        return len(self._draft.opened.attachments)

    def item(self, position: int) -> GridItem | None:
        """Name, caption, and why it cannot be shown; no id that a picture is asked for by where
        the file is not here, because another one may be, or come, under that."""
        media, attachment = self.media(position), self.attachment(position)
        if media is None:
            mistaken = attachment.id in self._draft.opened.mistaken
            another = _("Another file arrived in its place and is not shown.")
            away = another if mistaken else _("This file is not in this vault.")
            return GridItem("", "", attachment.caption, away)
        problem = vocabulary("media_problem").label(media.problem) if media.problem else ""
        return GridItem(media.id, media.original_name, attachment.caption, problem)

    def position_of(self, media_id: str) -> int | None:
        """Where a file stands."""
        ids = [media.id if media else "" for media in self._draft.opened.media]
        return ids.index(media_id) if media_id and media_id in ids else None

    def media(self, position: int) -> Media | None:
        """The original's record; None when the file itself is not here, or another is."""
        return self._draft.opened.media[position]

    def attachment(self, position: int) -> Attachment:
        """Its place in the interview, with the caption."""
        return self._draft.opened.attachments[position]

    def renew(self) -> None:
        """Files came or went."""
        self.beginResetModel()
        self.endResetModel()

    def renew_caption(self, position: int) -> None:
        """A caption was typed."""
        cell = self.cell(position)
        self.dataChanged.emit(cell, cell)
