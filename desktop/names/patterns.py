"""Numbers, addresses and houses by which somebody is found, without a name.

Formats: phones with a country code or seven digits and more; Belarusian passports and personal
numbers (two letters, seven digits; 14 places), IBAN (ISO 13616) and cards (ISO/IEC 7812).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = (
    "студзен|лют|сакавік|красавік|ма[йяі]|чэрвен|ліпен|жні?ўн?|верас|кастрычнік|лістапад|снежн|"
    "январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th|-?га|-?го)?\s+(?:of\s+)?(?:{_MONTHS})\w*,?\s+(?:19|20)\d\d"
    rf"|(?:{_MONTHS})\w*\s+\d{{1,2}},?\s+(?:19|20)\d\d)"
)
_BORN = r"(?:(?:нарадз|нарадж|родил|рожд|born|birth)\w*+|\bг\.\s?р|\bд\.\s?н)"
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
_NUMBERED = r"\s+(?:номер|нумар|number)\s+\w+"
_SITES = r"(?:t\.me|wa\.me|vk\.com|instagram\.com|facebook\.com)"
_PAPER = r"(?:паш?парт|паспорт|passport|пасведчанн|удостоверен|permit|карта)"
_IN_WORDS = (
    rf"(?!(?:в|у|in|ў)\s)(?:[^\W\d]{{1,30}}\s+){{1,2}}(?:{_MONTHS})\w*(?:\s+[^\W\d]{{1,30}}){{0,2}}"
)
_OF_MONTH = rf"(?:st|nd|rd|th|-?г[ао])?\s+(?:of\s+)?(?:{_MONTHS})\w*,?\s+"
_STREET_EN = r"(?:[Ss]treet|St\.|[Aa]venue|[Ll]ane|[Rr]oad|[Ss]quare)"
_BEFORE = r"(?:\d{1,5}[a-z]?(?:/\d{1,5})?\s+)?"
_HOUSE_WORDS = (
    r"(?:калоні|колони|турм|тюрьм|prison|colony|школ|шпітал|больниц|бальніц|палікліні|поликлини"
    r"|гімназі|гимнази|падстанцы|подстанци|аддзял|отделени|school|hospital|ward)"
)
_TH = "(?:я|й|ая|ую|ой|ай|м|ым|th|st|nd|rd)"
_OF_NO_TOWN = (
    r"(?:жен|муж|дет|город|сель|жаноц|мужчын|гарад|нямец|немец|рус|бел|поль|пол|турэм|тюрем|воен"
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
_NUMERALS = rf"{_NUMERAL}(?:[ ,]{{1,2}}(?:{_NUMERAL}|\d{{1,3}})){{4,12}}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("email", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0),
        ("messenger", r"(?<![\w@.])@[A-Za-z_]\w{2,}", 0),
        ("messenger", rf"(?:https?://)?{_SITES}/[\w./-]+", 0),
        ("messenger", r"(?<=[\s(«\"“])[a-z]{2,}(?:[._][a-z0-9]{2,})+(?=[\s,.;:!?)»\"”])", 0),
        ("messenger", r"(?<=[\s(«\"“])(?=[a-z_.]*\d)[a-z][a-z_.0-9]{4,}(?=[\s,.;:!?)»\"”])", 0),
        ("account", r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b", 0),
        ("account", r"\b(?:\d{4}[ -]?){3}\d{1,7}\b", 0),
        ("document", r"\b\d{7}[A-ZА-Я]\d{3}[A-ZА-Я]{2}\d\b", 0),
        ("document", r"\b[A-ZА-Я]{2,3}\s?(?:№|No\.?)?\s?\d{5,8}\b", 0),
        ("document", rf"{_PAPER}\w*[^.\n]{{0,30}}?[A-ZА-Я]{{0,3}}\s?\d{{5,10}}", re.IGNORECASE),
        ("document", r"\b[A-ZА-Я]{1,3}[-/ ]?\d{3,}[-/]\d{2,}\b", 0),
        ("document", r"\b[A-ZА-Я]{1,3}-\d{5,}\b", 0),
        ("document", r"№\s?\d{5,}\b", 0),
        ("document", r"\b(?:[A-ZА-Я]{2,6}\s)?\d{2}-\d{2}-\d{4,}\b", 0),
        ("phone", r"(?<![\w/])(?:\+|00)\d[\d\s().-]{6,}\d", 0),
        ("phone", r"(?<![\w/.-])8?\s?\(?0\d{2}\)?[\s-]?\d{2,3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)", 0),
        ("phone", r"(?<![\w/.-])\d{2,3}[\s-]\d{2}[\s-]\d{2}(?![\d-])", 0),
        ("phone", r"(?<![\w/.-])\d{3}[\s-]\d{3}[\s-]\d{3}(?!\d)", 0),
        ("phone", r"(?<![\w/.,-])(?:8[ -])?\(?0\d{1,4}\)?(?:[ -]\d{1,4}){2,5}(?![\w-])", 0),
        ("phone", r"(?<![\w/.,-])(?:8[ -])?0\d{1,4}(?:[ -](?:\d{1,4}|[хx]{1,3})){2,5}(?![\w-])", 0),
        ("phone", r"(?<![\w/.,-])\d{3}\.\d{3}\.\d{3}(?!\.?\w)", 0),
        ("phone", rf"(?<!\w)(?:\d{{1,3}}[ ,])?{_NUMERALS}(?!\w)", re.IGNORECASE),
        ("phone", r"(?<![\w/.,-])\d{1,4}(?:[ -]\d{2,4}){2,4}(?![\w-])", 0),
        ("birth", rf"{_BORN}[^.\n]{{0,50}}?({_IN_WORDS})", re.IGNORECASE),
        ("birth", rf"{_BORN}[^.\n]{{0,40}}?({_DAY}|\b{_YEAR}\b)", re.IGNORECASE),
        ("birth", rf"({_DAY})(?=[^.\n]{{0,25}}{_BORN})", re.IGNORECASE),
        ("birth", rf"{_BORN}[^.\n]{{0,40}}?(\b\d{{1,2}}\s+(?:{_MONTHS})\w*)", re.IGNORECASE),
        ("birth", rf"\b({_YEAR})\s?г?\.?\s?{_BORN}", re.IGNORECASE),
        ("birth", r"\b\d{1,2}\.(?:[IVX]{1,4}|\d{1,2})\.(?:19[2-9]\d|200\d|[3-9]\d)\b(?!\.\d)", 0),
        ("birth", rf"\b\d{{1,2}}\s+(?:{_MONTHS})\w*,?\s+['’][3-9]\d\b", re.IGNORECASE),
        ("birth", rf"\b\d{{1,2}}(?:[./-]\d{{1,2}}[./-]|{_OF_MONTH}){_YEAR}\b", re.IGNORECASE),
        ("birth", rf"\b(?:{_MONTHS})\w*\s+\d{{1,2}},?\s+{_YEAR}\b", re.IGNORECASE),
        ("address", rf"{_STREET}\s+(?:{_CAP}(?:\s+{_CAP})?|\d+[\w-]*\s+\w+){_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_CAP}(?:\s+{_CAP})?\s+{_STREET}{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_BEFORE}{_CAP}(?:\s+{_CAP})?\s+{_STREET_EN}\b{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"\b(?:ul\.|ulica|vul\.)\s+{_CAP}(?:\s+{_CAP})?{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_CAP},?\s+(?:д(?:ом|\.)\s*)?\d+[а-я]?{_FLAT}", 0),
        ("facility", rf"(?<!\w){_HOUSES}{_NUMBER}?(?!\w)", 0),
        ("facility", r"(?<!\w)(?:сіза|сизо|шыза|шизо|sizo)(?:[ -]?\d+)?(?!\w)", 0),
        ("facility", rf"\b{_OF_A_TOWN}\s+{_HOUSE_WORDS}\w*", re.IGNORECASE),
        ("facility", rf"\b\d{{1,3}}-?{_TH}\s+{_HOUSE_WORDS}\w*", re.IGNORECASE),
        ("facility", rf"{_HOUSE_WORDS}\w*(?:{_NUMBER}|{_NUMBERED})", re.IGNORECASE),
        ("facility", rf"{_ORDINAL}\s+(?:{_ORDINAL}\s+)?{_HOUSE_WORDS}\w*", re.IGNORECASE),
    )
)  # fmt: skip


_IN_LETTERS = ("email", "messenger", "address", "facility")
_DIGIT = re.compile(r"\d")
_BIRTH = re.compile(_BORN, re.IGNORECASE)


def _asked(*, has_digit: bool, has_birth: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns that a text may hold which has a digit, a word for birth, or neither."""
    return tuple(
        (kind, pattern)
        for kind, pattern in _PATTERNS
        if has_digit
        or kind in _IN_LETTERS
        or _NUMERALS in pattern.pattern
        or _IN_WORDS in pattern.pattern
        if has_birth or _BORN not in pattern.pattern
    )


_ASKED = {
    (has_digit, has_birth): _asked(has_digit=has_digit, has_birth=has_birth)
    for has_digit in (False, True)
    for has_birth in (False, True)
}


def patterns(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of everything in a text that has the shape of such a thing."""
    asked = bool(_DIGIT.search(text)), bool(_BIRTH.search(text))
    for kind, pattern in _ASKED[asked]:
        for found in pattern.finditer(text):
            group = found.lastindex or 0
            yield found.start(group), found.end(group), kind
