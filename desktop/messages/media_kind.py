"""What kind of file one is, in words: nobody reads ``application/vnd.openxmlformats…``."""

from __future__ import annotations

from typing import Final

from desktop.i18n import N_, Translator, current_translator

_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
_NAMED: Final = {
    "application/pdf": N_("PDF document"),
    "application/rtf": N_("Rich text (RTF)"),
    "application/x-ole-storage": N_("Older Office document, or one with a passphrase"),
    f"{_OOXML}wordprocessingml.document": N_("Word document"),
    f"{_OOXML}spreadsheetml.sheet": N_("Excel spreadsheet"),
    f"{_OOXML}presentationml.presentation": N_("PowerPoint presentation"),
    f"{_OPEN}text": N_("Text document (OpenDocument)"),
    f"{_OPEN}spreadsheet": N_("Spreadsheet (OpenDocument)"),
    f"{_OPEN}presentation": N_("Presentation (OpenDocument)"),
    f"{_OPEN}graphics": N_("Drawing (OpenDocument)"),
}
_ARCHIVES: Final = {
    "application/zip": "ZIP",
    "application/gzip": "gzip",
    "application/vnd.rar": "RAR",
    "application/x-7z-compressed": "7z",
    "application/x-bzip2": "bzip2",
    "application/x-xz": "xz",
}
_RAW: Final = {
    "image/x-canon-cr2": "Canon CR2",
    "image/x-canon-cr3": "Canon CR3",
    "image/x-fujifilm-raf": "Fujifilm RAF",
    "image/x-olympus-orf": "Olympus ORF",
    "image/x-panasonic-rw2": "Panasonic RW2",
}
_FORMATS: Final = {
    "image/jp2": "JPEG 2000",
    "image/jxl": "JPEG XL",
    "image/webp": "WebP",
    "audio/mp4": "M4A",
    "audio/mpeg": "MP3",
    "audio/ogg": "Ogg",
    "video/quicktime": "QuickTime",
    "video/x-matroska": "Matroska",
    "video/x-msvideo": "AVI",
}
"""Where it is called otherwise than its type says."""
_SORTS: Final = {
    "image": N_("Picture ({format})"),
    "audio": N_("Sound ({format})"),
    "video": N_("Film ({format})"),
}


def kind_told(media_type: str, translator: Translator | None = None) -> str:
    """In words; a type that is not known here as it is."""
    _ = (translator or current_translator()).gettext
    if media_type in _ARCHIVES:
        return _("Archive ({format})").format(format=_ARCHIVES[media_type])
    if media_type in _RAW:
        return _("Raw photo ({format})").format(format=_RAW[media_type])
    named = _NAMED.get(media_type.removesuffix("-template"))
    if named is not None:
        return _(named)
    sort, _slash, of = media_type.partition("/")
    if sort in _SORTS:
        return _(_SORTS[sort]).format(format=_FORMATS.get(media_type, of.upper()))
    if media_type == "application/octet-stream":
        return _("File of a kind that is not known here")
    return _("File ({type})").format(type=media_type)
