"""Why nothing follows from a yes, in a sentence beneath it."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.consent import ConsentAnswer, Identification, Refusal
from desktop.model.consent_in_vain import Stays, lacks_name
from desktop.vocabulary import vocabulary

_UNKNOWN = frozenset({Refusal.KEPT_UNREAD, Refusal.NOT_UNDERSTOOD})
"""What others said that nobody here knows: no word of theirs about less."""


def line_of(answer: ConsentAnswer, stays: Stays | None) -> str:
    """What is said beneath an answer: that the use needs a name, and why nothing follows; "" where
    nothing is wrong."""
    said = (_lacking_name(answer) if lacks_name(answer) else "", _said(stays) if stays else "")
    return " ".join(filter(None, said))


def _lacking_name(answer: ConsentAnswer) -> str:
    if answer.identification is Identification.NOT_ASKED:
        return _("This use needs the full name.")
    how = vocabulary("identification").label(answer.identification)
    return _("This use needs the full name. What is chosen: {how}.").format(how=how.lower())


def _said(stays: Stays) -> str:
    if stays.by_others and stays.refusal not in _UNKNOWN:
        return _("It stays: others decided something else, which counts until it is settled.")
    if stays.refusal is Refusal.NOT_ASKED:
        return _("It stays: nobody asked how the person is named.")
    return vocabulary("refusal").label(stays.refusal)
