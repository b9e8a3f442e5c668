"""What is missing to record a decision: a table of decisions over what stood."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from desktop.model.consent import Answer, Consent, DecidedBy, HowGiven
from desktop.model.consent.missing import Missing, missing
from desktop.model.consent.reading import SpokenText, read_out
from desktop.model.values.bounds import READ_TEXT
from desktop.model.values.moment import Moment
from tests.unit.model.consent_cases import NOON, decided


def oral(text: str) -> Consent:
    return replace(decided(text), how_given=HowGiven.ORAL)


NONE: Final = oral("")
YES: Final = oral("analyse organisation yes; publish public no")
MORE: Final = oral("analyse organisation yes; publish public yes")
NO: Final = oral("analyse organisation no; publish public no")
HERE: Final = oral("contact-again organisation yes name=not-asked places=not-asked")
REGION: Final = oral("analyse organisation yes places=region; publish public no")
SIGNED: Final = replace(YES, how_given=HowGiven.SIGNED)
NOTED: Final = replace(SIGNED, capacity_note="Read it twice.")
SIGNED_MORE: Final = replace(MORE, how_given=HowGiven.SIGNED, capacity_note="Read it twice. ")
RESTRICTED: Final = replace(YES, restricted_at=NOON)
GUARDED: Final = replace(YES, decider="Halina", authority="parent")
CHILD: Final = replace(GUARDED, decided_by=DecidedBy.WITH_GUARDIAN, own_agreement=Answer.YES)
BOTH: Final = replace(CHILD, guardian_agreement=Answer.YES)
OLD: Final = oral("analyse organisation yes places=not-asked")
NAMED: Final = oral("analyse organisation yes name=not-asked")
PHOTOS: Final = oral("photograph organisation yes face=not-asked places=not-asked")


def spoken(text: str) -> SpokenText:
    return SpokenText("own", "be", text)


HEARD: Final = spoken("We are the Archive. Everything may be taken back.")


def read(consent: Consent, text: SpokenText = HEARD, at: Moment = NOON) -> Consent:
    return read_out(consent, text, at)


def withdrawn(consent: Consent) -> Consent:
    return replace(consent, withdrawn_at=NOON)


READING, ANSWER, DETAILS = Missing.READING, Missing.ANSWER, Missing.SIGNED_DETAILS
SHOWN, HOW = Missing.SHOWN, Missing.HOW_GIVEN
CASES: Final[dict[str, tuple[Consent | None, Consent, Missing | None]]] = {
    "a blank form": (None, NONE, ANSWER),
    "read out alone": (None, read(NONE), ANSWER),
    "blank after a withdrawal": (withdrawn(read(YES)), NONE, ANSWER),
    "a yes that nobody read for": (None, YES, READING),
    "a yes to what stays here": (None, HERE, READING),
    "a yes after reading": (None, read(YES), None),
    "nobody asked about places": (None, read(OLD), SHOWN),
    "nor about the name": (None, read(NAMED), SHOWN),
    "not asked after a withdrawal": (withdrawn(OLD), read(OLD), SHOWN),
    "asked before, and not now": (YES, read(OLD), SHOWN),
    "what stays here shows nobody": (None, read(HERE), None),
    "nor do photos": (None, read(PHOTOS), None),
    "nobody said how": (None, read(replace(YES, how_given=HowGiven.NOT_SAID)), HOW),
    "a no of which nobody said how": (None, replace(NO, how_given=HowGiven.NOT_SAID), None),
    "a no": (None, NO, None),
    "signed and no word about it": (None, SIGNED, DETAILS),
    "signed and blanks": (None, replace(SIGNED, capacity_note="  "), DETAILS),
    "signed and told of": (None, replace(SIGNED, capacity_note="Read it twice."), None),
    "signed and read out": (None, read(SIGNED), None),
    "recorded and not read": (None, replace(YES, how_given=HowGiven.AUDIO), READING),
    "yes again after a withdrawal": (withdrawn(read(YES)), YES, READING),
    "that of before, too": (withdrawn(read(YES)), read(YES), READING),
    "no after a withdrawal": (withdrawn(YES), NO, None),
    "signed again, no word of it": (NOTED, SIGNED_MORE, DETAILS),
    "signed again and told of": (NOTED, replace(SIGNED_MORE, capacity_note="Now."), None),
    "less than an unread consent": (MORE, YES, None),
    "nothing of it any more": (YES, NO, None),
    "all taken back to not asked": (YES, NONE, None),
    "one more yes": (YES, MORE, READING),
    "shown less": (YES, REGION, None),
    "shown more": (REGION, YES, READING),
    "words beside": (YES, replace(YES, interpreter="Яна"), None),
    "not asked stays": (OLD, OLD, None),
    "asked now, and less": (OLD, REGION, None),
    "less under a restriction": (RESTRICTED, replace(NO, restricted_at=NOON), None),
    "more under a restriction": (RESTRICTED, replace(MORE, restricted_at=NOON), READING),
    "the guardian agrees": (CHILD, BOTH, READING),
    "a guardian has to": (YES, CHILD, None),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing(case: str) -> None:
    before, now, lacks = CASES[case]
    assert missing(before, now, HEARD) == (() if lacks is None else (lacks,))


def test_all_that_is_missing_is_said_at_once() -> None:
    now = replace(OLD, how_given=HowGiven.NOT_SAID)
    assert missing(None, now, HEARD) == (READING, SHOWN, HOW)


OTHERS: Final = {
    "another language": replace(HEARD, language="en"),
    "another version": replace(HEARD, version="consent-1"),
    "another organisation": spoken("We are the Records. Everything may be taken back."),
    "another interpreter": spoken(HEARD.text + " Jana interprets."),
    "a part of it": spoken(HEARD.text[:-1]),
    "nothing": spoken(""),
}
BEFORE: Final = read(YES, HEARD)
LATER: Final = replace(NOON, utc=NOON.utc.replace("2026", "2027"))


@pytest.mark.parametrize("other", OTHERS)
def test_a_reading_counts_for_the_text_that_was_read(other: str) -> None:
    shown = OTHERS[other]
    assert missing(BEFORE, read(MORE, HEARD), HEARD) == (), "later, over the same text"
    assert missing(BEFORE, read(MORE, HEARD), shown) == (READING,)
    assert missing(None, read(YES, HEARD), shown) == (READING,)
    assert missing(BEFORE, read(MORE, shown, LATER), shown) == (), "read out anew"
    assert missing(BEFORE, read(NO, HEARD), shown) == (), "a refusal needs nothing"
    signed = replace(read(YES, HEARD), how_given=HowGiven.SIGNED)
    assert missing(None, signed, shown) == (DETAILS,), "they read what stands here"


def test_a_text_that_lacks_a_name_was_read_by_nobody() -> None:
    assert missing(None, read(YES), replace(HEARD, missing=("contact",))) == (READING,)


def test_a_long_text_counts_by_what_is_kept_of_it() -> None:
    long = spoken("слова " * READ_TEXT)
    heard = read_out(YES, long, NOON)
    assert len(heard.text_read) == READ_TEXT
    assert missing(None, heard, long) == ()
