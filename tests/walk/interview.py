"""Steps: one interview, from the plan to the seal and the printed summary."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _, current_language
from desktop.model.consent import HowGiven, Purpose, RecipientKind
from desktop.model.interview import PriorAccounts
from desktop.vocabulary import vocabulary
from tests.support import AS_TOLD
from tests.walk import file_dialog, vaults
from tests.walk.person import ENTRIES, Person

ANSWER = "Нас было трое ў камеры. Святло не выключалі ўсю ноч."
"""What the invented person says, in the language of the interview."""
PAIRS = 7
"""Questions with answers, more than the largest screen shows at once."""


def plan(person: Person, name: str, passphrase: str) -> None:
    """A new interview with a new person, and what it is for; locked once in the dialog, which
    stands open again behind it."""
    person.press(_("Interviews"))
    person.hands.press("ctrl+n")
    person.fill(_("Code of the person"), "P-17")
    vaults.lock_and_unlock(person, passphrase)
    person.fill(_("Name"), name)
    person.keep("new-interview")
    person.hands.press("Return")
    person.button(_("Plan"))
    person.press(_("Today"))
    person.choose(_("Kind of place"), vocabulary("place_kind").label("organisation-office"))
    person.fill(_("Interviewers"), "Ala K.")
    person.fill(_("Purpose"), "What happened in the detention centre.")
    person.keep("plan")


def screen(person: Person) -> None:
    """Earlier accounts asked for, risks written down."""
    person.press(_("Safety"))
    question = _("Has the person given an account before?")
    person.press(f"{question}: {vocabulary('prior_accounts').label(PriorAccounts.NO)}")
    person.keep("safety")
    person.fill(_("Risk for the person"), "Little: lives in Vilnius.")
    person.fill(_("Risk for relatives in Belarus"), "The mother lives there.")
    person.keep("safety-risk")


def consent(person: Person) -> None:
    """Yes to keeping, with the name, and to photographs; saved as decided."""
    person.press(_("Consent"))
    person.reads(_("Text to read out"))
    person.keep("consent")
    for purpose in (Purpose.KEEP, Purpose.PHOTOGRAPH):
        row = _row(purpose, RecipientKind.ORGANISATION)
        person.press(f"{row}: {vocabulary('answer').label('yes', _spoken())}")
    for way, code in AS_TOLD.items():
        label = vocabulary("shown").label(way, _spoken())
        said = vocabulary(way).note(code, _spoken())
        person.press(f"{label}: {said[:1].upper()}{said[1:]}")
    signed = vocabulary("how_given").label(HowGiven.SIGNED.value)
    person.press(f"{_('How consent was given')}: {signed}")
    person.type_into(_("Did the person understand and decide freely?"), "Read it twice.")
    person.keep("consent-answers")
    person.press(_("Save decision"))
    person.press(_("History"))
    person.keep("consent-history")
    person.hands.press("Escape")


def write(person: Person) -> None:
    """Begin the account; a question and an answer by their quick keys, marked as seen."""
    person.press(_("Account"))
    person.keep("account-ready")
    person.press(_("Start the person's account"))
    person.enter(_("Account"))
    person.keep("account-empty")
    for number in range(1, PAIRS + 1):
        person.hands.press("ctrl+shift+Return")
        person.hands.type(f"Question {number}: what happened then?")
        person.hands.press("ctrl+Return")
        person.hands.type(ANSWER)
    person.hands.press("ctrl+a", "alt+s")
    person.reads(_("Saved {time}").format(time=""))
    person.keep("account")
    person.check(_scrolls(person), "an account longer than the screen has a scroll bar")
    person.hands.press("ctrl+Home")
    person.keep("account-top")


def attach(person: Person, photos: Path) -> None:
    """Add all the photos of a folder, and say what the first shows."""
    person.press(_("Files"))
    person.keep("files-empty")
    person.press(_("Add a folder…"))
    file_dialog.answer(person, photos)
    person.fill(_("Caption"), "The yard, drawn from memory.")
    person.keep("files")


def read_back_and_seal(person: Person) -> None:
    """Read back in Belarusian, then seal for good."""
    person.press(_("Read back"))
    person.choose(_("Read back in"), vocabulary("language").label("be"))
    person.fill(_("Corrections, by whom it was read, or a refusal"), "Read aloud by Ala K.")
    person.keep("read-back")
    person.press(_("Closing"))
    person.keep("closing")
    person.press(_("Seal the interview…"))
    person.button(_("Seal the interview"))
    person.keep("seal")
    person.press(_("Seal the interview"))
    person.reads(_("Sealed. {when}").format(when=""))
    person.keep("sealed")
    person.check(
        not person.focus_is_in(_("Sections")), "after the seal the focus stays with the work"
    )


def print_summary(person: Person, target: Path) -> None:
    """Print the summary into a PDF."""
    person.press(_("Print summary…"))
    person.press(f"{_('Person shown as')}: {_('Full name')}")
    person.keep("print")
    person.press(_("Choose where to save…"))
    file_dialog.answer(person, target)
    person.reads(_("The summary is saved."))
    person.keep("printed")
    person.press(_("Close"))


def _row(purpose: Purpose, recipient: RecipientKind) -> str:
    what = vocabulary("purpose").label(purpose, _spoken())
    return f"{what}, {vocabulary('recipient_kind').label(recipient, _spoken())}"


def _spoken() -> str:
    """The language of the interview, in which the text is read out and its questions are asked."""
    return "ru" if current_language() == "ru" else "be"


def _scrolls(person: Person) -> bool:
    [page] = [n for n in person.front().walk() if n.role in ENTRIES and n.name == _("Account")]
    return any(node.role == "scroll bar" for node in page.walk())
