"""Numbers, addresses and houses by which somebody is found, without a name.

Formats: phones with a country code or seven digits and more; Belarusian passports and personal
numbers (two letters, seven digits; 14 places), IBAN (ISO 13616) and cards (ISO/IEC 7812).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

_MONTHS = (
    "студзен|лют|сакавік|красавік|траў?[ею]?н|ма[йяі]|чэрвен|ліпен|жні?ўн?|верас|кастрычнік|лістапад|снежн|"
    "январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_MONTH_STEMS = ("тра", "май", "мая", "маі", "жн", *re.findall(r"\w{3,}(?=\||$)", _MONTHS))
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th|-?га|-?го)?\s+(?:of\s+)?(?:{_MONTHS})\w*,?\s+(?:19|20)\d\d"
    rf"|(?:{_MONTHS})\w*\s+\d{{1,2}},?\s+(?:19|20)\d\d)"
)
_BORN = r"(?:(?:нарадз|нарадж|раждз|родил|рожд|born|birth)\w*+|\bг\.\s?р|\bд\.\s?н)"
_I = re.IGNORECASE
_DAY_ALONE = rf"\d{{1,2}}(?:\s+(?:{_MONTHS})\w*|[./][IVX]{{1,4}}\b)"
_YEAR = r"(?:19[2-9]\d|200\d)"
_STREET = (
    r"(?:\bвул(?:іц\w*|\.)|\bул(?:иц\w*|\.)|праспек\w+|проспек\w+|пр-т\w?|завул\w+|переул\w+|пер\."
    r"|бульвар\w*|плошч\w*|площад\w*|набережн\w+|набярэжн\w+|шаш\w+|шоссе)"
)
_CAP = r"[A-ZА-ЯЁІЎŁŚŠŽČ][\w'’-]{1,40}"
_HOUSE = r"(?:,?\s*(?:д(?:ом|\.)?\s*)?\d+[а-яa-z]?(?:[/-]\d+)?)"
_FLAT = r"(?:,?\s*(?:кв(?:атэр\w*|артир\w*|\.)?|flat|apt\.?|apartment)\s*\d+)"
_NUMBER = r"(?:\s*(?:№|No\.?|number|нумар|номер|[-–])?\s*\d+)"
_HOUSES = (
    r"(?:СІЗА|СИЗО|SIZO|ІЧУ|ИВС|IVS|ГОВД|ГАУС|ЦІП|ЦИП|РУУС|РАУС|РУВД|РОВД|ГУУС|ГУВД|КДБ|КГБ|KGB|ДФР|ИК|ПК|ІК"
    r"|ЛТП|ИУОТ|ПУАТ|ИТУ|ШИЗО|ПКТ|TDF|IK)"
)
_CALLED_SO = (
    r"(?:Акрэсцін\w*|Окрестин\w*|Akrestsina|Okrestina|Akreścina|Валадарк\w+|Володарк\w+|Valadarka"
    r"|Volodarka|[Вв]оўчы\w+ нор\w*|[Вв]олчьи\w* нор\w*|Wolves' Lair|[ВвБ]іцьб\w+-3|[Вв]итьб\w+-3)"
)
"""Places of detention that everybody calls so."""
_NUMBERED = r"\s+(?:номер|нумар|number)\s+\w+"
_SITES = r"(?:t\.me|wa\.me|vk\.com|instagram\.com|facebook\.com)"
_A_NUMBER = r"(?:[Нн]умар|[Нн]омер|[Nn]umber)"
_PAPER = r"(?:паш?парт|паспорт|passport|пасведчанн|удостоверен|permit|карта)"
_IN_WORDS = (
    rf"(?!(?:в|у|in|ў)\s)(?:[^\W\d]{{1,30}}\s+){{1,2}}(?:{_MONTHS})\w*(?:\s+[^\W\d]{{1,30}}){{0,2}}"
)
_OF_MONTH = rf"(?:st|nd|rd|th|-?г[ао])?\s+(?:of\s+)?(?:{_MONTHS})\w*,?\s+"
_STREET_EN = r"(?:[Ss]treet|St\.|[Aa]venue|[Ll]ane|[Rr]oad|[Ss]quare)"
_BEFORE = r"(?:\d{1,5}[a-z]?(?:/\d{1,5})?\s+)?"
_HOUSE_STEMS = (
    "калоні колони турм тюрьм prison colony школ шпітал больниц бальніц палікліні поликлини"
    " гімназі гимнази ізалятар изолятор падстанцы подстанци аддзял отделени school hospital ward"
)
_HOUSE_WORDS = f"(?:{'|'.join(_HOUSE_STEMS.split())})"
_TH = "(?:я|й|ая|ую|ой|ай|м|ым|th|st|nd|rd)"
_OF_NO_TOWN = (
    r"(?:жен|муж|дет|город|сель|жаноц|мужчын|гарад(?=с?к)|нямец|немец|рус|бел|поль|пол|турэм|тюрем|воен"
    r"|ваен|грамад|совет|савец)\w{0,4}[сц]к"
)
_OF_A_TOWN = (
    rf"(?!{_OF_NO_TOWN})\w{{2,24}}[сц]к"
    "(?:ай|ой|ую|ая|ага|ого|аму|ому|ім|им|і|ий|ом)"
)
_ORDINAL = (
    r"\b(?:перш|друг|трэц|чацвёрт|пят|шост|сём|восьм|дзевят|дзявят|пяцідзясят|шасцідзясят|сарак|трыццат|сорак|дзясят|адзінаццат|дванаццат|трынаццат"
    r"|пятнаццат|сямнаццат|дваццат|перв|втор|трет|четв[её]рт|шест|седьм|девят|десят|одиннадцат"
    r"|двенадцат|тринадцат|пятнадцат|семнадцат|двадцат|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)\w*"
)
_NUMERAL = (
    r"(?:нуль|ноль|нул[яё]\w*|адзін|адна|два|дзве|тры|чатыры|пяць|шэсць|шэсьць|сем|восем|дзевяць"
    r"|дзесяць|\w{2,8}наццаць|дваццаць|трыццаць|сорак|\w{3,8}дзесят|дзевяноста|сто|дзвесце|трыста"
    r"|чатырыста|\w{3,7}сот|один|одна|две|три|четыре|пять|шесть|семь|восемь|девять|десять"
    r"|\w{2,8}надцать|двадцать|тридцать|сорок|\w{3,7}десят|девяносто|двести|триста|четыреста"
    r"|zero|one|two|three|four|five|six|seven|eight|nine|double)"
)
"""A cardinal in words: five and more in a row are rather a number to call than a sum."""
_NUMERALS = rf"{_NUMERAL}(?:[ ,–-]{{1,2}}(?:{_NUMERAL}|\d{{1,3}})){{4,12}}"


class _Pattern(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    needs: frozenset[str]


_PATTERNS: tuple[_Pattern, ...] = tuple(
    _Pattern(kind, re.compile(pattern, flags), frozenset(needs.split()))
    for kind, pattern, flags, needs in (
        ("email", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0, "at"),
        ("messenger", r"(?<![\w@.])@[A-Za-z_]\w{2,}", 0, "at"),
        ("messenger", rf"(?:https?://)?{_SITES}/[\w./-]+", 0, "slash"),
        ("messenger", r"(?<=[\s(«\"“])[a-z]{2,}(?:[._][a-z0-9]{2,})+(?=[\s,.;:!?)»\"”])", 0, ""),
        (
            "messenger",
            r"(?<=[\s(«\"“])(?=[a-z_.]*\d)[a-z][a-z_.0-9]{4,}(?=[\s,.;:!?)»\"”])",
            0,
            "digit",
        ),
        (
            "account",
            r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b",
            0,
            "digit",
        ),
        ("account", r"\b(?:\d{4}[ -]?){3}\d{1,7}\b", 0, "digit"),
        ("document", r"\b\d{7}[A-ZА-Я]\d{3}[A-ZА-Я]{2}\d\b", 0, "digit"),
        ("document", r"\b[A-ZА-Я]{2,3}\s?(?:№|No\.?)?\s?\d{5,8}\b", 0, "digit"),
        ("document", rf"{_PAPER}\w*[^.\n]{{0,30}}?[A-ZА-Я]{{0,3}}\s?\d{{5,10}}", _I, "digit"),
        ("document", r"\b[A-ZА-Я]{1,3}[-/ ]?\d{3,}[-/]\d{2,}\b", 0, "digit"),
        ("document", r"\b[A-ZА-Я]{1,3}-\d{5,}\b", 0, "digit"),
        ("document", r"№\s?(?:\d{5,}|\d+(?:[-/][\dA-ZА-Я]+)+)(?!\w)", 0, "digit"),
        (
            "document",
            rf"{_A_NUMBER}\w*\s+(?=\d*[A-ZА-Я/-])([\dA-ZА-Я]+(?:[-/][\dA-ZА-Я]+)+)",
            0,
            "digit",
        ),
        ("document", r"\b[A-ZА-Я]{2,6}-\d+(?:[-/][\dA-ZА-Я]+)+(?!\w)", 0, "digit"),
        ("document", r"\b\d{4}\s?[A-ZА-ЯІ]{2}-\d\b", 0, "digit"),
        ("document", r"\b\d[A-ZА-Я]{2}\s?\d{6,7}\b", 0, "digit"),
        ("messenger", r"(?<![\w#])[\w.]{2,32}#\d{4}(?!\w)", 0, "digit"),
        ("document", r"\b(?:[A-ZА-Я]{2,6}\s)?\d{2}-\d{2}-\d{4,}\b", 0, "digit"),
        ("phone", r"(?<![\w/])(?:\+|00)\d[\d\s().-]{6,}\d", 0, "digit"),
        (
            "phone",
            r"(?<![\w/.-])8?\s?\(?0\d{2}\)?[\s-]?\d{2,3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)",
            0,
            "digit",
        ),
        ("phone", r"(?<![\w/.-])\d{2,3}[\s-]\d{2}[\s-]\d{2}(?![\d-])", 0, "digit"),
        ("phone", r"(?<![\w/.-])\d{3}[\s-]\d{3}[\s-]\d{3}(?!\d)", 0, "digit"),
        (
            "phone",
            r"(?<![\w/.,-])(?:8[ -])?\(?0\d{1,4}\)?(?:[ -]\d{1,4}){2,5}(?![\w-])",
            0,
            "digit",
        ),
        (
            "phone",
            r"(?<![\w/.,-])(?:8[ -])?0\d{1,4}(?:[ -](?:\d{1,4}|[хx]{1,3})){2,5}(?![\w-])",
            0,
            "digit",
        ),
        ("phone", r"(?<![\w/.,-])\d{3}\.\d{3}\.\d{3}(?!\.?\w)", 0, "digit"),
        ("phone", rf"(?<!\w)(?:\d{{1,3}}[ ,])?{_NUMERALS}(?!\w)", _I, "numerals"),
        ("phone", r"(?<![\w/.,-])\d{1,4}(?:[ -]\d{2,4}){2,4}(?![\w-])", 0, "digit"),
        ("birth", rf"{_BORN}[^.\n]{{0,50}}?({_IN_WORDS})", _I, "birth month"),
        ("birth", rf"{_BORN}[^.\n]{{0,40}}?({_DAY}|\b{_YEAR}\b)", _I, "digit birth"),
        ("birth", rf"({_DAY})(?=[^.\n]{{0,25}}{_BORN})", _I, "digit birth"),
        (
            "birth",
            rf"{_BORN}[^.\n]{{0,40}}?(\b\d{{1,2}}\s+(?:{_MONTHS})\w*)",
            _I,
            "digit birth month",
        ),
        ("birth", rf"\b({_YEAR})\s?г?\.?\s?{_BORN}", _I, "digit birth"),
        (
            "birth",
            r"\b\d{1,2}\.(?:[IVX]{1,4}|\d{1,2})\.(?:19[2-9]\d|200\d|[3-9]\d)\b(?!\.\d)",
            0,
            "digit",
        ),
        ("birth", rf"\b\d{{1,2}}\s+(?:{_MONTHS})\w*,?\s+['’][3-9]\d\b", _I, "digit month"),
        ("birth", rf"\b\d{{1,2}}(?:[./-]\d{{1,2}}[./-]|{_OF_MONTH}){_YEAR}\b", _I, "digit"),
        ("birth", rf"{_BORN}[^.\n]{{0,20}}?(['’]\d\d)\b", re.IGNORECASE, "digit birth"),
        ("birth", rf"\b{_YEAR}(?:\s+год\w*|\s?г\.)?,\s+{_DAY_ALONE}", re.IGNORECASE, "digit"),
        (
            "birth",
            rf"\b(?:{_MONTHS})\w*\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
            _I,
            "digit month",
        ),
        (
            "address",
            rf"{_STREET}\s+(?:{_CAP}(?:\s+{_CAP})?|\d+[\w-]*\s+\w+){_HOUSE}?{_FLAT}?",
            0,
            "street",
        ),
        ("address", rf"{_CAP}(?:\s+{_CAP})?\s+{_STREET}{_HOUSE}?{_FLAT}?", 0, "street"),
        (
            "address",
            rf"{_BEFORE}{_CAP}(?:\s+{_CAP})?\s+{_STREET_EN}\b{_HOUSE}?{_FLAT}?",
            0,
            "street_en",
        ),
        ("address", rf"\b(?:ul\.|ulica|vul\.)\s+{_CAP}(?:\s+{_CAP})?{_HOUSE}?{_FLAT}?", 0, "ul"),
        ("address", rf"{_CAP},?\s+(?:д(?:ом|\.)\s*)?\d+[а-я]?{_FLAT}", 0, "digit"),
        ("facility", rf"(?<!\w){_HOUSES}{_NUMBER}?(?!\w)", 0, ""),
        ("facility", rf"(?<!\w){_CALLED_SO}(?!\w)", 0, ""),
        ("facility", r"(?<!\w)(?:сіза|сизо|шыза|шизо|sizo)(?:[ -]?\d+)?(?!\w)", 0, ""),
        ("facility", rf"\b{_OF_A_TOWN}\s+{_HOUSE_WORDS}\w*", _I, "house"),
        ("facility", rf"\b\d{{1,3}}-?{_TH}\s+{_HOUSE_WORDS}\w*", _I, "house digit"),
        ("facility", rf"{_HOUSE_WORDS}\w*(?:{_NUMBER}|{_NUMBERED})", _I, "house"),
        ("facility", rf"{_ORDINAL}\s+(?:{_ORDINAL}\s+)?{_HOUSE_WORDS}\w*", _I, "house"),
    )
)
"""What has the shape of something of a kind, and what of ``_NEEDS`` a text has that holds it."""


def _holds(stems: str) -> Callable[[str], bool]:
    every = tuple(stems.split())
    return lambda small: any(stem in small for stem in every)


_ONE_AND_MORE = re.compile(rf"(?<!\w){_NUMERAL}[ ,–-]{{1,2}}(?:{_NUMERAL}|\d)")
_NEEDS: dict[str, Callable[[str], object]] = {
    "digit": re.compile(r"\d").search,
    "numerals": _ONE_AND_MORE.search,
    "birth": _holds("нарадз нарадж раждз родил рожд born birth г. д."),
    "month": _holds(" ".join(_MONTH_STEMS)),
    "house": _holds(_HOUSE_STEMS),
    "street": _holds("вул ул. улиц праспек проспек пр-т пер бульвар плошч площад наб шаш шоссе"),
    "street_en": _holds("street st. avenue lane road square"),
    "ul": _holds("ul"),
    "at": _holds("@"),
    "slash": _holds("/"),
}
"""What some patterns cannot be found without → whether a text (in small letters) has it: to look
for it costs a hundredth of looking for them."""


@cache
def _asked(has: frozenset[str]) -> tuple[_Pattern, ...]:
    return tuple(each for each in _PATTERNS if each.needs <= has)


def patterns(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of everything in a text that has the shape of such a thing."""
    small = text.casefold()
    has = frozenset(need for need, may_hold in _NEEDS.items() if may_hold(small))
    for each in _asked(has):
        for found in each.pattern.finditer(text):
            group = found.lastindex or 0
            yield found.start(group), found.end(group), each.kind
