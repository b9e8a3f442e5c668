"""Words for kin, in Belarusian, Russian and English: what says how somebody is related."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from desktop.names.letters import words

_KIN: Final = re.compile(
    # Belarusian and Russian, in every case and number.
    r"брат(?:[аоуыеі]|ом|ам|оў|ов|ах|амі|ами|ья|ьев|ьям|ьями|ьях|ік\w*|ан\w*)?"
    r"|с[ея]стр(?:а|ы|у|е|ой|ою|ам|амі|ами|ах|ычк\w*|ёнк\w*)?|сясц[её]р|с[её]стры|сестёр|сястр[эоу]й?"
    r"|ма[цт](?:і|ь|еры?|ерью|ярк?\w*)|мам(?:а|ы|у|е|ой|ою|ам|ах|к[аіиуе]|очк\w*|ачк\w*)?|матк[аіуе]"
    r"|бацьк(?:а|і|у|ам|ом|ах|оў|амі)|от(?:ец|ца|цу|цом|це)|тат(?:а|ы|у|е|ам)|пап(?:а|ы|у|е|ой)"
    r"|муж(?:а|у|ам|ем|ы|е|ья)?|жонк(?:а|і|у|ай)|жон(?:ы|цы)|жен(?:а|ы|у|е|ой)"
    r"|сын(?:а|у|ам|ом|е|ы|оў|ов|ья\w*|ок|ка|ку|очак)?|дачк(?:а|і|у|ой)|дач(?:цэ|ок|ушк\w*)"
    r"|доч(?:ь|ери|ерью|кой)|дочк[аіиуе]|дзяц(?:і|ей|ям|ьмі|ях)|дет(?:и|ей|ям|ьми|ях)"
    r"|баб(?:а|ул\w+|ушк\w+|к[аиіу])|дзед(?:а|у|ам|ул\w+|ы)?|дед(?:а|у|ом|ушк\w+|ы)?"
    r"|дзядзьк\w+|дяд[яеюи]\w*|цётк\w+|т[её]т[яеюик]\w*|унук\w*|внук\w*|унучк\w*|внучк\w*"
    r"|пляменні[кцч]\w*|племянни[кцч]\w*|цешч\w+|т[её]щ\w+|цесц\w+|тесть?\w*|свякр\w+|свекр\w+"
    r"|зяц[ьюея]\w*|зять\w*|нявестк\w+|невестк\w+|шваг[еэ]?р\w*|дзевер\w*|девер\w*"
    r"|радн[яюі]|раднёй|родн(?:я|и|ю|ёй)|род(?:ственни|иц)\w+|сваяк\w*|сваякоў|бацькоў|родители|родителей"
    r"|сужэн\w+|супруг\w*|жаніх\w*|жених\w*|нявест[аы]|невест[аы]|кум[аоу]?|двоюрадн\w+|двоюродн\w+"
    # English.
    r"|brothers?|sisters?|mothers?|fathers?|mum|mom|dad|daddy|parents?|husbands?|wife|wives|spouse"
    r"|sons?|daughters?|child|children|kids?|grand(?:mother|father|son|daughter|ma|pa|child|parent)\w*"
    r"|uncles?|aunts?|aunt(?:ie|y)|cousins?|nephews?|nieces?|fianc[eé]e?|(?:mother|father|son|daughter|"
    r"brother|sister)-in-law|in-laws|relatives?|siblings?|twins?"
)


def kin_words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each such word, in order."""
    for word in words(text):
        if is_kin(word.plain):
            yield word.start, word.end


@lru_cache(maxsize=1 << 14)
def is_kin(word: str) -> bool:
    """Whether a word (``plain``) says how somebody is related."""
    return _KIN.fullmatch(word.removesuffix("'s")) is not None
