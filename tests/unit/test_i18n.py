"""The person is spoken to in her language, and told when the catalogue is not complete."""

from __future__ import annotations

import importlib.util
import json
import string
import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from hypothesis import given
from hypothesis import strategies as st

from desktop import i18n
from desktop.formats import (
    format_date,
    format_date_time,
    format_decimal,
    format_month,
    format_number,
    format_size,
    format_time,
)
from desktop.i18n import (
    LANGUAGE_NAMES,
    LANGUAGES,
    N_,
    _,
    current_language,
    ngettext,
    pgettext,
    set_language,
    translator_for,
)

ROOT = Path(__file__).resolve().parents[2]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / "strings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


strings = _load("skrynia_strings")


class TestLanguages:
    def test_each_language_is_called_by_its_own_name(self) -> None:
        assert {code: Locale(code).get_display_name() for code in LANGUAGES} == {
            code: name if code == "en" else name.lower() for code, name in LANGUAGE_NAMES.items()
        }

    def test_switching_works_at_once(self) -> None:
        said = []
        for language in LANGUAGES:
            set_language(language)
            assert current_language() == language
            said.append(pgettext("month alone", "November"))
        assert said == ["November", "лістапад", "ноябрь"]

    def test_another_language_than_the_screens(self) -> None:
        set_language("ru")
        assert translator_for("be").pgettext("month alone", "May") == "май"
        assert translator_for("en").pgettext("month alone", "May") == "May"
        assert current_language() == "ru"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_words_stay_no_words(self, language: str) -> None:
        set_language(language)
        assert _("") == ""

    def test_a_marked_string_is_left_as_it_is(self) -> None:
        set_language("be")
        assert N_("January") == "January"

    def test_english_counts_in_two_forms(self) -> None:
        assert [ngettext("one", "many", n) for n in (0, 1, 2, 21)] == [
            "many",
            "one",
            "many",
            "many",
        ]

    def test_an_unknown_language_is_a_bug(self) -> None:
        with pytest.raises(ValueError, match="not a language"):
            set_language("de")
        assert current_language() == "en"

    @pytest.mark.expects_log("desktop.i18n")
    def test_without_compiled_catalogues_it_speaks_english_and_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(i18n, "resource_path", lambda name: tmp_path / name)
        translator_for.cache_clear()
        try:
            assert translator_for("be").pgettext("month alone", "May") == "May"
        finally:
            translator_for.cache_clear()


