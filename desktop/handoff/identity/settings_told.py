"""An organisation's settings as a person is shown them before they count."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import OwnTextRefused
from desktop.i18n import LANGUAGE_NAMES, _
from desktop.messages.cards import fault_told
from desktop.model.organisation import Body, CalledIn, Organisation, Referral
from desktop.vocabulary import vocabulary
from desktop.vocabulary.consent_text import text_to_read

_MOST = 400
"""Characters of a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """One matter of the settings, an item a line. ``now``: what counts in its place."""

    label: str
    lines: tuple[str, ...]
    now: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether they say something else than what counts now."""
        return self.lines != self.now


@dataclass(frozen=True, slots=True)
class TextTold:
    """An own text, line by line, and whether the line stands in what is read out in this language
    now. ``gone``: the lines that stand there and here no more. ``differs``: whether another text
    is read out once these settings count, if only in its order."""

    language: str
    lines: tuple[tuple[str, bool], ...]
    gone: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class UnfitTold:
    """Own texts that fell away: what happened, with the language and line, and what to do."""

    title: str
    what: str


def unfit_told(refused: OwnTextRefused, ours: bool) -> UnfitTold:
    """What is said of them. ``ours``: this vault is the organisation's, and signs them itself."""
    why = _(
        "They were created for an older program; the text of this one is read out in their place."
    )
    correct = _("Correct the line that is named, and sign the settings again.")
    to_do = correct if ours else _("Ask the organisation for new settings.")
    title = _("The organisation’s own texts no longer match the form.")
    return UnfitTold(title, f"{fault_told(refused)} {why} {to_do}")


def settings_told(organisation: Organisation) -> list[tuple[str, str]]:
    """What a person reads of it, in one line each, cut where it is longer than anybody reads."""
    told = [(each.label, "; ".join(each.lines)) for each in told_beside(organisation)]
    return [(label, text if len(text) <= _MOST else text[:_MOST] + "…") for label, text in told]


def told_beside(organisation: Organisation, now: Organisation | None = None) -> list[Told]:
    """What it says, whole, each matter beside what counts ``now``; nothing differs without it."""
    ours, theirs = _matters(organisation), _matters(now or organisation)
    pairs = zip(ours, theirs, strict=True)
    return [Told(label, lines, before) for (label, lines), (_label, before) in pairs]


def texts_told(organisation: Organisation, now: Organisation | None = None) -> list[TextTold]:
    """Its own texts, each beside the one that is read out ``now``."""
    counts = now or organisation
    return [
        _text_told(each.language, each.text, text_to_read(counts, each.language).text)
        for each in organisation.texts
    ]


def _text_told(language: str, text: str, before: str) -> TextTold:
    """Lines are looked up, not aligned: a hostile text of 65,536 lines costs no more than ours."""
    lines, earlier = text.rstrip("\n").split("\n"), before.rstrip("\n").split("\n")
    known, kept = set(earlier), set(lines)
    gone = tuple(each for each in earlier if each not in kept)
    marked = tuple((each, each in known) for each in lines)
    return TextTold(language, marked, gone, lines != earlier)


def _matters(organisation: Organisation) -> list[tuple[str, tuple[str, ...]]]:
    texts = (LANGUAGE_NAMES.get(each.language, each.language) for each in organisation.texts)
    return [
        (_("Organisation"), tuple(map(_called, organisation.called))),
        (_("Safe contact"), _said(organisation.contact)),
        (_("Checked after years"), _said(organisation.review_years)),
        (_("Footer"), _said(organisation.footer)),
        (_("Where to find help"), tuple(map(_referral, organisation.referrals))),
        (_("Recipients by name"), tuple(map(_body, organisation.bodies))),
        (_("Own consent texts"), tuple(texts)),
    ]


def _said(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _called(called: CalledIn) -> str:
    return f"{', '.join(_said(called.name, called.country))} ({called.language})"


def _referral(referral: Referral) -> str:
    return ": ".join(_said(referral.name, ", ".join(_said(referral.contact, referral.what))))


def _body(body: Body) -> str:
    label = vocabulary("recipient_kind").label(body.kind.value)
    return f"{label}: {body.name} ({body.language})"
