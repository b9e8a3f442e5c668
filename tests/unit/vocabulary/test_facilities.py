"""The list of known facilities: whole in every language, of kinds that exist."""

from __future__ import annotations

import unicodedata

from desktop.i18n import LANGUAGES
from desktop.vocabulary import vocabulary
from desktop.vocabulary.facilities import facilities


def test_each_facility_has_a_name_in_every_language_and_a_kind() -> None:
    assert facilities()
    for each in facilities():
        assert sorted(each.label) == sorted(LANGUAGES), each.code
        assert each.kind in vocabulary("facility_kind").codes, each.code
        assert each.towns, each.code
        assert each.known in ("found", "remembered"), each.code
        for text in each.label.values():
            assert text == text.strip() != ""
            assert unicodedata.is_normalized("NFC", text)


def test_facilities_are_told_apart_in_every_language() -> None:
    assert len({each.code for each in facilities()}) == len(facilities())
    for language in LANGUAGES:
        assert len({each.label[language] for each in facilities()}) == len(facilities())


def test_what_no_source_was_looked_up_for_is_doubtful() -> None:
    doubtful = {each.code for each in facilities() if each.doubtful}
    assert {"ik-8", "ivs-zhodzina"} <= doubtful
    assert "sizo-1" not in doubtful