class TestSystemLanguage:
    @pytest.mark.parametrize(
        ("wanted", "chosen"),
        [
            ([], "en"),
            (["be_BY.UTF-8"], "be"),
            (["be_BY@latin"], "be"),
            (["ru-RU"], "ru"),
            (["ru"], "ru"),
            (["C.UTF-8", "POSIX", "be"], "be"),
            (["de_DE", "pl"], "en"),
            (["", "RU"], "ru"),
            (["ben_IN"], "en"),
        ],
    )
    def test_the_first_language_there_is(self, wanted: list[str], chosen: str) -> None:
        assert i18n.choose_language(wanted) == chosen

    def test_the_environment_is_asked_in_gettexts_order(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANG", "en_GB.UTF-8")
        monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
        assert i18n.system_language() == "ru"
        monkeypatch.setenv("LANGUAGE", "lt:be:ru")
        assert i18n.system_language() == "be"


class TestFormats:
    """Held against Unicode CLDR, as Babel brings it."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("month", range(1, 13))
    def test_months_in_a_date_and_alone(self, language: str, month: int) -> None:
        set_language(language)
        names = Locale(language).months
        in_a_date, alone = names["format"]["wide"][month], names["stand-alone"]["wide"][month]
        assert format_date(date(2026, month, 3)) == f"3 {in_a_date} 2026"
        assert format_month(2026, month) == f"{alone} 2026"

    @pytest.mark.parametrize("language", LANGUAGES)
    @given(number=st.integers(-(10**15), 10**15))
    def test_numbers_have_the_separators_of_the_language(self, language: str, number: int) -> None:
        symbols = Locale(language).number_symbols["latn"]
        expected = f"{number:,}".replace(",", symbols["group"])
        assert format_number(number, translator_for(language)) == expected
        assert format_decimal(number, 0, translator_for(language)) == expected

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_decimals(self, language: str) -> None:
        symbols = Locale(language).number_symbols["latn"]
        expected = f"1{symbols['group']}234{symbols['decimal']}50"
        assert format_decimal(1234.5, 2, translator_for(language)) == expected

    def test_a_moment_is_told_in_the_zone_it_carries(self) -> None:
        set_language("be")
        moment = datetime(2026, 11, 22, 14, 2, tzinfo=timezone(timedelta(hours=3)))
        assert format_date_time(moment) == "22 лістапада 2026, 14:02"
        assert format_time(time(9, 5)) == "09:05"

    @pytest.mark.parametrize(
        ("size", "told"),
        [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (5_242_880, "5.2 MB"),
            (4 * 1024**3 - 1, "4.3 GB"),
            (3_000 * 10**12, "3,000.0 TB"),
        ],
    )
    def test_sizes_grow_into_the_next_unit(self, size: int, told: str) -> None:
        assert format_size(size).replace("\u00a0", " ") == told

    def test_sizes_in_belarusian(self) -> None:
        assert format_size(5_242_880, translator_for("be")) == "5,2\u00a0МБ"


def translated(source: str | tuple[str, str], *texts: str, language: str = "be") -> list[str]:
    """The faults of one translation."""
    message = Message(source, texts if isinstance(source, tuple) else texts[0])
    return list(strings.faults_of(message, language))


class TestCheck:
    """``make check`` says what a translator forgot."""

    def test_a_good_translation_has_no_faults(self) -> None:
        assert translated("{count} of {total}", "{count} з {total}") == []
        assert translated("{total} after {count}", "{count} пасля {total}") == []

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("{count} photos", "фота"),
            ("{count} photos", "{колькасць} фота"),
            ("photos", "{count} фота"),
            ("{count} photos", "{count фота"),
            ("argument %(name)s", "аргумент %(nme)s"),
            ("needed: %s", "трэба"),
        ],
    )
    def test_other_placeholders_are_found(self, source: str, text: str) -> None:
        assert len(translated(source, text)) == 1

    def test_every_plural_form_needs_the_number(self) -> None:
        source = ("{count} photo", "{count} photos")
        assert translated(source, "{count} фота", "{count} фота", "{count} фота") == []
        assert len(translated(source, "адно фота", "{count} фота", "{count} фота")) == 1

    def test_space_at_the_ends_belongs_to_the_layout(self) -> None:
        assert len(translated("Name: ", "Імя:")) == 1
        assert len(translated("Name:\n", "Імя:")) == 1
        assert translated(",", "\u00a0") == []

    def test_letters_of_the_neighbouring_language_are_found(self) -> None:
        assert len(translated("Photos", "Фотографии", language="be")) == 1
        assert len(translated("Photos", "Фатаграфіі", language="ru")) == 1

    def test_missing_fuzzy_stale_and_empty_are_each_named(self) -> None:
        template, catalogue = Catalog(), Catalog("be")
        for name in ("missing", "fuzzy", "empty", "good"):
            template.add(name)
        catalogue.add("fuzzy", "так", flags=("fuzzy",))
        catalogue.add("empty", "")
        catalogue.add("good", "добра")
        catalogue.add("stale", "старое")
        catalogue.obsolete["gone"] = Message("gone", "няма")
        found = [problem.partition(":")[0] for problem in strings.problems_of(catalogue, template)]
        assert sorted(found) == [
            "fuzzy",
            "not in the catalogue",
            "not translated",
            "stale, kept as obsolete",
            "stale, not in the source",
        ]

    def test_a_plural_with_an_empty_form_is_not_translated(self) -> None:
        template, catalogue = Catalog(), Catalog("be")
        template.add(("{n} photo", "{n} photos"))
        catalogue.add(("{n} photo", "{n} photos"), ("{n} фота", "", "{n} фота"))
        assert [p.partition(":")[0] for p in strings.problems_of(catalogue, template)] == [
            "not translated"
        ]

    def test_strings_are_taken_from_the_source_with_context_and_plural(
        self, tmp_path: Path
    ) -> None:
        source = tmp_path / "ui" / "room.py"
        source.parent.mkdir()
        source.write_text(
            'TITLE = N_("Room")\n_("Not "\n  "saved")\npgettext("verb", "Open")\n'
            'ngettext("{n} day", "{n} days", n)\nwords.gettext("Read back")\n',
            encoding="utf-8",
        )
        found = {(m.id, m.context) for m in strings.extract(tmp_path) if m.id}
        assert found == {
            ("Room", None),
            ("Not saved", None),
            ("Open", "verb"),
            (("{n} day", "{n} days"), None),
            ("Read back", None),
        }

    @pytest.mark.parametrize(
        "call", ['_(f"{n} days")', '_("a" + b)', '_("{n}".format(n=1))', '_("%s" % n)']
    )
    def test_a_text_put_together_before_the_look_up_is_found(
        self, tmp_path: Path, call: str
    ) -> None:
        source = tmp_path / "desktop" / "module.py"
        source.parent.mkdir()
        source.write_text(f'print(_("fine"), _(TITLE))\n{call}\n', encoding="utf-8")
        assert list(strings.interpolated(tmp_path)) == [
            "desktop/module.py:2: a text is put together inside _()"
        ]

    def test_a_text_marked_within_an_f_string_is_found(self, tmp_path: Path) -> None:
        source = tmp_path / "desktop" / "module.py"
        source.parent.mkdir()
        lines = ("x = f'{_(TITLE)} {name}'", "x = f'{name} ({_(\"so\")})'")
        source.write_text("\n".join(lines), encoding="utf-8")
        assert list(strings.interpolated(tmp_path)) == [
            "desktop/module.py:2: a text is marked inside an f-string"
        ]

    @given(st.text(string.ascii_letters + "{}%()s ", max_size=30))
    def test_any_text_has_placeholders_or_none(self, text: str) -> None:
        found = strings.placeholders(text)
        assert found is None or sum(found.values()) <= len(text)

    @pytest.mark.rare
    def test_the_source_of_the_program_hands_no_built_text_to_gettext(self) -> None:
        assert list(strings.interpolated(ROOT)) == []


def test_labels_of_vocabularies_are_checked_like_messages(tmp_path: Path) -> None:
    whole = {"en": "Kept in {place}", "be": "У {place}", "ru": "В {place}"}
    terms = [
        {"code": "whole", "label": whole},
        {"code": "missing", "label": {**whole, "ru": ""}},
        {"code": "other", "label": whole, "note": {**whole, "be": "У {places}"}},
        {"code": "foreign", "label": {**whole, "ru": "Ў {place}"}},
    ]
    folder = tmp_path / "resources" / "vocabularies"
    folder.mkdir(parents=True)
    (folder / "kept.json").write_text(json.dumps({"terms": terms}), "utf-8")
    found = [fault.split(": ")[1:3] for fault in strings.label_faults(tmp_path)]
    assert [code for code, _fault in found] == [
        "label of missing",
        "label of missing",
        "note of other",
        "label of foreign",
    ]
    assert list(strings.label_faults(ROOT)) == []
