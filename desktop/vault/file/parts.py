"""What people call the parts of a vault, where a check or a rescue names one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop.i18n import N_, gettext
from desktop.vault.kinds.all import KINDS
from desktop.vocabulary import vocabulary

_REST: Final = N_("data that the vault keeps about itself")
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    N_("your name and keys"): ("identity",),
    N_("contact cards"): ("card",),
    N_("your organisation"): ("organisation", "organisation_signed"),
    N_("decisions about consent"): ("consent_said", "consent_standing", "unread_ground"),
    N_("questions of safety"): ("safety",),
    N_("which interviews a person gave"): ("person_of_interview", "pair_of_sameness"),
    N_("which interviews a file belongs to"): ("attachment_of_media",),
    N_("photos and files"): (
        "media_alias", "media_chunk", "media_metadata", "file_text", "file_unfound",
        "picture_pending", "working_copy", "unfinished_file", "came_with", "likeness",
        "lookalike_said",
    ),
    N_("checks of photos and files"): ("fixity", "fixity_run"),
    N_("earlier versions of records"): (
        "record_version", "version_parent", "working_state", "derived",
    ),
    N_("keys of authors"): ("author",),
    N_("seals"): ("seal",),
    N_("the custody log"): (
        "custody", "custody_head", "custody_of", "custody_received", "custody_salt",
    ),
    N_("packages that were sent"): (
        "package_sent", "package_sent_piece", "package_unfinished", "package_untold",
        "package_item", "package_record",
    ),
    N_("packages that were received"): (
        "package_received", "package_received_piece", "set_aside",
    ),
    N_("receipts"): ("receipt",),
    N_("drafts"): ("draft",),
    N_("decisions about names"): ("name_decision",),
    N_("protected names"): ("protected_name",),
    N_("the list of backups"): ("backup_place",),
    N_("the list of ways to unlock"): ("way_in",),
    N_("the search"): (
        "search_entry", "search_text", "search_waiting", "search_word",
    ),
    _REST: ("object", "session", "tally", "vault_meta"),
}  # fmt: skip
_CALLED: Final = {table: words for words, tables in _PARTS.items() for table in tables}
_RECORDS: Final = {table: kind.name for kind in KINDS for table in (kind.table.name, *kind.rows)}


def part_called(table: str) -> str:
    """What the part is called that this table holds, within a sentence."""
    if table in _RECORDS:
        return vocabulary("record_kinds").within(_RECORDS[table])
    return gettext(_CALLED.get(table, _REST))


def parts_called(tables: Iterable[str]) -> tuple[str, ...]:
    """Those of several, each once."""
    return tuple(dict.fromkeys(part_called(each) for each in tables))


def has_words(table: str) -> bool:
    """Whether a table is named by more than what is left."""
    return table in _RECORDS or table in _CALLED
