"""``skryniactl photos list``: which photos and files are kept, and where each of them stands."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, list_arguments
from desktop.cli.session import find_interview, find_set, opened, when
from desktop.cli.usage import UsageError, day, one_of, text
from desktop.i18n import N_, _
from desktop.model.file_sort import FileSort

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.originals.media_lists import MediaFilter, MediaOrder

_ORDERS = ("newest", "oldest", "taken", "name")


def _arguments(parser: argparse.ArgumentParser) -> None:
    list_arguments(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--interview", metavar=_("INTERVIEW"), help=_("Only what is attached to this interview.")
    )
    where.add_argument(
        "--without-interview",
        action="store_true",
        help=_("Only what is attached to no interview yet."),
    )
    parser.add_argument("--set", metavar=_("SET"), help=_("Only what is in this set."))
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        type=partial(one_of, codes=tuple(FileSort)),
        metavar=_("KIND"),
        help=_("Only of this kind: {codes}; once for each.").format(codes=", ".join(FileSort)),
    )
    for name, said in (
        ("--taken-since", _("Only what was taken on this day or later, by the camera's clock.")),
        ("--taken-until", _("Only what was taken on this day or earlier, by the camera's clock.")),
        ("--since", _("Only what came into the vault on this day or later.")),
        ("--until", _("Only what came into the vault on this day or earlier.")),
    ):
        parser.add_argument(name, type=day, default="", metavar=_("DAY"), help=said)
    parser.add_argument(
        "--with-place", action="store_true", help=_("Only what says where it was taken.")
    )
    parser.add_argument(
        "--problem",
        action="store_true",
        help=_("Only what cannot be shown whole, or whose bytes have changed."),
    )
    handed = parser.add_mutually_exclusive_group()
    handed.add_argument(
        "--handed-over", action="store_true", help=_("Only what a receipt confirms.")
    )
    handed.add_argument(
        "--not-handed-over", action="store_true", help=_("Only what no receipt confirms yet.")
    )
    parser.add_argument(
        "--name", type=text, default="", metavar=_("TEXT"), help=_("Only with this in the name.")
    )
    parser.add_argument(
        "--sort",
        choices=_ORDERS,
        metavar=_("ORDER"),
        help=_("Sort by: {codes}. A set is listed in its own order otherwise.").format(
            codes=", ".join(_ORDERS)
        ),
    )


def list_photos(arguments: argparse.Namespace, console: Console) -> int:
    """What is kept, newest first, with the hash each came with."""
    from desktop.messages.media_kind import kind_told

    with opened(arguments) as vault:
        chosen, order = _filter(vault, arguments), _order(arguments)
        total = vault.media.count(chosen)
        rows = vault.media.summaries(chosen, arguments.offset, arguments.limit, order)
        found = [row.media for row in rows]
        goes = {each.id: vault.companions.goes_with(each.id) for each in found}
    belongs = {id_: other for id_, other in goes.items() if other}
    if arguments.json:
        ids = {id_: other.id for id_, other in belongs.items()}
        told = {"total": total, "offset": arguments.offset, "media": found, "belongs_to": ids}
        stands = {row.media.id: row.interviews for row in rows if row.interviews}
        console.json({**told, "interviews": stands})
        return 0
    names = {id_: other.original_name for id_, other in belongs.items()}
    console.table(
        (
            _("Added"), _("Name"), _("Interviews"), _("Belongs to"), _("Type"), _("Bytes"),
            "SHA-256", _("Id"),
        ),
        [
            (
                when(m.added_at), m.original_name, ", ".join(each.code for each in row.interviews),
                names.get(m.id, ""), kind_told(m.media_type), m.size, m.sha256, m.id,
            )
            for row in rows
            for m in (row.media,)
        ],
    )  # fmt: skip
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _filter(vault: Vault, arguments: argparse.Namespace) -> MediaFilter:
    from desktop.vault.records.originals.media_lists import MediaFilter

    for first, last in (
        (arguments.taken_since, arguments.taken_until),
        (arguments.since, arguments.until),
    ):
        if first and last and first > last:
            raise UsageError(_("The first of these days is later than the last."))
    named, of_set = arguments.interview, arguments.set
    return MediaFilter(
        text=arguments.name,
        interview=find_interview(vault, named).id if named else "",
        set_id=find_set(vault, of_set).id if of_set else "",
        attached=False if arguments.without_interview else None,
        sorts=frozenset(map(FileSort, arguments.kind)),
        taken_since=arguments.taken_since,
        taken_until=arguments.taken_until,
        arrived_since=arguments.since,
        arrived_until=arguments.until,
        place=True if arguments.with_place else None,
        problem=True if arguments.problem else None,
        handed_over=_either(arguments.handed_over, arguments.not_handed_over),
    )


def _either(yes: bool, no: bool) -> bool | None:
    return yes if yes or no else None


def _order(arguments: argparse.Namespace) -> MediaOrder:
    from desktop.vault.records.originals.media_lists import MediaOrder

    if arguments.sort:
        return MediaOrder(arguments.sort)
    return MediaOrder.IN_SET if arguments.set else MediaOrder.NEWEST


LIST = Command(
    "list",
    N_("List what is kept."),
    list_photos,
    _arguments,
    examples=(
        "photos list anna.skrynia --interview WAW-003 --kind picture --kind video",
        "photos list anna.skrynia --without-interview --since 2026-12-01",
    ),
    json=True,
)
