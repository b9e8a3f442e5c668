"""The forms of a full name in its cases, to be proposed: Ядвіга Ручаінская, Ядвігі Ручаінскай.

Belarusian and Russian in Cyrillic. Where grammar wavers (stress decides, a vowel may go or stay,
two endings are right) no form is given: a proposal that is wrong teaches people not to look. To
*find* forms nothing here is needed (``endings.py``). Source: *Беларуская граматыка* (1985),
§§ 131–210; *Русская грамматика* (1980), §§ 1175–1230.
"""

from __future__ import annotations

import re
from functools import cache

from desktop.names.endings import CASES
from desktop.names.given import patronymic, sexes_of
from desktop.names.language import language_of
from desktop.names.letters import is_cyrillic, plain, words
from desktop.resources import resource_bytes

OBLIQUE = CASES[1:]
_HUSHED = "жшчщ"
_VELAR = "гкх"
_OTHER_STEM = {
    ("пётр", "be"): "пятр",
    ("пётр", "ru"): "петр",
    ("петр", "ru"): "петр",
    ("павел", "be"): "паўл",
    ("павел", "ru"): "павл",
    ("лев", "ru"): "льв",
    ("леў", "be"): "льв",
}
_OF_MEN = ("ов", "ев", "ёв", "оў", "аў", "еў", "ёў", "ин", "ын", "ін")
_POSSESSIVE = ("ова", "ева", "ёва", "ава", "іна", "ина", "ына")
_NOT_OF_WOMEN = ("енка", "анка", "энка")
"""Belarusian family names that only men's are declined of: Шаўчэнка."""
_WAVERING = ("ец", "ок", "ёк", "ёл", "ел", "ол", "яц", "ель", "ень", "оть", "ой", "ей", "ий", "нак")
"""Family names whose vowel may go or stay, or that may be adjectives: Воробья, Кочубея; Толстого,
Цоя."""
_SHIFTING = re.compile("[оэё][^аеёіоуыэюя]+$")
"""Belarusian ones that lose the stress, and with it the vowel, or do not: Крата, Мароза."""
_BE_DATIVE = {"к": "цы", "г": "зе", "х": "се", "т": "це", "д": "дзе"}


def other_stems(word: str) -> set[str]:
    """What a given name (``plain``) is declined on that has another stem in its cases: Льв-."""
    return {stem for (name, _language), stem in _OTHER_STEM.items() if name == word}


def declined(name: str, language: str = "") -> dict[str, str]:
    """The cases (``OBLIQUE``) of a name in the nominative, as far as they are certain.

    ``language``: "be" or "ru", where the caller knows it; else the letters tell. Empty for Latin
    letters, for a name of which neither language nor sex is known.
    """
    language = language or language_of(plain(name))
    sex = _sex_of(name)
    parts = list(words(name))
    if not language or not sex or not all(is_cyrillic(part.plain) for part in parts):
        return {}
    found = {}
    for case in OBLIQUE:
        forms = [_form(part.plain, case, sex, language) for part in parts]
        if all(forms):
            found[case] = _written(name, [(part.start, part.end) for part in parts], forms)
    return found


def _sex_of(name: str) -> str:
    """ "m" or "f" by the given name, else by the patronymic; "" where they leave it open."""
    parts = [word.plain for word in words(name)]
    sexes = {sex for part in parts for sex in sexes_of(part)}
    if not sexes and len(parts) > 2:
        sexes = {"f" if part[-1] == "а" else "m" for part in parts if patronymic(part)}
    return sexes.pop() if len(sexes) == 1 else ""


def _written(name: str, at: list[tuple[int, int]], forms: list[str]) -> str:
    text = name
    for (start, end), form in reversed(list(zip(at, forms, strict=True))):
        old = name[start:end]
        new = form.upper() if old.isupper() and len(old) > 1 else form
        text = text[:start] + (new[:1].upper() + new[1:] if old[:1].isupper() else new) + text[end:]
    return text


def _form(word: str, case: str, sex: str, language: str) -> str:
    if len(word) == 1:
        return word
    endings = _woman(word, language) if sex == "f" else _man(word, language)
    return endings.get(case, "")


def _all(stem: str, endings: str) -> dict[str, str]:
    """``endings`` in the order of ``OBLIQUE``; ``-`` for a form that is not given."""
    each = zip(OBLIQUE, endings.split(), strict=True)
    return {case: stem + ending for case, ending in each if ending != "-"}


def _same(word: str) -> dict[str, str]:
    return dict.fromkeys(OBLIQUE, word)


def _woman(word: str, language: str) -> dict[str, str]:
    if word in ("любоў", "любовь"):
        return (
            _all("любов", "і і - - і") if language == "be" else _all("люб", "ови ови овь овью ови")
        )
    return _given_of_hers(word, language) if _is_given(word) else _family_of_hers(word, language)


