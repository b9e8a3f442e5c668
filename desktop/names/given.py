"""Given names as data: which forms are one name, and whose child a patronymic says somebody is.

``resources/names/given.tsv``, a name a line: sex, Belarusian, Russian, other spellings, short and
other forms. A form may belong to several names: Саша to Аляксандр and to Аляксандра.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop.names.endings import Agreement, nominatives
from desktop.names.letters import is_cyrillic, plain
from desktop.names.sounds import readings
from desktop.resources import resource_bytes

_PATRONYMIC = re.compile(r"^(.{2,}?)(?:[ae]?viC|i?niCn[ae]|iCn[ae]|[ae]?vna|iC)$")


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: the line it stands in, its sex, and all its forms as they are written."""

    id: int
    sex: str
    full: tuple[str, ...]
    short: tuple[str, ...]


@cache
def given_names() -> tuple[Given, ...]:
    """All given names of the data."""
    found: list[Given] = []
    lines = resource_bytes("names/given.tsv").decode().splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            sex, be, ru, other, short = [*line.split("\t"), ""][:5]
            full = (*be.split(), *ru.split(), *other.split())
            found.append(Given(len(found), sex, full, tuple(short.split())))
    return tuple(found)


@cache
def _by_reading() -> dict[str, frozenset[tuple[int, str]]]:
    found: dict[str, set[tuple[int, str]]] = {}
    sexes = _sexes_in_cyrillic()
    for name in given_names():
        for reading in _readings_of((*name.full, *name.short)):
            if name.sex in sexes.get(reading, name.sex):
                found.setdefault(reading, set()).add((name.id, name.sex))
    return {reading: frozenset(names) for reading, names in found.items()}


@cache
def _sexes_in_cyrillic() -> dict[str, str]:
    """Of whom the Cyrillic forms are: *Alexandre* sounds like Александра, and is no woman."""
    found: dict[str, str] = {}
    for name in given_names():
        for form in (*name.full, *name.short):
            for reading in readings(plain(form)) if is_cyrillic(plain(form)) else ():
                found[reading] = found.get(reading, "") + name.sex
    return found


@lru_cache(maxsize=1 << 15)
def sexes_of(word: str) -> frozenset[str]:
    """Of whom the word (``plain``) may be a given name as it stands: letter by letter in Cyrillic,
    by its sound in Latin letters."""
    as_listed = frozenset(sex for _number, sex in _by_form().get(word, ()))
    if is_cyrillic(word):
        return as_listed
    names = (_by_reading().get(reading, ()) for reading in readings(word))
    return as_listed | frozenset(sex for each in names for _number, sex in each)


@cache
def _by_form() -> dict[str, frozenset[tuple[int, str]]]:
    """The names that the data spell so, letter by letter (``plain``)."""
    found: dict[str, set[tuple[int, str]]] = {}
    for name in given_names():
        for form in (*name.full, *name.short):
            found.setdefault(plain(form), set()).add((name.id, name.sex))
    return {form: frozenset(names) for form, names in found.items()}


def _readings_of(forms: tuple[str, ...]) -> set[str]:
    """What the forms may sound like; a Latin one adds nothing where a Cyrillic one sounds so."""
    words = [plain(form) for form in forms]
    cyrillic = {each for word in words if is_cyrillic(word) for each in readings(word)}
    others = [readings(word) for word in words if not is_cyrillic(word)]
    return cyrillic.union(*(each for each in others if not each & cyrillic))


@cache
def _in_full() -> frozenset[tuple[int, str]]:
    return frozenset(
        (name.id, reading) for name in given_names() for reading in _readings_of(name.full)
    )


def is_in_full(word: str, number: int) -> bool:
    """Whether the word (``plain``) is a form of that given name in full, and not a short one."""
    return any((number, reading) in _in_full() for reading in nominatives(word))


@cache
def beginnings(number: int, letters: int) -> frozenset[str]:
    """The first sounds of every form of a given name and of every patronymic by it."""
    name = given_names()[number]
    forms = _readings_of((*name.full, *name.short))
    return frozenset(each[:letters] for form in forms for each in (form, *_father_stems(form)))


