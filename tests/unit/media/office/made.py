"""Office files that a test makes: small ones, of people who were never there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from tests.unit.media import hostile

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation.main+xml",
}
CORE: Final = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">'
    "<dc:creator>Зоська Выдуманая</dc:creator><cp:lastModifiedBy>Янка Нябыты</cp:lastModifiedBy>"
    "<dcterms:created>2021-03-28T03:30:00Z</dcterms:created><cp:revision>7</cp:revision>"
    "<cp:lastPrinted>2021-04-01T10:00:00Z</cp:lastPrinted></cp:coreProperties>"
)
APP: Final = '<Properties xmlns="p"><Company>Фонд Прыдуманы</Company></Properties>'
PHOTO: Final = "word/media/image1.jpeg"
PICTURE: Final = hostile.jpeg((64, 48))


def package(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, held in members.items():
            opened.writestr(name, held)
    return out.getvalue()


def rels(*targets: tuple[str, str, str], outside: tuple[str, ...] = ()) -> str:
    """Id, kind and target of what a member refers to; ``outside``: ids of those that lie there."""
    where = {True: ' TargetMode="External"', False: ""}
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{target}"{where[id_ in outside]}/>'
        for id_, kind, target in targets
    )
    return f'<Relationships xmlns="{_RELS}">{lines}</Relationships>'


def ooxml(main: str, members: Mapping[str, str | bytes]) -> bytes:
    """An office file of Microsoft's kind, with what it says of itself."""
    types = f'<Types><Override PartName="/{main}" ContentType="{TYPES[main]}"/></Types>'
    root = rels(
        ("r1", "officeDocument", main),
        ("r2", "metadata/core-properties", "docProps/core.xml"),
        ("r3", "extended-properties", "docProps/app.xml"),
    )
    return package(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": root,
            "docProps/core.xml": CORE,
            "docProps/app.xml": APP,
            **members,
        }
    )


def docx(body: str, members: Mapping[str, str | bytes] = {}) -> bytes:
    """A letter with this body."""
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_A}" xmlns:mc="m">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return ooxml("word/document.xml", {"word/document.xml": document, **members})


def said(words: str) -> str:
    """A paragraph."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def letter() -> bytes:
    """A letter with a table, changes, a comment, a header, a footnote and a photo."""
    cells = "".join(f"<w:tc>{said(each)}</w:tc>" for each in ("дата", "месца"))
    more = "".join(f"<w:tc>{said(each)}</w:tc>" for each in ("3 мая", "вул. Няісная, 5"))
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">Нас было </w:t></w:r>'
        '<w:del w:id="1" w:author="Янка Нябыты" w:date="2021-04-01T10:00:00Z">'
        "<w:r><w:delText>двое</w:delText></w:r></w:del>"
        '<w:ins w:id="2" w:author="Янка Нябыты"><w:r><w:t>трое</w:t></w:r></w:ins></w:p>'
    )
    photo = '<w:p><w:r><w:drawing><a:blip r:embed="p1"/></w:drawing></w:r></w:p>'
    boxed = (
        f"<mc:AlternateContent><mc:Choice>{said('у рамцы')}</mc:Choice>"
        f"<mc:Fallback>{said('у рамцы')}</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        said("Паказанні Зоські")
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{more}</w:tr></w:tbl>"
        + changed
        + photo
        + f"<w:p><w:r>{boxed}</w:r></w:p>"
    )
    part = f'<w:hdr xmlns:w="{_W}">{{}}</w:hdr>'
    comment = (
        f'<w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="Алеся" '
        f'w:date="2021-04-02T09:00:00Z">{said("спытаць пра дату")}</w:comment></w:comments>'
    )
    return docx(
        body,
        {
            "word/_rels/document.xml.rels": rels(
                ("h", "header", "header1.xml"),
                ("f", "footnotes", "footnotes.xml"),
                ("c", "comments", "comments.xml"),
                ("p1", "image", "media/image1.jpeg"),
            ),
            "word/header1.xml": part.format(said("Таямніца")),
            "word/footnotes.xml": part.format(said("гл. дадатак")),
            "word/comments.xml": comment,
            PHOTO: PICTURE,
        },
    )


def xlsx(rows: str, members: Mapping[str, str | bytes] = {}) -> bytes:
    """A workbook of one visible sheet and a hidden one, days as numbers, strings shared."""
    book = (
        f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
        '<sheet name="Затрыманыя" sheetId="1" r:id="s1"/>'
        '<sheet name="Схаваны" sheetId="2" state="hidden" r:id="s2"/></sheets></workbook>'
    )
    styles = (
        f'<styleSheet xmlns="{_S}"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
        '<numFmt numFmtId="165" formatCode="0.00&quot; дзён&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/>'
        "</cellXfs></styleSheet>"
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{{}}</sheetData></worksheet>'
    return ooxml(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": rels(
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("s2", "worksheet", "worksheets/sheet2.xml"),
                ("t", "sharedStrings", "sharedStrings.xml"),
                ("y", "styles", "styles.xml"),
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{_S}"><si><t>Імя</t></si>'
            "<si><r><t>Янка </t></r><r><t>Нябыты</t></r></si></sst>",
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": sheet.format(rows),
            "xl/worksheets/sheet2.xml": sheet.format(
                '<row><c t="inlineStr"><is><t>тайна</t></is></c></row>'
            ),
            **members,
        },
    )


def pptx(members: Mapping[str, str | bytes] = {}) -> bytes:
    """Two slides, of which the file names the second first, with notes."""
    shape = "<p:sp><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    head = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"'
    number = (
        '<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr>'
        "<p:txBody><a:p><a:t>99</a:t></a:p></p:txBody></p:sp>"
    )
    return ooxml(
        "ppt/presentation.xml",
        {
            "ppt/presentation.xml": f"<p:presentation {head}><p:sldIdLst>"
            '<p:sldId id="256" r:id="b"/><p:sldId id="257" r:id="a"/>'
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": rels(
                ("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")
            ),
            "ppt/slides/slide1.xml": f'<p:sld {head} show="0">{shape.format("потым")}</p:sld>',
            "ppt/slides/slide2.xml": f"<p:sld {head}>{shape.format('спачатку')}{number}</p:sld>",
            "ppt/slides/_rels/slide2.xml.rels": rels(
                ("n", "notesSlide", "../notesSlides/notesSlide1.xml")
            ),
            "ppt/notesSlides/notesSlide1.xml": f"<p:notes {head}>{shape.format('сказаць')}"
            "</p:notes>",
            **members,
        },
    )


def opendocument(kind: str, body: str, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument file of this kind: text, spreadsheet, presentation."""
    head = (
        'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="w" xmlns:dc="d"'
        ' xmlns:presentation="p" xmlns:style="s" xmlns:meta="m" xmlns:xlink="x"'
    )
    return package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {head}><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {head}>{styles}</office:document-styles>",
            "meta.xml": f"<office:document-meta {head}>{meta}</office:document-meta>",
        }
    )
