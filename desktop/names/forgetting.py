"""What was read of names is kept for speed, and must not outlive the open vault."""

from __future__ import annotations

from desktop.names import endings, given, keys, known, letters, match, places, sounds, spans, tables

_KEPT = (
    endings.nominatives,
    given.given,
    given.patronymic,
    given.initials_of_father,
    given.sexes_of,
    keys.word_keys,
    known.known,
    letters.plain,
    letters.words_of_short,
    match.parts,
    match.pair,
    places.is_country,
    places.is_place,
    sounds._first_sounds,
    sounds.readings,
    spans.is_word_of,
    tables.tables_between,
)


def forget() -> None:
    """Let every word go that was read since the start; ``Vault.close`` calls it."""
    for kept in _KEPT:
        kept.cache_clear()
