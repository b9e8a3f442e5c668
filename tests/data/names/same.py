"""Ways in which one person comes to be written in two ways."""

from __future__ import annotations

from tests.data.names import cases, latin
from tests.data.names.people import Invention, Maker, in_spelling

A_KIND = 80


def _between(one: str, two: str) -> Maker:
    def make(some: Invention) -> tuple[str, str]:
        person = some.person()
        return in_spelling(person, one), in_spelling(person, two)

    return make


def _family_alone(some: Invention) -> tuple[str, str]:
    person = some.person()
    return some.spelt(person).split(" ")[1], some.spelt(person).split(" ")[1]


def _polish(lang: str) -> Maker:
    def make(some: Invention) -> tuple[str | None, str]:
        person = some.person()
        if not (person.given.polish and person.family.polish):
            return None, ""
        polish = f"{person.given.polish} {person.family.polish_name(person.sex)}"
        return person.two(lang), polish

    return make


def _case(lang: str, case: str) -> Maker:
    def make(some: Invention) -> tuple[str, str | None]:
        person = some.person()
        return person.two(lang), person.in_case(lang, case)

    return make


def _full_case(lang: str) -> Maker:
    def make(some: Invention) -> tuple[str, str | None]:
        person = some.person()
        case = some.chance.choice(cases.CASES)
        return person.official(lang), person.official_in_case(lang, case)

    return make


def _case_to_latin(some: Invention) -> tuple[str | None, str]:
    person = some.person()
    lang = some.chance.choice(["be", "ru"])
    ways = list(latin.FROM_BE if lang == "be" else latin.FROM_RU)
    case = some.chance.choice(cases.CASES)
    return person.in_case(lang, case), in_spelling(person, some.chance.choice(ways))


def _case_to_other(some: Invention) -> tuple[str | None, str]:
    person = some.person()
    lang, other = some.chance.sample(["be", "ru"], 2)
    return person.in_case(lang, some.chance.choice(cases.CASES)), person.two(other)


def _without_patronymic(some: Invention) -> tuple[str, str]:
    person = some.person()
    lang, other = some.chance.choice(["be", "ru"]), some.chance.choice(["be", "ru"])
    return person.three(lang), person.two(other)


def _order(some: Invention) -> tuple[str, str]:
    person = some.person()
    given, family = some.spelt(person).split(" ")
    return f"{given} {family}", f"{family}{some.chance.choice([' ', ', '])}{given}"


def _short(lang: str) -> Maker:
    def make(some: Invention) -> tuple[str | None, str]:
        person = some.person()
        shorts = person.given.shorts(lang)
        if not shorts:
            return None, ""
        family = person.family.name(lang, person.sex)
        return f"{some.chance.choice(shorts)} {family}", person.two(lang)

    return make


def _short_to_latin(some: Invention) -> tuple[str | None, str]:
    person = some.person()
    lang = some.chance.choice(["be", "ru"])
    shorts = person.given.shorts(lang)
    if not shorts:
        return None, ""
    way = some.chance.choice(list((latin.FROM_BE if lang == "be" else latin.FROM_RU).values()))
    family = person.family.name(lang, person.sex)
    return way(f"{some.chance.choice(shorts)} {family}"), person.two(lang)


def _yo(some: Invention) -> tuple[str | None, str]:
    text = some.person().three("ru")
    plain = text.replace("ё", "е").replace("Ё", "Е")
    return (text, plain) if text != plain else (None, "")


def _apostrophe(some: Invention) -> tuple[str | None, str]:
    text = some.person().three("be")
    if "'" not in text:
        return None, ""
    return text, text.replace("'", some.chance.choice(["’", "ʼ", "′", "‛", "`", ""]))


def _latin_i(some: Invention) -> tuple[str | None, str]:
    text = some.person().two("be")
    other = text.replace("і", "i").replace("І", "I")
    return (text, other) if text != other else (None, "")


