"""Every error that a user can meet is told in sentences of its own, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.errors import (
    DiskFull,
    OwnTextRefused,
    PackageRefused,
    SkryniaError,
    WrongPassphrase,
)
from desktop.i18n import LANGUAGES, set_language
from desktop.messages.errors import Advice, explain
from desktop.vocabulary.own_text import Fault


def tree(root: type[SkryniaError] = SkryniaError) -> Iterator[type[SkryniaError]]:
    """Every class of the tree of errors, as ``desktop/errors`` draws it.

    What a module derives for its own use never reaches a person, and is there or not
    depending on what was imported before.
    """
    yield root
    for below in root.__subclasses__():
        if below.__module__.startswith("desktop.errors."):
            yield from tree(below)


KINDS = sorted(set(tree()), key=lambda kind: kind.__name__)


def told(language: str) -> dict[str, Advice]:
    set_language(language)
    return {kind.__name__: explain(kind()) for kind in KINDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_kinds_share_their_sentences(language: str) -> None:
    by_sentence: dict[tuple[str, str], list[str]] = {}
    for name, advice in told(language).items():
        assert advice.title, name
        assert advice.what_happened, name
        assert advice.what_to_do, name
        by_sentence.setdefault((advice.title, advice.what_happened), []).append(name)
    assert [names for names in by_sentence.values() if len(names) > 1] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_kind_is_told_in_this_language(language: str) -> None:
    english, other = told("en"), told(language)
    untold = [name for name in english if english[name].what_happened == other[name].what_happened]
    assert untold == []


def test_the_reason_is_kept_for_whoever_helps() -> None:
    assert explain(PackageRefused("a link in the archive")).technical == "a link in the archive"
    assert explain(DiskFull("errno 28")).technical == "errno 28"


def test_a_wrong_passphrase_needs_no_technical_words() -> None:
    assert explain(WrongPassphrase("no slot opens")).technical == ""


def test_a_class_that_is_still_unknown_here_is_told_as_its_family() -> None:
    class Surprise(DiskFull):
        """Not in the table."""

    assert explain(Surprise()).title == explain(DiskFull()).title


@pytest.mark.parametrize("fault", Fault)
def test_an_own_text_is_refused_with_line_and_key(fault: Fault) -> None:
    said = explain(OwnTextRefused("en", 12, fault, "contact" * 100)).what_happened
    assert said.startswith("English, line 12: ")
    assert len(said) < 300, "a key of a hostile file is as long as somebody likes"
    assert "{key}" not in said
