"""What no page shows is read as well: instructions of fields, masters, what hides behind bytes."""

from __future__ import annotations

import pytest

from desktop.media.office.read import Document, document_of
from desktop.model.file_text import Part
from tests.unit.media.office import made

NAME = "Ганна Выдуманая"
IN_PAGE = "".join(f"\\u{ord(sign)}?" for sign in NAME)


def read(data: bytes) -> Document:
    found = document_of(data)
    assert found is not None
    return found


def parts(document: Document, part: Part) -> list[str]:
    return [piece.text for piece in document.pieces if piece.part is part]


def facts(document: Document) -> dict[str, str]:
    return {item.key: item.value for item in document.facts}


def run(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_instructions_of_word_are_read_whole_however_they_are_cut() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{e}"/></w:r>' for e in ("begin", "end"))
    body = (
        f"<w:p>{begin}{run(' MERGEFIELD Ган')}{run('на Выду')}{run('маная ')}{end}"
        f"{begin}{run(' PAGE ')}{end}"
        '<w:fldSimple w:instr=" AUTHOR Нябыт "><w:r><w:t>тут</w:t></w:r></w:fldSimple></w:p>'
    )
    document = read(made.docx(body))
    assert parts(document, Part.BEHIND) == [f"MERGEFIELD {NAME}\nAUTHOR Нябыт"]
    assert parts(document, Part.TEXT) == ["тут"]


@pytest.mark.parametrize(
    "hidden", [r"PAGE \Ганна_Выдуманая", "REF _Ганна", r"TOC \t &quot;Ганна&quot;"]
)
def test_nothing_hides_in_what_looks_like_an_instruction_of_every_program(hidden: str) -> None:
    dull = (r" TOC \o &quot;1-3&quot; \h \z \u ", r"PAGE   \* MERGEFORMAT", r"PAGEREF _Toc12 \h")
    body = "".join(f"<w:p><w:fldSimple w:instr='{each}'/></w:p>" for each in (*dull, hidden))
    [behind] = parts(read(made.docx(body)), Part.BEHIND)
    assert behind == hidden.replace("&quot;", '"')


def test_masters_and_layouts_are_read_once() -> None:
    words = f"<p:sp xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></p:sp>"
    more = {
        "ppt/slideMasters/slideMaster1.xml": words,
        "ppt/slideLayouts/slideLayout1.xml": words,
        "ppt/notesMasters/notesMaster1.xml": words.replace(NAME, "Фонд"),
    }
    document = read(made.pptx(more))
    [behind] = parts(document, Part.BEHIND)
    assert sorted(behind.split("\n")) == sorted((NAME, "Фонд"))


def test_instructions_of_rich_text_are_read() -> None:
    link = r"{\*\fldinst {HYPERLINK " + IN_PAGE + "}}"
    field = r"{\field" + link + r"{\fldrslt link}}"
    document = read(rf"{{\rtf1\ansi before {field} behind\par}}".encode("ascii"))
    assert parts(document, Part.TEXT) == ["before link behind"]
    [behind] = parts(document, Part.BEHIND)
    assert NAME in behind


@pytest.mark.parametrize("braces", [b"{}", b"}}}", b"\\'"])
def test_what_stands_behind_bytes_of_rich_text_is_read(braces: bytes) -> None:
    octets = braces * 3
    picture = rb"{\pict\wmetafile8\bin" + str(len(octets)).encode() + b" " + octets + b"}"
    data = rb"{\rtf1\ansi before " + picture + rf"{IN_PAGE}\par}}".encode("ascii")
    document = read(data)
    assert parts(document, Part.TEXT) == [f"before {NAME}"]
    assert not parts(document, Part.CUT)


def test_bytes_that_lie_in_the_text_or_do_not_end_are_a_question() -> None:
    inside = read(rb"{\rtf1\ansi a\bin4 abcd b\par}")
    assert parts(inside, Part.TEXT) == ["a b"]
    assert facts(inside)["EmbeddedObjects"] == "1"
    beyond = read(rb"{\rtf1\ansi a\bin99999 abcd b\par}")
    assert [piece.part for piece in beyond.pieces][-1] is Part.CUT


def test_hidden_words_of_rich_text_are_counted_and_shown() -> None:
    document = read(rb"{\rtf1\ansi a {\v hidden} b {\v0 c}\par}")
    assert facts(document)["HiddenText"] == "1"
    assert parts(document, Part.TEXT) == ["a hidden b c"]


@pytest.mark.parametrize("parted", [True, False], ids=["many", "long"])
def test_what_is_too_long_or_too_much_is_said_to_go_on(parted: bool) -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if parted else ""
    fields = (f"<w:p>{run(f' MERGEFIELD n{number} ')}{end}</w:p>" for number in range(1500))
    document = read(made.docx("".join(fields)))
    assert "MERGEFIELD n0" in "".join(parts(document, Part.BEHIND))
    assert document.pieces[-1].part is Part.CUT
