"""One value of a file as bounded text."""

from __future__ import annotations

from PIL import TiffImagePlugin

from desktop.media.decoding.wire import MAX_VALUE
from desktop.media.metadata.text import is_text, older_text
from desktop.model.media import MetadataItem


def item(group: str, key: str, value: object) -> MetadataItem:
    """Of a key and a value as they were read; each is cut where it is too long."""
    return MetadataItem(group, clean(key)[:100] or "?", as_text(value)[:MAX_VALUE])


def as_text(value: object) -> str:
    """One value as text: bytes that are no text are said by their number."""
    if isinstance(value, bytes):
        return _bytes_as_text(value)
    if isinstance(value, tuple | list):
        shown = ", ".join(as_text(part) for part in value[:64])
        return shown + (" …" if len(value) > 64 else "")
    if isinstance(value, dict):
        return f"({len(value)})"
    if isinstance(value, float | TiffImagePlugin.IFDRational):
        return f"{float(value):.9g}"
    return clean(str(value))


def _bytes_as_text(value: bytes) -> str:
    """UTF-8 or an older page where it is nothing but text."""
    held = value.rstrip(b"\0 ")
    try:
        text = clean(held.decode("utf-8"))
    except UnicodeDecodeError:
        text = older_text(held) if is_text(held) and any(32 < c < 127 for c in held) else ""
    if text or not value.strip(b"\0 "):
        return text or ("0x00" if value == b"\0" else "")
    return "0x" + value.hex() if len(value) <= 16 else f"({len(value)} bytes)"


def clean(text: str) -> str:
    """Well-formed text without control characters, so that it stores, prints and travels."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in whole).strip()