@lru_cache(maxsize=1 << 16)
def given(word: str) -> dict[int, frozenset[Agreement]]:
    """The given names that the word (``plain``) may be a form of, and in which gender and case.

    By sound; what the data spell as one name is as it stands no other: Тоня is not Таня.
    """
    found: dict[int, frozenset[Agreement]] = {}
    known = _by_reading()
    in_cyrillic = is_cyrillic(word)
    spelled = _by_form().get(word, frozenset()) if in_cyrillic else frozenset()
    if not in_cyrillic:  # Eugene sounds like Яўгеня
        for number, sex in _by_form().get(word, ()):
            found[number] = found.get(number, frozenset()) | {(sex, "nom")}
    endeared = _MAY_ENDEAR.search(word) is not None
    for nominative, forms in nominatives(word).items():
        for number, sex in known.get(nominative) or (_endeared(nominative) if endeared else ()):
            as_it_stands = not spelled or (number, sex) in spelled
            if not as_it_stands and not _is_spelled_like(word, number):
                continue
            of_sex = frozenset(
                form for form in forms if form[0] == sex and (as_it_stands or form[1] != "nom")
            )
            if of_sex:
                found[number] = found.get(number, frozenset()) | of_sex
    return found


_ENDEARED = re.compile("(.{2,}?)(?:[ae]nka|[ae]Cka|[ui]Ska|u[lsn]e|uSe|uxa|aSe)$")
"""Endearing ends in the alphabet of ``sounds``: -енька -очка -ушка -уля -уся -уня -уша -юха -аша.
Not -ка, -ик, -ок: families end so as well."""
_MAY_ENDEAR = re.compile("(?:ньк|чк|шк|[ую][лсн]|[ую]ш|[ую]х|[ая]ш)[а-яёіў]{1,2}$")
"""What such a word ends in, in Cyrillic: not Ярашэнка, and not Jarašenka that sounds like it."""


@lru_cache(maxsize=1 << 13)
def _endeared(reading: str) -> frozenset[tuple[int, str]]:
    """The names of which a reading that is none of the data is an endearing form: Тамарочка."""
    found = _ENDEARED.match(reading)
    return _by_stem().get(found[1], frozenset()) if found else frozenset()


@cache
def _by_stem() -> dict[str, frozenset[tuple[int, str]]]:
    found: dict[str, set[tuple[int, str]]] = {}
    for reading, names in _by_reading().items():
        stem = reading.rstrip("aeij")
        if len(stem) >= _SHORTEST_STEM:
            found.setdefault(stem, set()).update(names)
    return {stem: frozenset(names) for stem, names in found.items()}


_SHORTEST_STEM = 3


def are_spelled_apart(one: str, other: str) -> bool:
    """Whether both words (``plain``, Cyrillic) stand in the data as they are, and neither is
    a case of the other: Тоня, Таня."""
    if not (is_cyrillic(one) and is_cyrillic(other)):
        return False
    first, second = (_by_form().get(word, frozenset()) for word in (one, other))
    if not first or not second or not first.isdisjoint(second):
        return False
    of_other = any(_is_spelled_like(one, number) for number, _sex in second)
    return not of_other and not any(_is_spelled_like(other, number) for number, _sex in first)


def _is_spelled_like(word: str, number: int) -> bool:
    """Whether the letters of a given name's form stand at the beginning of the word, so that it
    may be a case of it: Яна of Ян, but Тоня not of Таня."""
    return any(word.startswith(stem) for stem in _stems_of(number))


@lru_cache(maxsize=1 << 10)
def _stems_of(number: int) -> frozenset[str]:
    name = given_names()[number]
    forms = (plain(form) for form in (*name.full, *name.short))
    return frozenset(form.rstrip("аеиіоуыэюяйь") for form in forms if is_cyrillic(form))


_DIMINUTIVE = re.compile("(?:[іиыёо]к|[аяоу])$")
"""Forms of a name that nobody is called a child of: Барыська."""


@cache
def _fathers() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for name in given_names():
        if name.sex == "m":
            whole = [form for form in name.short if not _DIMINUTIVE.search(form)]
            for reading in _readings_of((*name.full, *whole)):
                for stem in _father_stems(reading):
                    found.setdefault(stem, set()).add(name.id)
    return {stem: frozenset(names) for stem, names in found.items()}


