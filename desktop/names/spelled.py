"""The exact written forms of given names, in every case: what tells them from words that sound so.

``given.py`` hears alike; here ``але`` (but) is no form of Аля, because letters are compared.
"""

from __future__ import annotations

import re
from functools import cache

from desktop.names.given import given_names
from desktop.names.letters import is_cyrillic, plain
from desktop.names.tables import tables, transliterated
from desktop.resources import resource_bytes

_A = "а ы и і е э у ой ай ей ою аю ею"
_YA = "я і и е ю ей яй ёй ею яю"
_HARD = "_ а у ом ам ем е ы і ым"
_ENDEARING = re.compile(
    "(.{3,}?)(?:[еаоя]чк|[еаоя]ньк|юшк|ушк|[иіы]шк|уньк|усеньк|ульк)(?:а|у|и|і|е|ой|ай|ей|у)$"
)
_ALTERNATING = {"г": "з", "к": "ц", "х": "с", "т": "ц", "д": "дз"}


@cache
def given_forms() -> frozenset[str]:
    """Every case form (``plain``) of every given name and short form, Cyrillic and Latin."""
    found: set[str] = set()
    for name in given_names():
        for written in (*name.full, *name.short):
            form = plain(written)
            if len(form) > 2:
                found |= case_forms(form) if is_cyrillic(form) else {form}
                if is_cyrillic(form):
                    found |= {plain(transliterated(form, table)) for table in tables()}
    return frozenset(found)


@cache
def _stems() -> frozenset[str]:
    return frozenset(
        plain(form).rstrip("аяйьо")
        for name in given_names()
        for form in (*name.full, *name.short)
        if len(form) > 3
    )


@cache
def vocatives() -> frozenset[str]:
    """How somebody is called to in Russian, without the ending: Гриш, Оль."""
    forms = {plain(form) for name in given_names() for form in name.short}
    return frozenset(
        form[:-1] + ("ь" if form[-1] == "я" else "") for form in forms if form[-1:] in "ая"
    )


def is_endearment(word: str) -> bool:
    """Whether the word (``plain``, Cyrillic) is a given name with an endearing ending: Лёнечка."""
    return endeared_stem(word) in _stems()


def endeared_stem(word: str) -> str:
    """The word (``plain``, Cyrillic) without an endearing ending; "" where it has none."""
    found = _ENDEARING.match(word)
    return found[1] if found else ""


@cache
def full_latin() -> frozenset[str]:
    """Full given names in Latin letters: in small letters a short one is too often a word."""
    cyrillic = [form for name in given_names() for form in name.full if is_cyrillic(plain(form))]
    others = {plain(form) for name in given_names() for form in name.full} - set(cyrillic)
    return frozenset(others) | {
        plain(transliterated(form, table)) for form in cyrillic for table in tables()
    }


@cache
def common() -> frozenset[str]:
    """Words (``plain``) that are a form of a name and an ordinary word as well."""
    return _listed("names/common.txt")


@cache
def common_small() -> frozenset[str]:
    """Words (``plain``) that in small letters are rather no name, and with a capital are one."""
    return common() | _listed("names/common_small.txt")


@cache
def small_words(language: str) -> frozenset[str]:
    """Words (``plain``) that hold the sentences of a language ("be", "ru", "en") together."""
    lines = resource_bytes("names/small_words.txt").decode().splitlines()
    return frozenset(
        plain(word) for line in lines if line.startswith(language) for word in line.split()[1:]
    )


@cache
def not_names() -> frozenset[str]:
    """Words (``plain``) that are written with a capital and name no person, place or house."""
    return _listed("names/capitals.txt")


@cache
def offices() -> frozenset[str]:
    """Every case of nouns (``plain``) that are often written with a capital and name nobody."""
    return frozenset[str]().union(*map(_cases, _listed("names/offices.txt"))) - given_forms()


def _cases(noun: str) -> set[str]:
    neuter = _with(noun[:-1], "а я у ю ом ем ам і ах ях") if noun[-1] in "ое" else set()
    return case_forms(noun) | neuter


def _listed(resource: str) -> frozenset[str]:
    lines = resource_bytes(resource).decode().splitlines()
    return frozenset(
        plain(word) for line in lines if not line.startswith("#") for word in line.split()
    )


def case_forms(form: str) -> set[str]:
    """What the word (``plain``, Cyrillic) may be written in its cases, by its last letter."""
    stem, last = form[:-1], form[-1]
    if last in "ао":
        return _with(stem, _A) | _alternating(stem) | {form}
    if last == "я":
        soft = _with(stem, _YA)
        return soft | ({stem + "и", stem + "і"} if stem[-1:] in "иыі" else set())
    if last in "йь":
        return _with(stem, f"{last} я ю ем ём і и е ью ю")
    return _with(form, _HARD) | _fleeting(form)


def _with(stem: str, endings: str) -> set[str]:
    return {stem + ending.replace("_", "") for ending in endings.split()}


def _alternating(stem: str) -> set[str]:
    return {other + end for other in alternated(stem) for end in "еыэ"}


def alternated(stem: str) -> list[str]:
    """The stem with the last letter that it has before some endings: Вольг, Вольз."""
    become = _ALTERNATING.get(stem[-1:])
    return [stem[:-1] + become] if become else []


def _fleeting(form: str) -> set[str]:
    if len(form) > 3 and form[-2] in "еоаё":
        return _with(form[:-2] + form[-1], "а у ом ам е ы і")
    return set()
