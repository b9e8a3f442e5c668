"""Case forms of the people of this list, by class of the name: what a school grammar gives.

A table of forms is `{case: text}`; a case that usage leaves open is not in it. Sources:
*Беларуская граматыка* (1985), *Русская грамматика* (1980), and for family names Калакуцкая,
*Склонение фамилий* (1984).
"""

from __future__ import annotations

CASES = ("gen", "dat", "acc", "ins", "loc")
Forms = dict[str, str]
_BACK = "гкх"
_HUSHED = "жшчщ"


def _with(stem: str, endings: str) -> Forms:
    return {c: stem + e for c, e in zip(CASES, endings.split(), strict=True) if e != "-"}


def womans(kind: str, family: str) -> str:
    """A woman's family name, of a man's."""
    if "-" in family:
        return "-".join(womans(kind, each) for each in family.split("-"))
    if kind == "adj" and family.endswith(("скі", "цкі", "ы", "ий", "ый")):
        return family[: -2 if family[-1] == "й" else -1] + "ая"
    if kind == "ov":
        return (family[:-1] + "в" if family[-1] == "ў" else family) + "а"
    return family


def family_forms(kind: str, family: str, sex: str, lang: str) -> Forms:
    """Of a man's family name, as borne by ``sex``; the nominative is ``womans`` of it."""
    if "-" in family or kind == "still":
        return _still(family, sex, lang)
    if kind == "adj":
        return _adjective(family, sex, lang)
    if kind == "ov":
        return _possessive(womans(kind, family)[:-1], sex, lang)
    if kind == "noun":
        return _noun(family, lang, is_man=sex == "m")
    return _same(family) if sex == "f" else _consonant(family, lang, is_given=False)


def _same(name: str) -> Forms:
    return dict.fromkeys(CASES, name)


def _still(family: str, sex: str, lang: str) -> Forms:
    if family.endswith(("ых", "е")) or (lang == "ru" and family.endswith("о")):
        return _same(family)
    if lang == "be" and sex == "f" and family.endswith(("енка", "анка")):
        return _same(family)
    return {}


def _adjective(family: str, sex: str, lang: str) -> Forms:
    stem = family[: -2 if lang == "ru" else -1]
    if sex == "f":
        soft = "ай" if lang == "be" else "ей" if stem[-1] in _HUSHED else "ой"
        return _with(stem, f"{soft} {soft} ую {soft} {soft}")
    vowel = family[len(stem)]
    if lang == "be":
        return _with(stem, f"ага аму ага {vowel}м {vowel}м")
    if stem[-1] in _HUSHED:
        return _with(stem, "его ему его им ем")
    return _with(stem, f"ого ому ого {vowel}м ом")


def _possessive(stem: str, sex: str, lang: str) -> Forms:
    soft = "ай" if lang == "be" else "ой"
    return _with(stem, "а у а ым е" if sex == "m" else f"{soft} {soft} у {soft} {soft}")


def _noun(name: str, lang: str, *, is_man: bool) -> Forms:
    stem, last = name[:-1], name[-1]
    if lang == "ru":
        many = "и" if last == "я" or stem[-1] in _BACK + _HUSHED else "ы"
        to = "и" if name.endswith("ия") else "е"
        by = "ей" if last == "я" or stem[-1] in _HUSHED else "ой"
        return _with(stem, f"{many} {to} {'ю' if last == 'я' else 'у'} {by} {to}")
    if last == "я":
        found = _with(stem, "і і ю яй і")
    else:
        found = _with(stem, f"{'і' if stem[-1] in _BACK else 'ы'} - у ай -")
        found["dat"] = found["loc"] = _belarusian_dative(stem)
    return {c: found[c] for c in ("gen", "acc")} if is_man else found


def _belarusian_dative(stem: str) -> str:
    for hard, soft in (("к", "цы"), ("г", "зе"), ("х", "се"), ("т", "це"), ("д", "дзе")):
        if stem.endswith(hard):
            return stem[:-1] + soft
    return stem + ("ы" if stem[-1] in _HUSHED + "рц" else "е")


def _consonant(name: str, lang: str, *, is_given: bool) -> Forms:
    if name[-1] in "йь":
        where = "-" if lang == "be" else "и" if name.endswith("ий") else "е"
        return _with(name[:-1], f"я ю я ем {where}")
    stem = name[:-1] + "в" if name[-1] == "ў" else name
    if lang == "be":
        by = "ам" if is_given or name.endswith(("іч", "ік", "чык")) else "-"
        return _with(stem, f"а у а {by} -")
    by = "ем" if name.endswith("ич") else "-" if stem[-1] in _HUSHED + "ц" else "ом"
    return _with(stem, f"а у а {by} е")


def given_forms(name: str, sex: str, lang: str) -> Forms:
    """Of a given name."""
    if name[-1] in "ая":
        return _noun(name, lang, is_man=sex == "m" and lang == "be")
    if sex == "m":
        return _consonant(name, lang, is_given=True)
    return _with(name[:-1], "и и ь ью и") if name[-1] == "ь" and lang == "ru" else {}


def daughters(patronymic: str, lang: str) -> str:
    """The patronymic of a daughter, of a son's."""
    for son, of_be, of_ru in (("авіч", "аўна", ""), ("евіч", "еўна", ""), ("ович", "", "овна")):
        if patronymic.endswith(son):
            return patronymic[: -len(son)] + (of_be or of_ru)
    if patronymic.endswith("евич"):
        return patronymic[:-3] + "вна"
    return patronymic[:-2] + ("інічна" if lang == "be" else "инична")


def patronymic_forms(patronymic: str, sex: str, lang: str) -> Forms:
    """Of a son's patronymic, as borne by ``sex``."""
    if sex == "m":
        return _consonant(patronymic, lang, is_given=True)
    return _noun(daughters(patronymic, lang), lang, is_man=False)
