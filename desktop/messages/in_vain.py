"""Why nothing follows from a yes, in a sentence beneath it."""

from __future__ import annotations

from desktop.i18n import Translator, _, current_translator
from desktop.model.consent import ConsentAnswer, Identification, Refusal
from desktop.model.consent.in_vain import Stays, lacks_name
from desktop.vocabulary import vocabulary

_UNKNOWN = frozenset({Refusal.KEPT_UNREAD, Refusal.NOT_UNDERSTOOD})
"""What others said that nobody here knows: no word of theirs about less."""


def line_of(answer: ConsentAnswer, stays: Stays | None) -> str:
    """What is said beneath an answer: that the use needs a name, and why nothing follows; "" where
    nothing is wrong."""
    said = (lacking_name(answer, current_translator()), _said(stays) if stays else "")
    return " ".join(filter(None, said))


def lacking_name(answer: ConsentAnswer, translator: Translator) -> str:
    """That it is a yes to a use which needs the full name, and less was agreed to; else ""."""
    _ = translator.gettext
    if not lacks_name(answer):
        return ""
    if answer.identification is Identification.NOT_ASKED:
        return _("This use needs the full name.")
    how = vocabulary("identification").label(answer.identification, translator.language)
    return _("This use needs the full name. What is chosen: {how}.").format(how=how.lower())


def _said(stays: Stays) -> str:
    if stays.by_others and stays.refusal not in _UNKNOWN:
        return _("Not sent: others decided something else, which applies until it is settled.")
    if stays.refusal is Refusal.NOT_ASKED:
        return _("Not sent: nobody asked how the person may be named.")
    return vocabulary("refusal").label(stays.refusal)
