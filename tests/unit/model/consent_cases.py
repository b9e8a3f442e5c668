"""The cases of what a consent lets out, as ``docs/consent.md`` shows them.

``python -m tests.unit.model.consent_cases`` writes the page anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    Decision,
    Identification,
    Purpose,
    RecipientKind,
    may_leave,
)
from desktop.model.consent.purpose import HERE_ONLY
from desktop.model.consent.showing import WHOLE, FaceAndVoice, Family, Places
from desktop.model.values.moment import Moment
from desktop.vocabulary import vocabulary

PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "consent.md"
NOON: Final = Moment("2026-03-01T11:00:00.000Z", 60)
ASKED: Final = (Purpose.ANALYSE, RecipientKind.ORGANISATION)
"""What each case asks for, unless its question says otherwise."""

_PLAIN: Final = (Identification.CODE, FaceAndVoice.AS_THEY_ARE, Places.AS_SAID, Family.AS_SAID)
_WAYS: Final = (
    ("name", Identification),
    ("face", FaceAndVoice),
    ("places", Places),
    ("family", Family),
)


def answered(text: str) -> ConsentAnswer:
    """An answer from a line: purpose, recipient kind, answer, and ``name=…``, ``face=…``,
    ``places=…``, ``family=…`` where these are not *code* and as they are."""
    purpose, recipient, answer, *words = text.split()
    said = dict(word.split("=") for word in words)
    shown = [
        kind(said[way]) if way in said else plain
        for (way, kind), plain in zip(_WAYS, _PLAIN, strict=True)
    ]
    return ConsentAnswer(Purpose(purpose), RecipientKind(recipient), Answer(answer), *shown)  # type: ignore[arg-type]


def decided(text: str) -> Consent:
    """A consent from lines: answers, and words on the whole. ``restricted``; ``withdrawn``;
    ``child and guardian ANSWER ANSWER``: what each said; ``absent``: somebody decides for them;
    ``name NAME`` and ``right CODE``: of who decides beside or for the person. "" is none."""
    consent = Consent("c", "i", NOON)
    for line in filter(None, (each.strip() for each in text.split(";"))):
        consent = _with(consent, line)
    return consent


def _with(consent: Consent, line: str) -> Consent:
    match line.split():
        case ["restricted"]:
            return replace(consent, restricted_at=NOON)
        case ["withdrawn"]:
            return replace(consent, withdrawn_at=NOON)
        case ["child", "and", "guardian", own, guardian]:
            return replace(
                consent,
                decided_by=DecidedBy.WITH_GUARDIAN,
                own_agreement=Answer(own),
                guardian_agreement=Answer(guardian),
            )
        case ["absent"]:
            return replace(consent, decided_by=DecidedBy.FOR_ABSENT)
        case ["name", name]:
            return replace(consent, decider=name)
        case ["right", right]:
            return replace(consent, authority=right)
        case _:
            return replace(consent, answers=(*consent.answers, answered(line)))


@dataclass(frozen=True)
class Case:
    """What was decided, and what the gate says of it: a refusal, or name and files."""

    why: str
    said: str | None
    result: str
    asked: tuple[Purpose, RecipientKind] = ASKED

    @property
    def consent(self) -> Consent | None:
        return None if self.said is None else decided(self.said)

    @property
    def decision(self) -> Decision:
        return may_leave(self.consent, *self.asked)

    @property
    def given(self) -> str:
        """The gate's answer in the words of :attr:`result`."""
        found = self.decision
        if found.refusal is not None:
            return found.refusal.value
        in_part = "" if {found.places, found.family} <= WHOLE else ", in part"
        return f"{found.identification.value}, {'files' if found.files else 'no files'}{in_part}"


_YES: Final = "analyse organisation yes"
_OLD: Final = f"{_YES} face=not-asked places=not-asked family=not-asked"
_PHOTOS: Final = "photograph organisation yes"
_NAMED: Final = "name Halina; right parent"
_ADVOCATE: Final = (Purpose.ADVOCATE_WITHOUT_NAME, RecipientKind.ORGANISATION)
_REPORT: Final = (Purpose.NAME_IN_UN_REPORT, RecipientKind.UN_SPECIAL_PROCEDURES)
_LETTER: Final = (Purpose.UN_LETTER, RecipientKind.UN_SPECIAL_PROCEDURES)

