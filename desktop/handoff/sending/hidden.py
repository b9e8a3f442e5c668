"""Names that are kept from a recipient whatever was agreed to, in what would go as it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.handoff.sending.shown_records import looked_through, whole
from desktop.progress import Pause, paced
from desktop.showing.along import naming_somebody

if TYPE_CHECKING:
    from desktop.home.roles import Deciding
    from desktop.model.consent import RecipientKind
    from desktop.model.version import RecordKind
    from desktop.showing import Form


def hiding(vault: Deciding, asked: Iterable[tuple[str, Form]], pause: Pause) -> set[str]:
    """Those of these interviews, each with the form in which it is told as it was said, in which a
    protected name stands that nobody decided to keep there."""
    return {each for each, form in paced(asked, pause, 1) if _hides(vault, each, form, pause)}


def naming(
    vault: Deciding, records: Mapping[str, RecordKind], to: RecipientKind, pause: Pause
) -> set[str]:
    """Those of these records about nobody, by id, in which a name stands that is kept from a kind
    of recipient all the same."""
    return naming_somebody(whole(vault), ((kind, id_) for id_, kind in records.items()), to, pause)


def held_back(
    vault: Deciding, interview_id: str, form: Form, media_ids: Iterable[str], pause: Pause
) -> set[str]:
    """Those of these files, by any id of each, that somebody keeps back from whom an interview is
    shown to in a form, or did not look at yet."""
    staying = looked_through(vault, interview_id, form, pause).staying
    files = whole(vault).media
    found = ((each, files.find(each)) for each in (media_ids if staying else ()))
    return {each for each, media in found if media is not None and media.id in staying}


def _hides(vault: Deciding, interview_id: str, form: Form, pause: Pause) -> bool:
    looked = looked_through(vault, interview_id, form, pause)
    return looked.derives or bool(looked.open)
