"""What is read of a compiled catalogue is what Python's own ``gettext`` reads of it."""

from __future__ import annotations

import gettext
import io
import struct

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop.catalogue import Catalogue, form_of
from desktop.i18n import LANGUAGES, translator_for
from desktop.resources import resource_bytes

TRANSLATED = [language for language in LANGUAGES if language != "en"]


def compiled(language: str) -> bytes:
    return resource_bytes(f"translations/{language}/LC_MESSAGES/skrynia.mo")


def known_to_python(data: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(data))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_says_the_same(language: str) -> None:
    theirs, ours = known_to_python(compiled(language)), translator_for(language)
    keys = set(theirs._catalog) - {""}  # type: ignore[attr-defined]
    counted = {key[0] for key in keys if isinstance(key, tuple)}
    assert len(keys) > 3000
    assert len(counted) > 50
    for message in counted:
        assert ours.gettext(message) == theirs.gettext(message)
        for number in (1, 2, 5):
            assert ours.ngettext(message, "?", number) == theirs.ngettext(message, "?", number)
    for key in (key for key in keys if isinstance(key, str)):
        context, _, message = key.rpartition("\x04")
        if context:
            assert ours.pgettext(context, message) == theirs.pgettext(context, message)
        else:
            assert ours.gettext(message) == theirs.gettext(message)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_rule_of_plurals_is_that_of_its_catalogue(language: str) -> None:
    theirs = known_to_python(compiled(language))
    for number in range(1200):
        assert form_of(number) == theirs.plural(number), number  # type: ignore[attr-defined]


def written(*messages: tuple[str | tuple[str, str], str | tuple[str, ...], str | None]) -> bytes:
    catalogue = Catalog(locale="be")
    for source, text, context in messages:
        catalogue.add(source, text, context=context)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def test_a_message_is_found_by_its_text_and_context_alone() -> None:
    read = Catalogue(
        written(
            ("Open", "Адкрыць", "verb"),
            ("Open", "Адкрыта", None),
            (("{n} file", "{n} files"), ("{n} файл", "{n} файлы", "{n} файлаў"), None),
        )
    )
    assert read.forms("Open", "verb") == ("Адкрыць",)
    assert read.forms("Open") == ("Адкрыта",)
    assert read.forms("{n} file") == ("{n} файл", "{n} файлы", "{n} файлаў")
    assert read.forms("Open", "noun") == read.forms("{n} files") == read.forms("Close") == ()


def test_without_a_file_nothing_is_found() -> None:
    assert Catalogue().forms("Open") == ()


def test_another_file_is_none() -> None:
    with pytest.raises(ValueError, match="not a compiled catalogue"):
        Catalogue(struct.pack("<5I", 1, 0, 0, 28, 28))