def _look_alike(some: Invention) -> tuple[str | None, str]:
    """A few Latin letters in a Cyrillic word, as a scanned page or a wrong layout leaves them."""
    text = some.person().two(some.chance.choice(["be", "ru"]))
    same = {"а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "х": "x", "К": "K", "М": "M"}
    letter = some.chance.choice(sorted(same))
    return (text, text.replace(letter, same[letter])) if letter in text else (None, "")


def _invisible(some: Invention) -> tuple[str, str]:
    text = some.spelt(some.person())
    at = some.chance.randrange(2, len(text) - 1)
    mark = some.chance.choice(["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
    return text, text[:at] + mark + text[at:]


def _capitals(some: Invention) -> tuple[str, str]:
    person = some.person()
    return some.spelt(person), some.spelt(person).upper()


def _lower(some: Invention) -> tuple[str, str]:
    person = some.person()
    return some.spelt(person), person.two(some.chance.choice(["be", "ru"])).lower()


def _hyphen(some: Invention) -> tuple[str | None, str]:
    one, two = some.person(), some.person()
    lang = some.chance.choice(["be", "ru"])
    first, second = (p.family.name(lang, one.sex) for p in (one, two))
    given = one.given.name(lang)
    if first == second:
        return None, ""
    dash = some.chance.choice([" ", " - ", "\u2010", "\u2011", "–"])
    return f"{given} {first}-{second}", f"{given} {first}{dash}{second}"


def _masculine_abroad(some: Invention) -> tuple[str | None, str]:
    """A woman whom an office abroad gave her family name as men bear it."""
    person = some.person("f")
    feminine, masculine = (person.family.name("be", sex) for sex in "fm")
    if feminine == masculine:
        return None, ""
    foreign = latin.passport_be(f"{person.given.name('be')} {masculine}")
    return person.two("be"), foreign


def _initial(some: Invention) -> tuple[str, str]:
    person = some.person()
    lang = some.chance.choice(["be", "ru"])
    family, given, middle = person.official(lang).split(" ")
    return person.official(lang), f"{family} {given[0]}. {middle[0]}."


SAME: list[tuple[str, Maker, int]] = [
    ("be-ru", _between("be", "ru"), A_KIND),
    *((f"be-{way}", _between("be", way), A_KIND) for way in latin.FROM_BE),
    *((f"ru-{way}", _between("ru", way), A_KIND) for way in latin.FROM_RU),
    ("be-icao-ru", _between("be", "icao-ru"), A_KIND),
    ("passport-be-icao-ru", _between("passport-be", "icao-ru"), A_KIND // 2),
    ("lacinka-french", _between("lacinka", "french"), A_KIND // 2),
    ("ru-lacinka", _between("ru", "lacinka"), A_KIND // 2),
    ("bgn-be-gost", _between("bgn-be", "gost"), A_KIND // 2),
    ("be-polish", _polish("be"), A_KIND // 2),
    ("ru-polish", _polish("ru"), A_KIND // 2),
    ("family-alone", _family_alone, A_KIND),
    *((f"{lang}-{c}", _case(lang, c), 35) for lang in ("be", "ru") for c in cases.CASES),
    ("be-full-case", _full_case("be"), A_KIND // 2),
    ("ru-full-case", _full_case("ru"), A_KIND // 2),
    ("case-latin", _case_to_latin, A_KIND),
    ("case-be-ru", _case_to_other, A_KIND),
    ("without-patronymic", _without_patronymic, A_KIND),
    ("order", _order, A_KIND // 2),
    ("be-short", _short("be"), A_KIND),
    ("ru-short", _short("ru"), A_KIND),
    ("short-latin", _short_to_latin, A_KIND // 2),
    ("yo", _yo, 30),
    ("apostrophe", _apostrophe, 30),
    ("latin-i", _latin_i, 30),
    ("look-alike", _look_alike, 30),
    ("invisible", _invisible, A_KIND // 2),
    ("capitals", _capitals, A_KIND // 2),
    ("lower-case", _lower, A_KIND // 2),
    ("hyphen", _hyphen, 30),
    ("masculine-abroad", _masculine_abroad, 30),
    ("initials", _initial, 25),
]
