"""The help of each place in the window: what it is for, in two or three sentences.

Topics are the rooms, the phases of an interview, and the two screens before a vault is open. A
sentence says what holds for the whole place; what holds for one field stands beside the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.i18n import N_, gettext
from desktop.messages.phases import TITLES
from desktop.model.phases import Phase

START: Final = "start"
LOCKED: Final = "locked"


@dataclass(frozen=True, slots=True)
class Topic:
    """What the place is called and its sentences, as msgids."""

    title: str
    said: tuple[str, ...]


TOPICS: Mapping[str, Topic] = {
    START: Topic(
        N_("Opening a vault"),
        (
            N_("A vault is an encrypted folder on this computer."),
            N_("Its passphrase opens it, and whatever other way was added in Settings."),
            N_("Nobody can recover a forgotten passphrase: only another way opens the vault then."),
            N_("After a lost laptop, restore a backup under Other options."),
        ),
    ),
    LOCKED: Topic(
        N_("Locked"),
        (
            N_("What was typed is saved in the vault. The passphrase opens it where you were."),
            N_("If something could not be saved, this screen says so and nothing is lost."),
        ),
    ),
    "home": Topic(
        N_("Home"),
        (
            N_("What waits for you: planned next, not finished, no receipt yet, consent to renew."),
            N_("Every row opens where the work goes on."),
        ),
    ),
    "interviews": Topic(
        N_("Interviews"),
        (
            N_("All interviews in this vault. Plan a new one, or open one to go on with it."),
            N_("The arrow keys show an interview beside the list; Enter opens it."),
        ),
    ),
    "people": Topic(
        N_("People"),
        (
            N_("Everybody who is named in this vault, once each."),
            N_("A person may have several names, in several alphabets."),
        ),
    ),
    "places": Topic(
        N_("Places"),
        (N_("Towns, prisons and other places of this vault. One may lie in another."),),
    ),
    "media": Topic(
        N_("Photos and files"),
        (
            N_("Each original is stored unchanged, with its checksum."),
            N_("An open file shows what is known of it, and its chain of custody."),
            N_("A set holds files in an order; Alt with Left or Right moves one."),
            N_(
                "Each is read again from time to time and compared with its checksums; see "
                "Settings."
            ),
        ),
    ),
    "handoff": Topic(
        N_("Send and receive"),
        (
            N_("A package holds only what consent allows, encrypted for its recipient."),
            N_("Compare the safety number with the person themselves before you trust a card."),
            N_("A receipt tells the sender what was accepted, and what was not."),
        ),
    ),
    "protected": Topic(
        N_("Protected names"),
        (
            N_("Who must not be named outside, and the code or description that stands instead."),
            N_("One entry covers every spelling, alphabet and case of its names."),
            N_("This list is never sent. How the person interviewed is shown, consent says."),
        ),
    ),
    "settings": Topic(
        N_("Settings"),
        (N_("A change applies at once. Settings of the program hold no content of records."),),
    ),
    Phase.PLAN: Topic(
        TITLES[Phase.PLAN],
        (
            N_("Who, when, where and what for. Nothing is asked of the person yet."),
            N_("Choose a place where nobody else can listen."),
        ),
    ),
    Phase.SAFETY: Topic(
        TITLES[Phase.SAFETY],
        (
            N_("What could harm the person or their relatives, and where they can get help."),
            N_("Mark what you know or notice. Do not ask directly about trauma."),
        ),
    ),
    Phase.CONSENT: Topic(
        TITLES[Phase.CONSENT],
        (
            N_("Read the text out, answer the person’s questions, then ask about each row."),
            N_("Only “Yes” allows sharing, and it can be withdrawn at any time."),
            N_("The answers are a draft until you save the decision."),
        ),
    ),
    Phase.ACCOUNT: Topic(
        TITLES[Phase.ACCOUNT],
        (
            N_("What the person says, in their own words. Every word is saved while you type."),
            N_("Begin a turn for each question and answer, and mark how the speaker knows."),
            N_("The person may stop or take a break at any time."),
        ),
    ),
    Phase.FILES: Topic(
        TITLES[Phase.FILES],
        (
            N_("What the person gave or showed. Each original is stored unchanged."),
            N_("A caption says what it shows. It cannot be changed after the seal."),
            N_("A folder that is added becomes a set, with its name and order."),
            N_(
                "A phone that no drive stands for: copy its pictures with the system’s file "
                "manager into a folder, and add that."
            ),
        ),
    ),
    Phase.READ_BACK: Topic(
        TITLES[Phase.READ_BACK],
        (N_("Read the account out to the person and write down what they correct or add."),),
    ),
    Phase.CLOSE: Topic(
        TITLES[Phase.CLOSE],
        (
            N_("What is still open, and what will be locked."),
            N_("What is sealed can no longer be changed by anyone, including you."),
        ),
    ),
}


def help_title(topic: str) -> str:
    """What a place is called; an unknown topic is ``KeyError``."""
    return gettext(TOPICS[topic].title)


def help_sentences(topic: str) -> tuple[str, ...]:
    """Its sentences, translated."""
    return tuple(map(gettext, TOPICS[topic].said))