def _given_of_hers(word: str, language: str) -> dict[str, str]:
    if word[-1] == "ь":
        return _all(word[:-1], "и и ь ью и") if language == "ru" else {}
    return _feminine(word, language) if word[-1] in "ая" else _same(word)


def _family_of_hers(word: str, language: str) -> dict[str, str]:
    if word in _listed("noun"):
        return _feminine(word, language)
    if word in _listed("either") or word in _listed("foreign"):
        return {}
    if word.endswith(("ая", "яя")):
        return _adjective_of_hers(word, language)
    if word.endswith(_POSSESSIVE):
        soft = "ай" if language == "be" else "ой"
        return _all(word[:-1], f"{soft} {soft} у {soft} {soft}") if len(word) > 4 else {}
    if word[-1] not in "ая" or word.endswith(_NOT_OF_WOMEN):
        return _same(word)
    return {} if language == "be" and word.endswith("ка") else _feminine(word, language)


def _adjective_of_hers(word: str, language: str) -> dict[str, str]:
    stem, is_soft = word[:-2], word.endswith("яя")
    if language == "be":
        soft = "яй" if is_soft else "ай"
    else:
        soft = "ей" if is_soft or stem[-1] in _HUSHED else "ой"
    return _all(stem, f"{soft} {soft} {'юю' if is_soft else 'ую'} {soft} {soft}")


def _feminine(word: str, language: str) -> dict[str, str]:
    """A noun in -а or -я, a patronymic among them."""
    stem, last = word[:-1], word[-1]
    if last == "я":
        if language == "be":
            return _all(stem, "і і ю яй і")
        dative = "и" if stem[-1] == "и" else "е"
        return _all(stem, f"и {dative} ю ей {dative}")
    if language == "be":
        return _be_in_a(stem)
    genitive = "и" if stem[-1] in _VELAR + _HUSHED else "ы"
    return _all(stem, f"{genitive} е у {'ей' if stem[-1] in _HUSHED + 'ц' else 'ой'} е")


def _be_in_a(stem: str) -> dict[str, str]:
    genitive = "і" if stem[-1] in _VELAR else "ы"
    dative = stem + ("ы" if stem[-1] in _HUSHED + "рц" else "е")
    if stem[-1] in _BE_DATIVE:
        dative = stem[:-1] + _BE_DATIVE[stem[-1]]
    return {**_all(stem, f"{genitive} - у ай -"), "dat": dative, "loc": dative}


def _man(word: str, language: str) -> dict[str, str]:
    last = word[-1]
    if last in "аяоэеую" or word.endswith(("ых", "іх", "их")):
        return _man_in_vowel(word, language)
    if (word, language) in _OTHER_STEM:
        return _all(_OTHER_STEM[word, language], "а у а ом е" if language == "ru" else "а у а ом -")
    if word.endswith(("скі", "цкі", "ский", "цкий")):
        ru = word[-1] == "й"
        return _all(word[: -2 if ru else -1], "ого ому ого им ом" if ru else "ага аму ага ім ім")
    if not _is_given(word) and word.endswith("ый") and language == "ru":
        return _all(word[:-2], "ого ому ого ым ом")
    if not _is_given(word) and _wavers(word, language):
        return {}
    if last == "й":
        locative = "ю" if language == "be" else "и" if word.endswith("ий") else "е"
        return _all(word[:-1], f"я ю я ем {locative}")
    if last == "ь":
        return _all(word[:-1], f"я ю я {'ем -' if language == 'be' else 'ем е'}")
    return {} if last in "ыіиь" else _man_in_consonant(word, language)


def _wavers(word: str, language: str) -> bool:
    if word.endswith(_WAVERING):
        return True
    return language == "be" and not word.endswith(_OF_MEN) and bool(_SHIFTING.search(word))


def _man_in_vowel(word: str, language: str) -> dict[str, str]:
    if language == "be" and word.endswith("ка") and not _is_given(word):
        return _all(word[:-1], "і у у ам у")
    if word in _listed("foreign"):
        return {}
    if word[-1] not in "ая":
        return _same(word)
    if language == "ru":
        return _feminine(word, language)
    return {
        case: form for case, form in _feminine(word, language).items() if case in ("gen", "acc")
    }


def _man_in_consonant(word: str, language: str) -> dict[str, str]:
    family = word.endswith(_OF_MEN)
    stem = word[:-1] + "в" if word[-1] == "ў" else word
    if family and not _is_given(word):
        return _all(stem, "а у а ым е")
    if language == "ru":
        return _all(stem, f"а у а {'ем' if stem[-1] in _HUSHED + 'ц' else 'ом'} е")
    return _all(stem, f"а у а {'ам' if _is_given(word) or word.endswith('іч') else '-'} -")


@cache
def _listed(kind: str) -> frozenset[str]:
    lines = resource_bytes("names/nouns.txt").decode().splitlines()
    return frozenset(
        word for line in lines if line.startswith(f"{kind} ") for word in line.split()[1:]
    )


def _is_given(word: str) -> bool:
    return bool(sexes_of(word))
