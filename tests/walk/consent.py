"""A whole consent by keys alone: read out, answered over a lock, narrowed, withdrawn, anew."""

from __future__ import annotations

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.vocabulary import vocabulary
from desktop.vocabulary.consent_matrix import cells
from tests.walk import vaults
from tests.walk.person import Person
from ui.start.sample import PASSPHRASE

_YES, _NO, _LATER = "1", "2", "3"
_HALFWAY = 4
"""Questions that are answered when somebody has to lock."""


def walk(person: Person, spoken: str, dark: bool = False) -> None:
    """In a new interview of the sample vault; ``spoken``: the language of the text."""
    person.press(_("Explore a sample vault"))
    person.press(_("Explore"))
    vaults.wait_inside(person)
    if dark:
        person.press(_("Settings"))
        person.press(f"{_('Appearance')}: {_('Dark')}")
        person.press(_("Interviews"))
    _new_interview(person, spoken)
    person.press(_("Consent"))
    _read_out(person, spoken)
    _answer(person, spoken)
    _decide_with_a_guardian(person)
    _narrow(person, spoken)
    _withdraw(person)
    _decide_anew(person, spoken)
    _look_back(person)


def _new_interview(person: Person, spoken: str) -> None:
    person.press(_("New interview"))
    person.fill(_("Code of the person"), "K-17")
    person.fill(_("Name"), "Ганна Невядомая")
    person.choose(_("Language spoken"), vocabulary("language").label(spoken))
    person.press(_("Create"))
    person.button(_("Plan"))


def _read_out(person: Person, spoken: str) -> None:
    """What the text does not say yet is said first, from top to bottom, who interprets as well;
    then it is read out once, and that is confirmed."""
    person.reads(_("Text to read out"))
    person.press_by_keys(_("Names in the text…"))
    language = LANGUAGE_NAMES[spoken]
    person.type_into(_("Organisation ({language})").format(language=language), "Архіў")
    person.type_into(_("Country ({language})").format(language=language), "Літва")
    person.type_into(_("Safe contact"), "+370 600 00000")
    person.type_into(_("Checked at the latest after this many years"), "5")
    person.keep("names")
    person.press_by_keys(_("Save"))
    person.type_into(_("Interpreter"), "Яна П.")
    person.press_by_keys(_("I have read it out"))
    person.keep("text")


def _answer(person: Person, spoken: str) -> None:
    """Every use by one key each; a lock in the middle decides nothing and loses nothing."""
    person.tab_to(_row(0, spoken))
    person.hands.press(*([_YES] * _HALFWAY))
    person.keep("answers-begun")
    vaults.lock_and_unlock(person, PASSPHRASE)
    person.reads(_("These answers were typed earlier and are not recorded yet."))
    person.keep("answers-offered")
    person.tab_to(_row(_HALFWAY, spoken))
    left = len(cells()) - _HALFWAY
    person.hands.press(*([_YES, _NO, _LATER] * left)[:left])
    person.keep("answers")


def _decide_with_a_guardian(person: Person) -> None:
    """How the person is shown in four ways, by keys; who decides; and what both agree to."""
    person.hands.press(_NO, _LATER, _NO, _YES)
    person.keep("shown")
    who = _("Who decides about this account")
    person.tab_to(who)
    person.hands.press("Down")
    person.reads(_("The guardian agrees"))
    person.type_into(_("Name of the guardian, or of who decides"), "Марыя Невядомая")
    person.tab_to(_("By what right"))
    person.hands.press("Down")
    for said in (_("The person agrees"), _("The guardian agrees")):
        person.tab_to(said)
        _choose_yes(person, said)
    person.keep("guardian")
    person.type_into(_("Did the person understand and decide freely?"), "Asked twice, then agreed.")
    _say_how_given(person)
    person.keep("given")
    person.press_by_keys(_("Save decision"))
    person.reads(_("Recorded on {day}").format(day=""))
    person.keep("saved")


def _say_how_shown(person: Person, spoken: str) -> None:
    """What is shown of the person, from the first of the four ways."""
    way = vocabulary("shown").label("identification", spoken)
    person.tab_to(way)
    person.hands.press(_NO, _LATER, _NO, _YES)


def _say_how_given(person: Person) -> None:
    person.tab_to(_("How consent was given"))
    person.hands.press("space")


def _choose_yes(person: Person, said: str) -> None:
    yes = f"{said}: {vocabulary('answer').label('yes')}"
    for _step in range(len(vocabulary("answer").codes)):
        now = person.focus()
        if now is not None and now.name == yes:
            person.hands.press("space")
            return
        person.hands.press("Right")
    raise AssertionError(f"the arrows do not lead to {yes!r}")


def _narrow(person: Person, spoken: str) -> None:
    """One answer is taken back."""
    person.tab_to(_row(1, spoken))
    person.hands.press(_NO)
    person.press_by_keys(_("Save decision"))
    person.keep("narrowed")


def _withdraw(person: Person) -> None:
    person.press_by_keys(_("Withdraw consent…"), back=True)
    person.type_into(_("Reason, if the person gives one"), "The brother is in danger.")
    person.keep("withdraw")
    person.press_by_keys(_("Withdraw consent"))
    person.reads(_("Consent is withdrawn."))
    person.keep("withdrawn-told")
    person.press_by_keys(_("Close"))
    person.keep("withdrawn")


def _decide_anew(person: Person, spoken: str) -> None:
    person.press_by_keys(_("Record a new decision"))
    person.tab_to(_row(0, spoken))
    person.hands.press(_YES)
    person.press_by_keys(_("I have read it out"), back=True)
    _say_how_shown(person, spoken)
    _say_how_given(person)
    person.keep("anew")
    person.press_by_keys(_("Save decision"))
    person.reads(_("Recorded on {day}").format(day=""))


def _look_back(person: Person) -> None:
    person.press_by_keys(_("History"), back=True)
    person.button(_("Close"))
    person.keep("history")
    person.hands.press("Escape")
    person.press_by_keys(_("Restrict…"), back=True)
    person.button(_("Restrict use"))
    person.keep("restrict")
    person.hands.press("Escape")


def _row(number: int, spoken: str) -> str:
    purpose, recipient = cells()[number]
    use = vocabulary("purpose").label(purpose, spoken)
    return f"{use}, {vocabulary('recipient_kind').label(recipient, spoken)}"
