"""How a recorded consent stands, said in the banner of its page with what one may do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.i18n import _, ngettext
from desktop.model.opened import Opened
from desktop.vocabulary import CONSENT_TEXT_VERSION
from ui.interviews.consent.settle import beside_line
from ui.interviews.labels import day, text_told
from ui.widgets.banner import Banner
from ui.widgets.lists.rows import joined
from ui.widgets.tone import Tone

_NAMED: Final = 3
"""Decisions of others that the banner names; the dialog names all."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What a person may do: decide anew after a withdrawal, record another's withdrawal as heard
    here too, lift a restriction, settle what others decided."""

    decide_anew: Callable[[], None]
    withdraw: Callable[[], None]
    lift: Callable[[], None]
    settle: Callable[[], None]


def tell_standing(banner: Banner, opened: Opened, ways: Ways) -> None:
    """Say of a consent that it was withdrawn, restricted, or decided otherwise by others; nothing
    where none of it is so."""
    consent, beside = opened.consent, _beside(opened)
    if consent is not None and consent.withdrawn_at is not None:
        banner.say(
            Tone.DANGER,
            _("Consent was withdrawn on {day}.").format(day=day(consent.withdrawn_at)),
            _("Nothing from this interview may be sent any more. Reason: {reason}").format(
                reason=consent.withdrawn_reason or _("not said")
            ),
            folds=True,
        )
        if not opened.interview.is_derived:
            banner.offer(_("Record a new decision"), ways.decide_anew)
        if opened.withdrawn_by_others:
            banner.offer(_("The person withdrew it here, too…"), ways.withdraw)
        return
    if consent is not None and consent.restricted_at is not None:
        said = _("It is kept, and nothing is sent. Reason: {reason}").format(
            reason=consent.restricted_reason or _("not said")
        )
        title = _("Use was restricted on {day}.").format(day=day(consent.restricted_at))
        banner.say(Tone.DANGER, title, "\n".join((said, *beside)), folds=True)
        banner.offer(_("Lift the restriction…"), ways.lift)
    elif beside:
        banner.say(Tone.ATTENTION, beside[0], "\n".join(beside[1:]), folds=True)
    elif opened.interview.is_derived:
        banner.say(
            Tone.INFO,
            _("It came pseudonymised: consent can only be narrowed or withdrawn here."),
            _(
                "What you record goes to whoever sent it, with your next package for them, and "
                "counts there for the interview itself."
            ),
            folds=True,
        )
    if beside and consent is not None:
        banner.offer(_("What others decided…"), ways.settle)


def recorded(opened: Opened) -> str:
    """When a consent that stands was decided, and the version of the text that was read out, if it
    differs; "" where none does."""
    consent = opened.consent
    if consent is None or consent.withdrawn_at is not None:
        return ""
    said = _("Recorded on {day}").format(day=day(consent.given_at))
    read_out = consent.text_version
    if read_out in ("", CONSENT_TEXT_VERSION):
        return said
    return joined(said, text_told(read_out))


def _beside(opened: Opened) -> Sequence[str]:
    """What others decided counts beside what is shown until somebody here settles it; where
    nobody else decided, it opens nothing until then. None where nobody decided otherwise."""
    beside = opened.beside
    if not beside:
        return ()
    if not opened.answered:
        first = _("These answers were recorded by others, and not by whoever led the interview.")
        until = _("Nothing is sent by them until somebody here confirms that they apply.")
    else:
        first = _("Others decided something else about this interview.")
        until = _(
            "Until that is settled, the narrower of the answers applies, whatever is shown here."
        )
    named = [f"• {beside_line(each)}" for each in beside[-_NAMED:]]
    left = len(beside) - len(named)
    if left:
        more = ngettext("• and {count} more", "• and {count} more", left)
        named.append(more.format(count=left))
    return (first, *named, until)
