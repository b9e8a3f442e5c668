"""Shares of a secret for several people: enough of them bring it back, fewer say nothing.

SLIP-0039: one group of ``count`` shares, ``threshold`` of which are needed. Each is
33 English words of a list in which four letters are enough, the last three a checksum. Any other
program that knows SLIP-39 puts them together as well.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from desktop.errors import MistypedShare, TooFewShares

MASTER_BYTES: Final = 32
MOST_SHARES: Final = 16
WORDS: Final = 33
"""Words of a share over 32 bytes."""
_PREFIX: Final = 4
_BY_PREFIX: Final = {word[:_PREFIX]: word for word in WORDLIST}


@dataclass(frozen=True, slots=True)
class Sharing:
    """A fresh secret and its shares, before they are printed; kept nowhere.

    ``identifier``: the number that all shares of a set begin with, 15 bits.
    """

    threshold: int
    identifier: int
    master: bytes = field(repr=False)
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShareRead:
    """What one share says of itself. ``number``: which of the set it is, from 1."""

    identifier: int
    number: int
    threshold: int
    words: str = field(repr=False)


def split(threshold: int, count: int) -> Sharing:
    """A new secret of 32 bytes in ``count`` shares; ``ValueError`` where the numbers make no
    sense: one share that is enough alone is a recovery sheet, and no more than 16 are made."""
    if not 2 <= threshold <= count <= MOST_SHARES:
        raise ValueError(f"shares: 2 to {MOST_SHARES}, and no more needed than there are")
    master = secrets.token_bytes(MASTER_BYTES)
    [words] = generate_mnemonics(1, [(threshold, count)], master, iteration_exponent=0)
    return Sharing(threshold, read_share(words[0]).identifier, master, tuple(words))


def word_for(typed: str) -> str | None:
    """The word of the list that begins like this; None for none. Four letters are enough."""
    plain = typed.strip().lower()
    found = _BY_PREFIX.get(plain[:_PREFIX])
    if found is not None:
        return found if found.startswith(plain) else None
    return plain if plain in WORDLIST else None


def words_like(begun: str, most: int) -> tuple[str, ...]:
    """Words of the list that begin like this, ``most`` of them at most."""
    plain = begun.strip().lower()
    return tuple(islice((word for word in WORDLIST if word.startswith(plain)), most))


def unknown_words(text: str) -> tuple[int, ...]:
    """The places, from 1, of words that are not in the list."""
    return tuple(at for at, word in enumerate(text.split(), 1) if word_for(word) is None)


def read_share(text: str) -> ShareRead:
    """A share in its words, which may be cut to four letters; ``MistypedShare`` where it does not
    hold."""
    wrong = unknown_words(text)
    if wrong:
        raise MistypedShare(wrong)
    words = " ".join(word_for(word) or "" for word in text.split())
    try:
        share = Share.from_mnemonic(words)
    except MnemonicError:
        raise MistypedShare(()) from None
    # An exponent that somebody else chose could keep the laptop busy for minutes: ours is 0.
    if share.group_count != 1 or len(share.value) != MASTER_BYTES or share.iteration_exponent:
        raise MistypedShare(())
    return ShareRead(share.identifier, share.index + 1, share.member_threshold, words)


def together(texts: Iterable[str]) -> tuple[str, ...]:
    """The shares in whole words, each once, once they are enough of one set.

    ``MistypedShare``, which names the one that does not hold or is of another set than the first;
    ``TooFewShares``.
    """
    read: dict[int, ShareRead] = {}
    for place, text in enumerate(texts, 1):
        try:
            share = read_share(text)
        except MistypedShare as error:
            raise MistypedShare(error.wrong, place) from None
        first = next(iter(read.values()), share)
        if (share.identifier, share.threshold) != (first.identifier, first.threshold):
            raise MistypedShare((), place)
        read[share.number] = share
    needed = next(iter(read.values())).threshold if read else 2
    if len(read) < needed:
        raise TooFewShares(len(read), needed)
    return tuple(share.words for share in read.values())


def combine(texts: Iterable[str]) -> bytes:
    """The 32 bytes; ``MistypedShare`` where a share does not hold, they are of several sets, or
    fewer than are needed. One that is there twice counts once, and more than needed do no harm."""
    shares = {each.number: each for each in map(read_share, texts)}
    read = list(shares.values())
    if len({(each.identifier, each.threshold) for each in read}) != 1:
        raise MistypedShare(())
    needed = read[0].threshold
    try:
        return bytes(combine_mnemonics([each.words for each in read[:needed]]))
    except MnemonicError:
        raise MistypedShare(()) from None
