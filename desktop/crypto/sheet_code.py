"""The code of a recovery sheet: 160 random bits in eight groups, each with a letter that checks it.

A group is four letters of Crockford's base 32 (20 bits) and a fifth that checks these and which
group it is: their sum in a field of 32, each with a weight of its own, so that any one mistyped
letter, any two letters that changed places and any two groups that did are found, and the group
is named. No I, L, O or U: what is read as one of them is taken for what
it looks like, and so are the letters of a Cyrillic keyboard that look like ours.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from desktop.crypto.secret import SheetCode
from desktop.errors import MistypedCode

BYTES: Final = 20
GROUPS: Final = 8
LETTERS: Final = 5
"""Letters of a group, the last one checking it."""
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
QR_PREFIX: Final = "SKRYNIA-RECOVERY:"
"""What the QR code of a sheet begins with; the groups follow, with hyphens between."""
_BITS: Final = 5
_FIELD: Final = 0b100101
"""x⁵ + x² + 1, by which five bits are numbers of a field of 32 (as in BIP 173)."""
_LOOKS_LIKE: Final = str.maketrans(
    {
        "O": "0", "I": "1", "L": "1", "І": "1", "О": "0", "А": "A", "В": "B", "С": "C", "Е": "E",
        "Ё": "E", "Н": "H", "К": "K", "М": "M", "Р": "P", "Т": "T", "Х": "X", "У": "Y", "З": "3",
        "Ў": "Y", "Ѕ": "S", "Ј": "J",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed of a sheet so far. ``wrong``: the numbers, from 1, of groups in which
    something is mistyped; ``missing``: how many groups are still to come. ``code`` once all
    stand there and hold."""

    wrong: tuple[int, ...]
    missing: int
    code: SheetCode | None


def new_code() -> SheetCode:
    """160 bits from the operating system."""
    return SheetCode(secrets.token_bytes(BYTES))


def groups_of(code: SheetCode) -> tuple[str, ...]:
    """The eight groups as they are printed."""
    number = int.from_bytes(code.data, "big")
    width = _BITS * (LETTERS - 1)
    parts = (number >> width * place & (1 << width) - 1 for place in reversed(range(GROUPS)))
    return tuple(_spelled(part, place) for place, part in enumerate(parts, 1))


def read_typed(text: str) -> Typed:
    """What was typed, in whatever groups, case and keyboard, or scanned; blanks and hyphens say
    nothing.

    More letters than a sheet has count as a mistyped last group.
    """
    letters = letters_of(text)
    groups = [letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS)]
    whole = [group for group in groups if len(group) == LETTERS][:GROUPS]
    wrong = {place for place, group in enumerate(whole, 1) if not _holds(group, place)}
    if len(letters) > GROUPS * LETTERS:
        wrong.add(GROUPS)
    missing = GROUPS - len(whole)
    code = None if wrong or missing else _read(whole)
    return Typed(tuple(sorted(wrong)), missing, code)


def letters_of(text: str) -> str:
    """The letters that were typed as they stand on a sheet, without what says nothing."""
    typed = text.strip().upper().removeprefix(QR_PREFIX)
    return "".join(ch for ch in typed.translate(_LOOKS_LIKE) if ch.isalnum())


def decode_code(text: str) -> SheetCode:
    """The code that was typed or scanned; ``MistypedCode``, which names the groups, otherwise."""
    typed = read_typed(text)
    if typed.code is None:
        raise MistypedCode(typed.wrong, typed.missing)
    return typed.code


def _read(groups: list[str]) -> SheetCode:
    number = 0
    for group in groups:
        for letter in group[:-1]:
            number = number << _BITS | ALPHABET.index(letter)
    return SheetCode(number.to_bytes(BYTES, "big"))


def _spelled(part: int, place: int) -> str:
    values = [part >> _BITS * at & 31 for at in reversed(range(LETTERS - 1))]
    return "".join(ALPHABET[value] for value in (*values, _check(values, place)))


def _holds(group: str, place: int) -> bool:
    if not all(letter in ALPHABET for letter in group):
        return False
    *values, check = (ALPHABET.index(letter) for letter in group)
    return check == _check(values, place)


def _check(values: list[int], place: int) -> int:
    """Σ xⁱ·vᵢ for i = 1 … 4, and x⁵ times the number of the group."""
    total, weight = 0, 1
    for value in (*values, place):
        weight = _product(weight, 2)
        total ^= _product(weight, value)
    return total


def _product(left: int, right: int) -> int:
    result = 0
    while right:
        if right & 1:
            result ^= left
        left <<= 1
        if left & 32:
            left ^= _FIELD
        right >>= 1
    return result
