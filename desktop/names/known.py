"""What the data say of one word, whatever stands around it: asked of each word of every text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.names.given import is_known_father
from desktop.names.letters import is_cyrillic
from desktop.names.places import is_country, is_place
from desktop.names.spelled import (
    common,
    common_small,
    full_latin,
    given_forms,
    is_endearment,
    not_names,
    offices,
)
from desktop.names.spelled_in_latin import (
    common_in_latin,
    common_small_in_latin,
    names_nobody_in_latin,
)

_FAMILY = re.compile(
    r"(?:[еэа]нк[аоуі]|енкой|[оеаэ]віч[ауеы]?м?|[чшьй]ко|[ое]вич[ауеы]?м?|[чщ]ук[ауі]?|ейк[аоуі]"
    r"|ovi[ct]h|evi[ct]h|avi[ct]h|ovič|evič|avič|owicz|ewicz|enk[ao]|anka|ch?uk|chyk|skaya|skaia|skaja"
    r"|iou|ova|eva|ava|aŭ|oŭ)$"
)
_FAMILY_RU = re.compile(r"[^аеоуиы](?:ов|ев|ёв)(?:а|у|ой|ым|е)?$|[бдзклмнпрстхцчш]ёў$")
_FAMILY_ALONE = re.compile(r"(?:.{2}(?:енко|[ое]вич[ауеы]?м?|[аэе]віч[ауеы]?м?)|[^т]ейко)$")
"""Ends as hardly a word does that is no family name."""
_OF_A_VERB = re.compile("(?:iou|[aoe]va|[aoei]ŭ|[aoei]u)$")
"""And of families; in a text in Belarusian far more verbs and nouns end so: pačaŭ, mova."""
_LONGEST = 8
"""Letters of such an ending."""
_OF_A_FATHER = re.compile("[иіы]ч|[вўу]н|i(?:t?ch|č|cz)|[vuwŭ]n")
"""What every patronymic has, so that not every word has to be read."""
_PATRONYMIC = re.compile(r"(?:[oea]v|[oe]w)i(?:t?ch|č|cz)$|[oea](?:v|u|ŭ|w)na$")


class Known(NamedTuple):
    """Of a word (``plain``, without the English genitive).

    ``names_nobody``: whatever letter it begins with. ``is_office``: nor does this, unless somebody
    is said to be called so. ``is_common``: an ordinary word as well; in
    small letters ``is_common_small``. ``has_family_ru``: ends as Russian family names do and many
    a word in the plural; ``has_family_alone``: as nothing else. ``is_patronymic``: of a father of
    the data; ``is_patronymic_small``: in small letters too.
    """

    plain: str
    is_cyrillic: bool
    names_nobody: bool
    is_office: bool
    is_place: bool
    is_given: bool
    is_given_in_full: bool
    is_common: bool
    is_common_small: bool
    is_endearment: bool
    has_family: bool
    has_family_ru: bool
    has_family_alone: bool
    is_patronymic: bool
    is_patronymic_small: bool


@lru_cache(maxsize=1 << 15)
def known(word: str, *, in_latin: bool = False) -> Known:
    """What is known of a word (``plain``); ``in_latin``: of a Belarusian text in Latin letters,
    where the ordinary words are Belarusian as well."""
    cyrillic = is_cyrillic(word)
    plain = word if cyrillic else word.removesuffix("'s")
    patronymic = (
        len(plain) > 5
        and _OF_A_FATHER.search(plain) is not None
        and plain not in common()
        and is_known_father(plain)
    )
    ours = in_latin and not cyrillic
    names_nobody = len(plain) < 2 or plain in not_names() or is_country(plain)
    return Known(
        plain,
        cyrillic,
        names_nobody=names_nobody or (ours and names_nobody_in_latin(plain)),
        is_office=cyrillic and plain in offices(),
        is_place=is_place(plain),
        is_given=plain in given_forms(),
        is_given_in_full=cyrillic or ours or plain in full_latin(),
        is_common=plain in common() or (ours and plain in common_in_latin()),
        is_common_small=plain in common_small() or (ours and plain in common_small_in_latin()),
        is_endearment=is_endearment(plain),
        has_family=_FAMILY.search(plain[-_LONGEST:]) is not None
        and not (ours and _OF_A_VERB.search(plain)),
        has_family_ru=_FAMILY_RU.search(plain[-_LONGEST:]) is not None,
        has_family_alone=_FAMILY_ALONE.search(plain) is not None,
        is_patronymic=patronymic,
        is_patronymic_small=patronymic and (cyrillic or _PATRONYMIC.search(plain) is not None),
    )
