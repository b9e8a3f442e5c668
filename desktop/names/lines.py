"""Names by where they stand: called out one after another, or before what somebody says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_WORD = r"[A-ZА-ЯЁІЎŁŚŠŽČ][\w'’]{1,30}"
_CALLED_OUT = re.compile(rf"(?<!\w){_WORD}!(?: {_WORD}!){{2,}}")
_ONE = re.compile(_WORD)
_SPEAKER = re.compile(r"^[«\"“„]?([^\W\d_][\w' ]{1,24}): ", re.MULTILINE)
_ROLES = re.compile(
    r"пытанн?ь?не|адказ|вопрос|ответ|question|answer|interviewer|interpreter|translator|суддзя"
    r"|судья|judge|следчы|следователь|investigator|адв[ао]кат|lawyer|пр[ао]курор|prosecutor"
    r"|(?:he|she|they|i|we) (?:says?|said)|ён|яна|я|мы|он|она"
    r"|перакладчы\w+|переводчи\w+|журнал[іи]ст\w*"
)


def called_out(text: str) -> Iterator[tuple[int, int]]:
    """Where each of three and more words stands that are called out one by one: a roll call."""
    for found in _CALLED_OUT.finditer(text):
        for word in _ONE.finditer(text, *found.span()):
            yield word.span()


def speakers(text: str) -> Iterator[tuple[int, int]]:
    """Where a line says who speaks, of those who speak twice and more: vika: …"""
    lines = list(_SPEAKER.finditer(text))
    times = Counter(line[1].lower() for line in lines)
    for line in lines:
        if times[line[1].lower()] > 1 and not _ROLES.fullmatch(line[1].lower()):
            yield line.span(1)