def _father_stems(reading: str) -> set[str]:
    stem = reading.rstrip("j").rstrip("aei") if len(reading) > 3 else reading
    stems = {stem, reading.rstrip("j")}
    if len(stem) > 2 and stem[-2] in "ae":
        stems.add(stem[:-2] + stem[-1])
    return stems


_SPOKEN = {
    "иванн": "ивановн", "палн": "павловн", "михалн": "михайловн", "николавн": "николаевн",
    "сергевн": "сергеевн", "андревн": "андреевн", "алексевн": "алексеевн", "санн": "александровн",
    "алексанн": "александровн", "палыч": "павлович", "саныч": "александрович",
    "алексаныч": "александрович", "михалыч": "михайлович", "палавн": "павловн",
}  # fmt: skip
"""How patronymics are said, without the ending, and how they are written."""
_LONG = 6
"""Letters below which such a word is hardly a patronymic."""
_SAID_ALIKE = (
    (re.compile("(?<=и)шн(?=(?:а|ы|е|у|ой|ою)$)"), "чн"),  # Ильинишна, Никитишна
    (re.compile("(?<=ль)н(?=(?:а|ы|е|у|ой|ою)$)"), "евн"),  # Васильна
    (re.compile("(?<=сла[вў])н(?=(?:а|ы|е|у|ой|ай|ою)$)"), "овн"),  # Вячеславна, Станіслаўна
)


def _in_full_as_written(word: str) -> str:
    for said_so, written in _SAID_ALIKE:
        if len(word) > _LONG and said_so.search(word):
            return said_so.sub(written, word)
    for said, written in _SPOKEN.items():
        if word.startswith(said) and len(word) <= len(said) + 3:
            return written + word.removeprefix(said)
    return word


@lru_cache(maxsize=1 << 15)
def patronymic(word: str) -> dict[str, frozenset[Agreement]]:
    """Of whom the word (``plain``) says that somebody is a child: keys, with gender and case.

    A key is that of a known father (``f12``), or the whole word. Empty where it is no patronymic.
    """
    found: dict[str, set[Agreement]] = {}
    for nominative, forms in nominatives(_in_full_as_written(word)).items():
        match = _PATRONYMIC.match(nominative)
        if not match:
            continue
        sex = "m" if nominative.endswith("iC") else "f"
        stem = match[1].rstrip("i") or match[1]
        fathers = _fathers().get(stem, _fathers().get(match[1], frozenset()))
        for key in [f"f{number}" for number in fathers] or [f"s{nominative}"]:
            found.setdefault(key, set()).update(form for form in forms if form[0] == sex)
    return {key: frozenset(forms) for key, forms in found.items() if forms}


@lru_cache(maxsize=1 << 13)
def initials_of_father(word: str) -> frozenset[str]:
    """The first letters of the known fathers' names of whom the word (``plain``) is a patronymic:
    Язэпаўна is Иосифовна."""
    fathers = {key[1:] for key in patronymic(word) if key.startswith("f")}
    forms = (form for number in fathers for form in given_names()[int(number)].full)
    return frozenset(plain(form)[0] for form in forms)


@lru_cache(maxsize=1 << 13)
def forms_of_given(word: str) -> frozenset[str]:
    """The readings of every full form of the given names that the word (``plain``) stands for."""
    numbers = (
        number for number, forms in given(word).items() if any(case == "nom" for _, case in forms)
    )
    return frozenset(
        reading for number in numbers for reading in _readings_of(given_names()[number].full)
    )


@lru_cache(maxsize=1 << 13)
def is_of_two_words(word: str) -> bool:
    """Whether the word (``plain``, hyphens left out) is a given name that is written with a
    hyphen, or a patronymic of one: Лом-Алиевич, Ломалиевич."""
    numbers = {*given(word), *(int(key[1:]) for key in patronymic(word) if key[0] == "f")}
    return any("-" in form for number in numbers for form in given_names()[number].full)


def is_known_father(word: str) -> bool:
    """Whether the word (``plain``) is a patronymic of a given name of the data."""
    return any(key.startswith("f") for key in patronymic(word))
