"""Of which file one was made by covering parts of it, and what was made of one, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from desktop.i18n import _, ngettext
from desktop.model.redacted import CoveredPart, Redaction
from desktop.reading.redacted import RedactedHere
from desktop.vocabulary import vocabulary


def told(here: RedactedHere) -> list[tuple[str, str]]:
    """A label and a value a line."""
    away = _("a file that is not here")
    lines = [
        pair
        for made in here.of
        for pair in ((_("Made of"), made.name or away), *_said(made.redaction))
    ]
    return lines + [
        pair
        for made in here.into
        for pair in ((_("Covered in"), made.name or away), *_said(made.redaction))
    ]


def _said(redaction: Redaction) -> Iterator[tuple[str, str]]:
    for each in parts_told(redaction.parts):
        yield _("Covered"), each
    hidden = list(_hidden(redaction))
    yield _("Cannot be recognised any more"), ", ".join(hidden) or _("nobody said so")
    if redaction.reason:
        yield _("Why it was covered"), vocabulary("redaction_reason").label(redaction.reason)
    if redaction.note:
        yield _("Note"), redaction.note


def parts_told(parts: Iterable[CoveredPart]) -> Iterator[str]:
    """How many parts of each page were covered, and how."""
    manners = vocabulary("redaction_manner")
    for (page, manner), count in Counter((each.page, each.manner) for each in parts).items():
        said = ngettext("{count} part: {manner}", "{count} parts: {manner}", count).format(
            count=count, manner=manners.within(manner)
        )
        yield _("page {number}: {said}").format(number=page, said=said) if page else said


def _hidden(redaction: Redaction) -> Iterator[str]:
    if redaction.face:
        yield face_and_voice()
    if redaction.places:
        yield places()
    if redaction.family:
        yield family()


def face_and_voice() -> str:
    """What cannot be recognised any more, as the consent asks of it."""
    return _("the face and voice")


def places() -> str:
    """The same of places."""
    return _("places")


def family() -> str:
    """The same of family."""
    return _("family")


def kept_told(name: str, attached: Iterable[str], sealed: Iterable[str]) -> list[str]:
    """What became of a new file of this name, a line each."""
    lines = [_("The new file is {name}.").format(name=name)]
    if codes := ", ".join(attached):
        lines.append(_("It is attached to {codes}.").format(codes=codes))
    if codes := ", ".join(sealed):
        lines.append(
            _("{codes} is sealed: the new file is kept beside it, and not sent with it.").format(
                codes=codes
            )
        )
    return lines


def look_at_it() -> str:
    """What is to be done then: no program knows what may be recognised."""
    return _("Look at all of it before you send it.")
