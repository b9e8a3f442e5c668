"""What looks like a name is proposed, whatever its letters; ordinary words are not."""

from __future__ import annotations

import pytest

from desktop.names import guesses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Мы бачылі Ядвігу Ручаінскую ў кухні.", [("Ядвігу Ручаінскую", "person")]),
        ("потом ядзя пришла", [("ядзя", "person")]),
        ("У Мінску было холадна.", [("Мінску", "place")]),
        ("Яго звалі — пугач, і ўсё.", [("пугач", "person")]),
        ("Званіце +375 29 111-22-33 ўвечары.", [("+375 29 111-22-33", "phone")]),
        ("I was born on 3 May 1982 there.", [("3 May 1982", "birth")]),
        ("пашпарт MP1234567, той самы", [("пашпарт MP1234567", "document")]),
        ("write to nobody@example.org or @nobody_here", None),
        ("жыў на вуліцы Садовай, 12", [("вуліцы Садовай, 12", "address")]),
        ("Тады ён быў у СІЗА № 1.", [("СІЗА № 1", "facility")]),
        ("Але яна сказала, што любоў і воля — гэта ўсё.", []),
        ("Then we left in August, on a Monday, for Poland.", []),
    ],
)
def test_a_text_is_looked_through(text: str, found: list[tuple[str, str]] | None) -> None:
    guessed = [(text[each.start : each.end], each.kind) for each in guesses(text)]
    if found is None:
        assert [kind for _text, kind in guessed] == ["email", "messenger"]
    else:
        assert guessed == found
