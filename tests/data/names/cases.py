"""Case forms of Belarusian and Russian names, by hand-written rules of school grammar.

Where usage wavers (the stress decides, or two endings are right) no form is given, so that every
form here is one that people write. A form is `{case: text}` with cases gen, dat, acc, ins, loc.
"""

from __future__ import annotations

Forms = dict[str, str]
CASES = ("gen", "dat", "acc", "ins", "loc")
HARD_K = ("к", "г", "х")
HUSH = ("ж", "ш", "ч", "щ")


def nominative(noted: str) -> str:
    """`Пётр/Пятр` notes the stem of the other cases behind the slash."""
    return noted.partition("/")[0]


def _forms(stem: str, endings: str) -> Forms:
    """`endings` in the order of CASES, `-` where there is none to give."""
    return {c: stem + e for c, e in zip(CASES, endings.split(), strict=True) if e != "-"}


def be_masculine(noted: str, *, family: bool = False) -> Forms:
    name, _, other = noted.partition("/")
    if other:
        return _forms(other, "я ю я - -" if name[-1] in "ьй" else "а у а - -")
    if name[-1] == "й":
        return _forms(name[:-1], "я ю я ем -")
    if name[-1] == "ь":
        return _forms(name[:-1], "я ю я - -")
    if name[-1] in "ая":
        return {}
    stem = name[:-1] + "в" if name[-1] == "ў" else name
    return _forms(stem, f"а у а {_be_ins(name, family=family)} -")


def _be_ins(name: str, *, family: bool) -> str:
    if not family or name.endswith(("іч", "ык", "ік")):
        return "ам"
    return "ом" if name.endswith(("ук", "юк")) and len(name) > 3 else "-"


def ru_masculine(noted: str, *, family: bool = False) -> Forms:
    name, _, other = noted.partition("/")
    if other:
        if name[-1] in "ьй":
            return _forms(other, "я ю я - -")
        return _forms(other, f"а у а {'ем' if other[-1] == 'ц' else 'ом'} е")
    if name.endswith("ий"):
        return _forms(name[:-1], "я ю я ем и")
    if name[-1] in "йь":
        return _forms(name[:-1], "я ю я - -" if family else "я ю я ем е")
    if name[-1] in "ая":
        return ru_feminine(name)
    if name[-1] in HUSH:
        return _forms(name, f"а у а {'ем' if name.endswith('ич') else '-'} е")
    return _forms(name, "а у а ом е")


def be_feminine(noted: str) -> Forms:
    name = nominative(noted)
    if name == "Любоў":
        return _forms("Люб", "ові ові оў оўю ові")
    stem = name[:-1]
    if name[-1] == "я":
        return _forms(stem, "і і ю яй і")
    if name[-1] != "а":
        return {}
    dative = _be_dative(stem)
    return _forms(stem, f"{'і' if stem[-1] in HARD_K else 'ы'} - у ай -") | {
        "dat": dative,
        "loc": dative,
    }


def _be_dative(stem: str) -> str:
    changed = {"к": "цы", "г": "зе", "х": "се", "д": "дзе", "т": "це"}.get(stem[-1])
    if changed:
        return stem[:-1] + changed
    return stem + ("ы" if stem[-1] in "ржшчц" else "е")


def ru_feminine(noted: str) -> Forms:
    name = nominative(noted)
    if name == "Любовь":
        return _forms("Любов", "и и ь ью и")
    stem = name[:-1]
    if name.endswith("ия"):
        return _forms(stem, "и и ю ей и")
    if name[-1] == "я":
        return _forms(stem, "и е ю ей е")
    if name[-1] != "а":
        return {}
    if stem[-1] in HUSH:
        return _forms(stem, "и е у ей е")
    return _forms(stem, f"{'и' if stem[-1] in HARD_K else 'ы'} е у ой е")


def be_family(noted: str, sex: str) -> tuple[str, Forms]:
    """Nominative and case forms of a family name for `m` or `f`."""
    name = nominative(noted)
    if name.endswith(("скі", "цкі")) or name in ("Чорны", "Тоўсты", "Белы"):
        if sex == "f":
            return name[:-1] + "ая", _forms(name[:-1], "ай ай ую ай ай")
        return name, _forms(name[:-1], f"ага аму ага {name[-1]}м {name[-1]}м")
    if name[-1] == "ў" or (name.endswith(("ін", "ын")) and name != "Гурын"):
        stem = name[:-1] + "в" if name[-1] == "ў" else name
        if sex == "f":
            return stem + "а", _forms(stem, "ай ай у ай ай")
        return name, _forms(stem, "а у а ым -")
    return name, _be_other_family(noted, sex)


def _be_other_family(noted: str, sex: str) -> Forms:
    name = nominative(noted)
    if name[-1] == "о":
        return {}
    if name.endswith("ка") and name != "Сарока":
        return _forms(name[:-1], "і у у ам -") if sex == "m" else {}
    if name[-1] == "а":
        ending = "і" if name[-2] in HARD_K else "ы"
        return _forms(name[:-1], f"{ending} - у - -")
    return be_masculine(noted, family=True) if sex == "m" else {}


def ru_family(noted: str, sex: str) -> tuple[str, Forms]:
    name = nominative(noted)
    if name.endswith(("ий", "ый", "ой")):
        if sex == "f":
            return name[:-2] + "ая", _forms(name[:-2], "ой ой ую ой ой")
        return name, _forms(name[:-2], f"ого ому ого {name[-2]}м ом")
    if name.endswith(("ов", "ев", "ёв")) or (name.endswith(("ин", "ын")) and name != "Гурин"):
        if sex == "f":
            return name + "а", _forms(name, "ой ой у ой ой")
        return name, _forms(name, "а у а ым е")
    if name[-1] == "о":
        return name, {}
    if name[-1] == "а":
        return name, _forms(name[:-1], f"{'и' if name[-2] in (*HARD_K, *HUSH) else 'ы'} - у - -")
    return name, ru_masculine(noted, family=True) if sex == "m" else {}


def patronymic(masculine: str, sex: str, lang: str) -> tuple[str, Forms]:
    """From the masculine one: Іванавіч, Іванаўна; Ильич, Ильинична."""
    if sex == "m":
        forms = {"be": be_masculine, "ru": ru_masculine}[lang](masculine)
        if masculine == "Ильич":
            forms["ins"] = "Ильичом"
        if masculine == "Ільіч":
            forms["ins"] = "Ільічом"
        return masculine, forms
    feminine = _daughter(masculine)
    return feminine, {"be": be_feminine, "ru": ru_feminine}[lang](feminine)


def _daughter(masculine: str) -> str:
    for end, other in (
        ("авіч", "аўна"),
        ("овіч", "оўна"),
        ("евіч", "еўна"),
        ("ович", "овна"),
        ("евич", "евна"),
        ("китич", "китична"),
        ("ьіч", "ьінічна"),
        ("ьич", "ьинична"),
    ):
        if masculine.endswith(end):
            return masculine.removesuffix(end) + other
    raise ValueError(masculine)
