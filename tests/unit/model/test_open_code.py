"""Open codes: text with a vocabulary, kept letter for letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from hypothesis import given
from hypothesis import strategies as st

from desktop import canonical
from desktop.model.values.open_code import OpenCode, vocabularies_of

Script = Annotated[str, OpenCode("script")]


@dataclass(frozen=True)
class Written:
    """A code in every way a field may hold one, and a text that is none."""

    script: Script
    second: Script | None
    others: tuple[Script, ...]
    note: str


def test_a_field_names_the_vocabulary_of_its_code() -> None:
    assert vocabularies_of(Written) == {"script": "script", "second": "script", "others": "script"}


@given(st.text(), st.none() | st.text(), st.lists(st.text()))
def test_an_unknown_code_comes_back_from_a_document_verbatim(
    code: str, second: str | None, others: list[str]
) -> None:
    record = Written(code, second, tuple(others), "")
    assert canonical.decode(canonical.encode(record), Written) == record