CASES: Final = (
    Case("nobody was asked", None, "no-consent-recorded"),
    Case("not about this", "", "not-asked"),
    Case("a yes", _YES, "code, no files"),
    Case("a no", "analyse organisation no", "refused"),
    Case("later", "analyse organisation ask-again", "ask-again"),
    Case("asked for and not answered", "analyse organisation not-asked", "not-asked"),
    Case("a yes for another use", "keep organisation yes", "not-asked"),
    Case("a yes for another recipient", "analyse partner-organisation yes", "not-asked"),
    Case("the same answer twice, once no", f"{_YES}; analyse organisation no", "refused"),
    Case("twice yes: the least of each way",
         f"{_YES} name=full-name; {_YES} name=initials", "initials, no files"),
    Case("and of places", f"{_YES}; {_YES} places=region", "code, no files, in part"),
    Case("named in full", f"{_YES} name=full-name", "full-name, no files"),
    Case("by nothing", f"{_YES} name=nothing", "nothing, no files"),
    Case("photos were agreed to", f"{_YES}; {_PHOTOS}", "code, files"),
    Case("and nobody asked how: they show nobody by themselves",
         f"{_YES}; {_PHOTOS} name=not-asked", "code, files"),
    Case("photos, but not the face", f"{_YES} face=not-at-all; {_PHOTOS}", "code, no files"),
    Case("nor one that is only made hard to recognise",
         f"{_YES} face=altered; {_PHOTOS}", "code, no files"),
    Case("the face for this use, whatever was said of photos as such",
         f"{_YES}; {_PHOTOS} face=not-at-all places=nothing", "code, files"),
    Case("photos: no", f"{_YES}; photograph organisation no", "code, no files"),
    Case("only the region: the account goes in other words than it was told",
         f"{_YES} places=region", "code, no files, in part"),
    Case("only the country", f"{_YES} places=country", "code, no files, in part"),
    Case("no places", f"{_YES} places=nothing", "code, no files, in part"),
    Case("family only by who they are to the person",
         f"{_YES} family=relation", "code, no files, in part"),
    Case("no family", f"{_YES} family=nothing", "code, no files, in part"),
    Case("and no photos, on which places may be seen",
         f"{_YES} places=region; {_PHOTOS}", "code, no files, in part"),
    Case("another use may show more", f"{_YES} places=country; un-letter un-special-procedures yes"
         " name=full-name", "full-name, no files", _LETTER),
    Case("the older form did not ask about places: as it was then", _OLD, "code, no files"),
    Case("and with photos", f"{_OLD}; {_PHOTOS} face=not-asked places=not-asked family=not-asked",
         "code, files"),
    Case("older and newer answer to one use: the newer, which is less",
         f"{_OLD}; {_YES} places=region", "code, no files, in part"),
    Case("sound may be recorded; nothing follows for any other use",
         "record-sound organisation yes", "not-asked"),
    *(Case(f"to {purpose} is agreed on the spot, and it sends nothing",
           f"{purpose} organisation yes", "done-here", (purpose, RecipientKind.ORGANISATION))
      for purpose in sorted(HERE_ONLY)),
    Case("without the name is without it, whatever was ticked",
         "advocate-without-name organisation yes name=full-name", "code, no files", _ADVOCATE),
    Case("and less than a code stays less",
         "advocate-without-name organisation yes name=nothing", "nothing, no files", _ADVOCATE),
    Case("a use that needs the name, with less: no more than was said",
         "name-in-un-report un-special-procedures yes", "code, no files", _REPORT),
    Case("a child and a guardian agree", f"child and guardian yes yes; {_NAMED}; {_YES}",
         "code, no files"),
    Case("the guardian alone", f"child and guardian not-asked yes; {_NAMED}; {_YES}",
         "agreement-missing"),
    Case("the child alone", f"child and guardian yes no; {_NAMED}; {_YES}", "agreement-missing"),
    Case("a guardian whom nobody names", f"child and guardian yes yes; right parent; {_YES}",
         "authority-not-named"),
    Case("a guardian by no right", f"child and guardian yes yes; name Halina; {_YES}",
         "authority-not-named"),
    Case("for somebody who is missing, by name and right",
         f"absent; name Halina; right close-relative; {_YES}", "code, no files"),
    Case("nobody says who decides", f"absent; {_YES}", "authority-not-named"),
    Case("a name without a letter is none", f"absent; name \u2014; right heir; {_YES}",
         "authority-not-named"),
    Case("a right that is not known here", f"absent; name Halina; right nonsense; {_YES}",
         "authority-not-named"),
    Case("for an absent person, a no is a no",
         f"absent; {_NAMED}; analyse organisation no", "refused"),
    Case("an answer of a later release", "analyse organisation perhaps", "not-understood"),
    Case("nobody asked about the name", f"{_YES} name=not-asked", "not-asked"),
    Case("and a no stays a no", "analyse organisation no name=not-asked", "refused"),
    Case("a way of naming of a later release", f"{_YES} name=mask", "not-understood"),
    Case("a way of showing of a later release", f"{_YES} places=street", "shown-in-part"),
    Case("use is restricted", f"restricted; {_YES}", "restricted"),
    Case("whoever decides", f"restricted; absent; {_NAMED}; {_YES}", "restricted"),
    Case("withdrawn", f"withdrawn; {_YES}", "withdrawn"),
    Case("withdrawn and restricted", f"restricted; withdrawn; {_YES}", "withdrawn"),
)  # fmt: skip
"""Every case stands for a sentence of ``desktop/model/consent/gate.py``."""

