"""Letters with very many short pieces, which a window may not show all at once."""

from __future__ import annotations

from tests.unit.media.office import made

_COMMENTS = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def comments(number: int) -> bytes:
    """So many, of a word each."""
    each = f'<w:comment w:id="0" w:author="Алеся">{made.said("так")}</w:comment>'
    return made.docx(
        made.said("x"),
        {
            "word/_rels/document.xml.rels": made.rels(("c", "comments", "comments.xml")),
            "word/comments.xml": f"{_COMMENTS}{each * number}</w:comments>",
        },
    )


def mentions(number: int) -> bytes:
    """So many, all of one picture."""
    return made.docx(
        '<w:p><w:r><w:drawing><a:blip r:embed="p1"/></w:drawing></w:r></w:p>' * number,
        {
            "word/_rels/document.xml.rels": made.rels(("p1", "image", "media/image1.jpeg")),
            made.PHOTO: made.PICTURE,
        },
    )
