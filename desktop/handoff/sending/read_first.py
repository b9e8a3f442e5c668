"""What waits to be read is read before names are looked for in it, whoever described it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.handoff.sending.gate import keeps_names
from desktop.handoff.sending.shown_records import whole
from desktop.media.decoding.pictures import make_pictures
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.home.roles import Deciding
    from desktop.model.consent import RecipientKind


def read_first(
    vault: Deciding,
    interview_ids: Iterable[str] | None,
    recipient: RecipientKind,
    progress: Progress = no_progress,
) -> None:
    """Read the files of these interviews, or of all, that nobody read here yet, where any name is
    kept from the recipient. What cannot be read now, because no decoder starts, goes on waiting,
    and is a question (``File.unread``)."""
    if not keeps_names(vault, recipient):
        return
    of = whole(vault)
    if not of.pictures.waiting():
        return
    if interview_ids is None:
        make_pictures(of, progress)
        return
    attached = (each for id_ in interview_ids for each in of.interviews.attachments(id_))
    make_pictures(of, progress, {each.media_id for each in attached})
