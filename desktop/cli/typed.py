"""A recovery code or shares, typed at the terminal from paper; a mistake is named at once.

Nothing typed is shown, and nothing stays in the terminal's scrollback but the questions.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from desktop.cli.usage import UsageError
from desktop.cli.vaults.passphrase import ask
from desktop.crypto.secret import Shares, SheetCode
from desktop.crypto.shares import Sharing, read_share, word_for
from desktop.crypto.sheet_code import GROUPS, LETTERS, groups_of, letters_of, read_typed
from desktop.errors import MistypedShare
from desktop.i18n import _
from desktop.messages.ways_in import mistyped_told

_TRIES = 3
"""How often a part of what was printed is asked for before nothing is added."""


def ask_code() -> SheetCode:
    """The code of a sheet, group by group or several at once."""
    letters, wrong = "", ""
    while True:
        at = len(letters) // LETTERS + 1
        question = _("Group {number} of {count}: ").format(number=at, count=GROUPS)
        more = letters_of(ask(wrong + question))
        typed = read_typed(letters + more)
        if not more or len(more) % LETTERS or typed.wrong:
            wrong = _("There is a typing mistake. Compare with the sheet.") + "\n"
            continue
        if typed.code is not None:
            return typed.code
        letters, wrong = letters + more, ""


def ask_shares() -> Shares:
    """Shares of one set, until they are enough."""
    found: dict[int, str] = {}
    wrong, needed, identifier = "", 0, None
    while not needed or len(found) < needed:
        question = _("Words of share {number}: ").format(number=len(found) + 1)
        if needed:
            question = _("Words of share {number} of the {needed} needed: ").format(
                number=len(found) + 1, needed=needed
            )
        try:
            share = read_share(ask(wrong + question))
        except MistypedShare as error:
            told = " ".join(mistyped_told(error)) or _("There is a typing mistake.")
            wrong = told + "\n"
            continue
        if identifier is not None and share.identifier != identifier:
            wrong = _("This share does not belong with the others.") + "\n"
            continue
        wrong = _("This share was typed already.") + "\n" if share.number in found else ""
        found[share.number] = share.words
        needed, identifier = share.threshold, share.identifier
    return Shares(tuple(found.values()))


def ask_back_code(code: SheetCode) -> None:
    """Two groups of a sheet that was just printed, at random; ``UsageError`` where they are not
    typed as they stand there."""
    groups = groups_of(code)
    for at in sorted(secrets.SystemRandom().sample(range(GROUPS), 2)):
        question = _("Type group {number} from the sheet: ").format(number=at + 1)
        _ask_back(question, partial(_is_group, groups[at]))


def ask_back_shares(sharing: Sharing) -> None:
    """A word of each share that was just printed, at random; as :func:`ask_back_code`."""
    for number, words in enumerate(sharing.words, 1):
        each = words.split()
        at = secrets.randbelow(len(each))
        question = _("Type word {place} from share {number}: ").format(place=at + 1, number=number)
        _ask_back(question, partial(_is_word, each[at]))


def _ask_back(question: str, fits: Callable[[str], bool]) -> None:
    wrong = ""
    for _attempt in range(_TRIES):
        if fits(ask(wrong + question)):
            return
        wrong = _("It says something else there.") + "\n"
    raise UsageError(_("The paper was not typed as it was printed. Nothing was added."))


def _is_group(group: str, typed: str) -> bool:
    return letters_of(typed) == group


def _is_word(word: str, typed: str) -> bool:
    return word_for(typed) == word
