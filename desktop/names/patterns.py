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
_BORN = r"(?:нарадз|нарадж|родил|рожд|г\.\s?р|born|birth|д\.\s?н)"
_YEAR = r"(?:19[2-9]\d|200\d)"
_STREET = (
    r"(?:вул(?:іц\w*|\.)|ул(?:иц\w*|\.)|праспек\w+|проспек\w+|пр-т\w?|завул\w+|переул\w+|пер\."
    r"|бульвар\w*|плошч\w*|площад\w*|набережн\w+|набярэжн\w+|шаш\w+|шоссе)"
)
_CAP = r"[A-ZА-ЯЁІЎŁŚŠŽČ][\w'’-]{1,40}"
_HOUSE = r"(?:,?\s*(?:д(?:ом|\.)?\s*)?\d+[а-яa-z]?(?:[/-]\d+)?)"
_FLAT = r"(?:,?\s*(?:кв(?:атэр\w*|артир\w*|\.)?|flat|apt\.?|apartment)\s*\d+)"
_NUMBER = r"(?:\s*(?:№|No\.?|number|нумар|номер|[-–])?\s*\d+)"
_HOUSES = (
    r"(?:СІЗА|СИЗО|SIZO|ІЧУ|ИВС|IVS|ЦІП|ЦИП|РУУС|РАУС|РУВД|РОВД|ГУУС|ГУВД|КДБ|КГБ|KGB|ДФР|ИК|ПК|ІК"
    r"|ЛТП|ИУОТ|ПУАТ|ИТУ|ШИЗО|ПКТ|TDF|IK)"
)
_NUMBERED = r"\s+(?:номер|нумар|number)\s+\w+"
_SITES = r"(?:t\.me|wa\.me|vk\.com|instagram\.com|facebook\.com)"
_PAPER = r"(?:паш?парт|паспорт|passport|пасведчанн|удостоверен|permit|карта)"
_IN_WORDS = rf"(?:[^\W\d]+\s+){{1,2}}(?:{_MONTHS})\w*(?:\s+[^\W\d]+){{0,2}}"
_OF_MONTH = rf"\s+(?:of\s+)?(?:{_MONTHS})\w*,?\s+"
_STREET_EN = r"(?:[Ss]treet|St\.|[Aa]venue|[Ll]ane|[Rr]oad|[Ss]quare)"
_BEFORE = r"(?:\d{1,5}[a-z]?(?:/\d{1,5})?\s+)?"
_HOUSE_WORDS = (
    r"(?:калоні|колони|турм|тюрьм|prison|colony|школ|шпітал|больниц|бальніц|палікліні|поликлини"
    r"|гімназі|гимнази|падстанцы|подстанци|аддзял|отделени|school|hospital|ward)"
)
_ORDINAL = (
    r"\b(?:перш|друг|трэц|чацвёрт|пят|шост|сём|восьм|дзевят|дзясят|адзінаццат|дванаццат|трынаццат"
    r"|пятнаццат|сямнаццат|дваццат|перв|втор|трет|четв[её]рт|шест|седьм|девят|десят|одиннадцат"
    r"|двенадцат|тринадцат|пятнадцат|семнадцат|двадцат|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)\w*"
)
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
        ("phone", r"(?<![\w/])(?:\+|00)\d[\d\s().-]{6,}\d", 0),
        ("phone", r"(?<![\w/.-])8?\s?\(?0\d{2}\)?[\s-]?\d{2,3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)", 0),
        ("phone", r"(?<![\w/.-])\d{2,3}[\s-]\d{2}[\s-]\d{2}(?![\d-])", 0),
        ("phone", r"(?<![\w/.-])\d{3}[\s-]\d{3}[\s-]\d{3}(?!\d)", 0),
        ("phone", r"(?<![\w/.,-])\d{1,4}(?:[ -]\d{2,4}){2,4}(?![\w-])", 0),
        ("birth", rf"{_BORN}[^.\n]{{0,50}}?({_IN_WORDS})", re.IGNORECASE),
        ("birth", rf"{_BORN}[^.\n]{{0,40}}?({_DAY}|\b{_YEAR}\b)", re.IGNORECASE),
        ("birth", rf"({_DAY})(?=[^.\n]{{0,25}}{_BORN})", re.IGNORECASE),
        ("birth", rf"\b\d{{1,2}}(?:[./-]\d{{1,2}}[./-]|{_OF_MONTH}){_YEAR}\b", re.IGNORECASE),
        ("birth", rf"\b(?:{_MONTHS})\w*\s+\d{{1,2}},?\s+{_YEAR}\b", re.IGNORECASE),
        ("address", rf"{_STREET}\s+(?:{_CAP}(?:\s+{_CAP})?|\d+[\w-]*\s+\w+){_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_CAP}(?:\s+{_CAP})?\s+{_STREET}{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_BEFORE}{_CAP}(?:\s+{_CAP})?\s+{_STREET_EN}\b{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"\b(?:ul\.|ulica|vul\.)\s+{_CAP}(?:\s+{_CAP})?{_HOUSE}?{_FLAT}?", 0),
        ("address", rf"{_CAP},?\s+(?:д(?:ом|\.)\s*)?\d+[а-я]?{_FLAT}", 0),
        ("facility", rf"(?<!\w){_HOUSES}{_NUMBER}?(?!\w)", 0),
        ("facility", rf"{_HOUSE_WORDS}\w*(?:{_NUMBER}|{_NUMBERED})", re.IGNORECASE),
        ("facility", rf"{_ORDINAL}\s+(?:{_ORDINAL}\s+)?{_HOUSE_WORDS}\w*", re.IGNORECASE),
    )
)  # fmt: skip


def patterns(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of everything in a text that has the shape of such a thing."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            group = found.lastindex or 0
            yield found.start(group), found.end(group), kind