_HEAD = """# What a consent lets out

Printed from `tests/unit/model/consent_cases.py`; the rule is `may_leave` in \
`desktop/model/consent/gate.py`, the one gate that every exporter asks. Where several consents of \
one interview are heard ([authority](authority.md)), each is asked and the narrowest answer counts.

Asked is whether an interview may leave for *analyse × organisation*, unless the case says \
otherwise. An answer is purpose, recipient, answer, and how the person is shown; what is not \
said there is *code*, face and voice as they are, places and family as said. The answer of the \
gate is why it stays, or how the person is named, whether attached files may go along, and whether \
places or family are shown in part. What is not named in full, or is shown in part, goes as a \
derived version ([what travels](format/documents.md#what-travels)): in the words that were said \
goes what has the full name and all places and family.

| case | consent | the gate |
| --- | --- | --- |
"""

_IN_VAIN = """
## A yes that is not in force

The rule is `in_vain` in `desktop/model/consent/in_vain.py`; its cases stand in \
`tests/unit/model/test_consent_in_vain.py`. It asks the gate and nothing else, of what is shown \
and of what others decided beside it. The form says beneath each such yes why, and beside when it \
was recorded how many there are; the papers say it in the row. A use that needs the full name and \
was given less says so before it is recorded. Nothing is said of an account that is kept where it \
was told, of what is done on the spot, and after a withdrawal.
"""

_RECORDED = """
## What is needed to record a decision

The rule is `missing` in `desktop/model/consent/missing.py`; its cases stand in \
`tests/unit/model/test_consent_missing.py`. *Save* records nothing and says what is missing; nor \
does `vault.consents.decide`, by which everything is recorded that a person decides here:

- while no use is answered, on a new form or after a withdrawal;
- where anything opens (a yes that was none, the person shown more, a guardian who agrees now) \
and nobody confirmed that the text was read out: exactly the one that stands on the screen. In \
another language, of another version, another organisation's or with another name in it, it is \
another text, and is read out anew; the same one, heard at an earlier decision, counts still. A \
consent in writing may have been read by the person: then what was observed this time has to be \
noted instead;
- where anything opens and nobody said how consent was given, or asked how the person is shown \
in a use by which something may be sent. What an older form did not ask stays as it was.

A refusal, less than before, and words beside the answers need nothing. After a withdrawal \
nothing stands, nor of what only others said, or of others' decisions that this one takes the \
place of: the text is read out anew. What arrives in a package, and drafts, are as they are.

A restriction is lifted, and others' decisions are settled, by themselves and with a reason: how \
that is known. Deciding about answers lifts nothing.
"""

_REASONS = """
What each refusal is called on the screen:

"""


def page(cases: Iterable[Case] = CASES) -> str:
    """The page, from the cases alone."""
    return (
        _HEAD
        + "".join(map(_row, cases))
        + _REASONS
        + "".join(f"- `{term.code}`: {term.label['en']}\n" for term in vocabulary("refusal").terms)
        + _IN_VAIN
        + _RECORDED
    )


def _row(case: Case) -> str:
    said = {None: "none", "": "nothing was answered"}.get(case.said, case.said)
    asked = "" if case.asked == ASKED else f" (asked: {' × '.join(case.asked)})"
    return f"| {case.why}{asked} | {said} | {case.result} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
