"""PDF files that a test makes: small ones, of people who were never there."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.resources import resource_path

_FONT = "made-pdf"


def letter(*pages: str) -> bytes:
    """A page each, with letters that only its font knows."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        path = resource_path("fonts/NotoSans-Regular.ttf")
        pdfmetrics.registerFont(TTFont(_FONT, str(path), shapable=False))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setAuthor("Зоська Выдуманая")
    canvas.setTitle("Ліст")
    for page in pages:
        canvas.setFont(_FONT, 12)
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(72, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def closed(*, to_all: bool = True) -> bytes:
    """One that asks for a passphrase: everybody, or only those who would change it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter("Ліст"))))
    writer.encrypt("выдумка" if to_all else "", "іншая", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def raw(content: bytes, resources: bytes = b"", more: bytes = b"", filters: bytes = b"") -> bytes:
    """One page of this content, as it stands; ``more``: objects from the sixth on."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<"
        b"/Font<</F 5 0 R>>" + resources + b">>>>endobj\n"
        b"4 0 obj<</Length %d" % len(content) + filters + b">>stream\n" + content + b"\nendstream "
        b"endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        + more + b"trailer<</Root 1 0 R/Size 40>>\nstartxref\n0\n%%EOF\n"
    )  # fmt: skip
