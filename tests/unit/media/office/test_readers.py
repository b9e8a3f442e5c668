"""What is read of office files: words in reading order, and what the files say of themselves."""

from __future__ import annotations

from desktop.media.office.read import Document, document_of, picture_of
from desktop.model.file_text import Part
from tests.unit.media import hostile
from tests.unit.media.office import made


def read(data: bytes) -> Document:
    found = document_of(data)
    assert found is not None
    assert found.whole
    return found


def told(document: Document) -> list[tuple[Part, str, str]]:
    return [(each.part, each.name, each.text) for each in document.pieces]


def facts(document: Document) -> dict[str, str]:
    return {each.key: each.value for each in document.facts}


def test_a_letter_is_read_with_its_table_changes_notes_and_photo() -> None:
    letter = read(made.letter())
    assert told(letter) == [
        (
            Part.TEXT,
            "",
            "Паказанні Зоські\nдата | месца\n3 мая | вул. Няісная, 5\nНас было ⟦−двое−⟧⟦+трое+⟧",
        ),
        (Part.PICTURE, "1", ""),
        (Part.TEXT, "", "у рамцы"),
        (Part.HEADER, "", "Таямніца"),
        (Part.FOOTNOTES, "", "гл. дадатак"),
        (Part.COMMENT, "Алеся, 2021-04-02T09:00:00Z", "спытаць пра дату"),
    ]
    assert facts(letter) == {
        "Author": "Зоська Выдуманая",
        "LastSavedBy": "Янка Нябыты",
        "Created": "2021-03-28T03:30:00Z",
        "Printed": "2021-04-01T10:00:00Z",
        "Revision": "7",
        "Company": "Фонд Прыдуманы",
        "Insertions": "1",
        "Deletions": "1",
        "Comments": "1",
        "ChangedBy": "Янка Нябыты, Алеся",
    }
    assert picture_of(made.letter(), 1) == made.PICTURE
    assert picture_of(made.letter(), 2) == b""


def test_cells_are_read_by_row_with_days_as_days_and_hidden_sheets() -> None:
    rows = (
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Калі</t></is></c></row>'
        '<row><c r="A2" t="s"><v>1</v></c><c r="C2" s="1"><v>44319</v></c>'
        '<c r="D2" s="2"><v>44319.5</v></c><c r="E2" s="3"><v>15</v></c>'
        '<c r="F2" t="b"><v>1</v></c><c r="G2"><f>SUM(1,2)</f><v>3</v></c></row>'
    )
    book = read(made.xlsx(rows))
    assert told(book) == [
        (
            Part.SHEET,
            "Затрыманыя",
            "Імя |  | Калі\nЯнка Нябыты |  | 2021-05-03 | 2021-05-03 12:00:00 | 15 | TRUE | 3",
        ),
        (Part.SHEET, "Схаваны", "тайна"),
    ]
    assert facts(book)["HiddenSheets"] == "1"


def test_slides_are_read_as_they_are_shown_with_their_notes() -> None:
    slides = read(made.pptx())
    assert told(slides) == [
        (Part.SLIDE, "1", "спачатку"),
        (Part.NOTES, "1", "сказаць"),
        (Part.SLIDE, "2", "потым"),
    ]
    assert facts(slides)["HiddenSlides"] == "1"


def test_a_text_of_opendocument_is_read_with_what_was_taken_out() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>Янка</dc:creator><dc:date>2021-01-01</dc:date>"
        "</office:change-info><text:p>двое</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        '<text:h>Паказанні</text:h><text:p>Нас было<text:s text:c="2"/>'
        '<text:change text:change-id="c1"/>трое<text:note><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>зноска</text:p></text:note-body></text:note>"
        "<office:annotation><dc:creator>Алеся</dc:creator><text:p>адкуль?</text:p>"
        "</office:annotation>.</text:p>"
    )
    styles = "<style:header><text:p>Верх</text:p></style:header><text:p>Не</text:p>"
    meta = "<meta:initial-creator>Зоська</meta:initial-creator><dc:creator>Янка</dc:creator>"
    text = read(made.opendocument("text", body, styles, meta))
    assert told(text) == [
        (Part.TEXT, "", "Паказанні"),
        (Part.FOOTNOTES, "", "зноска"),
        (Part.COMMENT, "Алеся", "адкуль?"),
        (Part.TEXT, "", "Нас было  ⟦−двое−⟧трое."),
        (Part.HEADER, "", "Верх"),
    ]
    assert facts(text)["Author"] == "Зоська"
    assert facts(text)["LastSavedBy"] == "Янка"


def test_sheets_and_slides_of_opendocument() -> None:
    sheet = (
        '<table:table table:name="Спіс"><table:table-row><table:table-cell><text:p>Імя</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value="5"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    assert told(read(made.opendocument("spreadsheet", sheet))) == [
        (Part.SHEET, "Спіс", "Імя |  |  | 5")
    ]
    page = (
        "<draw:page><draw:frame><text:p>спачатку</text:p></draw:frame>"
        "<presentation:notes><text:p>сказаць</text:p></presentation:notes></draw:page>"
    )
    assert told(read(made.opendocument("presentation", page))) == [
        (Part.SLIDE, "1", "спачатку"),
        (Part.NOTES, "1", "сказаць"),
    ]


def test_rich_text_is_read_in_its_code_page() -> None:
    cyrillic = "Янка".encode("cp1251").hex()
    escaped = "".join(f"\\'{cyrillic[at : at + 2]}" for at in range(0, len(cyrillic), 2))
    data = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}"
        r"{\info{\author Invented}{\creatim\yr2021\mo3\dy28\hr3\min30}}"
        r"{\header Above\par}"
        rf"\f1 {escaped} \f0\u1103?\u8364\'80 {{\deleted was}}{{\*\bkmkstart x}}\par "
        r"one\cell two\cell\row{\footnote below}{\object{\objdata 00}}}"
    ).encode("ascii")
    text = read(data)
    assert told(text) == [
        (Part.HEADER, "", "Above"),
        (Part.TEXT, "", "Янка я€ ⟦−was−⟧\none | two"),
        (Part.FOOTNOTES, "", "below"),
    ]
    assert facts(text) == {
        "Author": "Invented",
        "Created": "2021-03-28T03:30:00",
        "EmbeddedObjects": "1",
    }


def test_a_picture_in_rich_text_is_found_by_its_number() -> None:
    photo = hostile.jpeg((32, 32))
    data = (
        rb"{\rtf1 a{\*\shppict{\pict{\*\picprop{\sp x}}\jpegblip\picw32 {\*\blipuid 00ff}"
        + photo.hex().encode("ascii")
        + rb"}}{\nonshppict{\pict\wmetafile8 00}}b}"
    )
    assert [each.part for each in read(data).pieces] == [Part.PICTURE, Part.TEXT]
    assert picture_of(data, 1) == photo
    assert picture_of(data, 2) == b""
