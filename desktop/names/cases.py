"""The forms of a full name in its cases, to be proposed: Ядвіга Ручаінская, Ядвігі Ручаінскай.

Belarusian and Russian in Cyrillic. Where grammar wavers (stress decides, a vowel may go or stay,
two endings are right) no form is given: a proposal that is wrong teaches people not to look. To
*find* forms nothing here is needed (``endings.py``). Source: *Беларуская граматыка* (1985),
§§ 131–210; *Русская грамматика* (1980), §§ 1175–1230.
"""

from __future__ import annotations

from desktop.names.endings import CASES
from desktop.names.given import patronymic, sexes_of
from desktop.names.language import language_of
from desktop.names.letters import is_cyrillic, plain, words

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
_NOT_OF_WOMEN = ("енка", "анка", "энка")
"""Belarusian family names that only men's are declined of: Шаўчэнка."""
_WAVERING = ("ец", "ок", "ёк", "ёл", "ел", "ол", "яц", "ель", "ень", "оть", "ой", "ей", "ий")
"""Family names whose vowel may go or stay, or that may be adjectives: Воробья, Кочубея; Толстого,
Цоя."""
_BE_DATIVE = {"к": "цы", "г": "зе", "х": "се", "т": "це", "д": "дзе"}


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
    stem, last = word[:-1], word[-1]
    if word.endswith("ая"):
        soft = "ай" if language == "be" else "ей" if word[-3] in _HUSHED else "ой"
        return _all(word[:-2], f"{soft} {soft} ую {soft} {soft}")
    if word.endswith(("ова", "ева", "ёва", "ава", "іна", "ина", "ына")) and not _is_given(word):
        soft = "ай" if language == "be" else "ой"
        return _all(stem, f"{soft} {soft} у {soft} {soft}")
    if word == "любоў" or word == "любовь":
        return (
            _all("любов", "і і - - і") if language == "be" else _all("люб", "ови ови овь овью ови")
        )
    if word.endswith("яя"):
        soft = "яй" if language == "be" else "ей"
        return _all(word[:-2], f"{soft} {soft} юю {soft} {soft}")
    if last == "ь" and _is_given(word):
        return _all(stem, "и и ь ью и") if language == "ru" else {}
    if last not in "ая" or word.endswith(_NOT_OF_WOMEN):
        return _same(word)
    if language == "be" and word.endswith("ка") and not _is_given(word):
        return {}
    return _feminine(word, language)


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
    if not _is_given(word) and word.endswith(_WAVERING):
        return {}
    if last == "й":
        locative = "ю" if language == "be" else "и" if word.endswith("ий") else "е"
        return _all(word[:-1], f"я ю я ем {locative}")
    if last == "ь":
        return _all(word[:-1], f"я ю я {'ем -' if language == 'be' else 'ем е'}")
    return {} if last in "ыіиь" else _man_in_consonant(word, language)


def _man_in_vowel(word: str, language: str) -> dict[str, str]:
    if language == "be" and word.endswith("ка") and not _is_given(word):
        return _all(word[:-1], "і у у ам у")
    if word[-1] not in "ая":
        return _same(word)
    if language == "ru":
        return _feminine(word, language)
    return {
        case: form for case, form in _feminine(word, language).items() if case in ("gen", "acc")
    }


def _man_in_consonant(word: str, language: str) -> dict[str, str]:
    family = word.endswith(("ов", "ев", "ёв", "оў", "аў", "еў", "ёў", "ин", "ын", "ін"))
    stem = word[:-1] + "в" if word[-1] == "ў" else word
    if family and not _is_given(word):
        return _all(stem, "а у а ым е")
    if language == "ru":
        return _all(stem, f"а у а {'ем' if stem[-1] in _HUSHED + 'ц' else 'ом'} е")
    return _all(stem, f"а у а {'ам' if _is_given(word) or word.endswith('іч') else '-'} -")


def _is_given(word: str) -> bool:
    return bool(sexes_of(word))
