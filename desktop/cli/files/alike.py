"""``skryniactl photos alike``: which pictures look like one, and what a person says of two."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened
from desktop.i18n import N_, _
from desktop.model.lookalike import Answer
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.model.media import Media
    from desktop.vault import Vault
    from desktop.vault.records.originals.lookalikes import Lookalike

_PAGE: Final = 200


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "photo",
        nargs="?",
        metavar=_("PHOTO"),
        help=_("The picture, by its id or SHA-256. Left out: all pictures."),
    )
    said = parser.add_mutually_exclusive_group()
    said.add_argument(
        "--not-same", metavar=_("PHOTO"), help=_("This one shows something else: no more offered.")
    )
    said.add_argument(
        "--keep-both", metavar=_("PHOTO"), help=_("Both stay: this one is no more offered.")
    )


def alike(arguments: argparse.Namespace, console: Console) -> int:
    """Say what two pictures are to each other, or list which look alike."""
    from desktop.cli.usage import UsageError

    answered = arguments.not_same or arguments.keep_both
    if answered and not arguments.photo:
        raise UsageError(_("Name the other picture as well."))
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        changed = bool(answered) and _say(vault, arguments, answered)
        one = media_id_of(vault, arguments.photo) if arguments.photo else ""
        _learn(vault, progress)
        found = _of_one(vault, one) if one else _of_all(vault, progress)
    if arguments.json:
        told = [{"file": each, "other": other._asdict()} for each, other in found]
        console.json({"changed": changed, "alike": told})
        return 0
    _tell(found, console, whole=not one)
    return 0


def _say(vault: Vault, arguments: argparse.Namespace, other: str) -> bool:
    answer = Answer.DIFFERENT if arguments.not_same else Answer.BOTH_STAY
    one = media_id_of(vault, arguments.photo)
    return vault.lookalikes.say(one, media_id_of(vault, other), answer)


def _learn(vault: Vault, progress: Progress) -> None:
    """What came in before this was kept is read first."""
    from desktop.media.decoding.lookalikes import learn_some

    while learn_some(vault):
        progress(0, 1, _("Comparing the pictures"))


def _of_one(vault: Vault, media_id: str) -> list[tuple[Media, Lookalike]]:
    media = vault.media.get(media_id)
    return [(media, each) for each in vault.lookalikes.of(media.id)]


def _of_all(vault: Vault, progress: Progress) -> list[tuple[Media, Lookalike]]:
    """Each two once, of which nobody said anything yet."""
    total, done = vault.media.count(), 0
    found: list[tuple[Media, Lookalike]] = []
    told: set[frozenset[str]] = set()
    while page := vault.media.all(done, _PAGE):
        for media in page:
            progress(done, total, _("Comparing the pictures"))
            done += 1
            for each in vault.lookalikes.offered(media.id):
                if (two := frozenset((media.id, each.media.id))) not in told:
                    told.add(two)
                    found.append((media, each))
    return found


def _tell(found: list[tuple[Media, Lookalike]], console: Console, *, whole: bool) -> None:
    from desktop.messages.lookalikes import caution, how

    if not found:
        nothing = _("No pictures look alike.") if whole else _("No other picture looks like it.")
        console.line(nothing)
        return
    console.table(
        (_("Name"), _("Other picture"), _("How alike"), _("Id"), _("Id of the other")),
        [
            (media.original_name, each.media.original_name, how(each), media.id, each.media.id)
            for media, each in found
        ],
    )
    console.note(caution())


ALIKE = Command(
    "alike",
    N_("List pictures that look like one, or like each other; say what they are."),
    alike,
    _arguments,
    examples=(
        "photos alike anna.skrynia",
        "photos alike anna.skrynia 3f1c…",
        "photos alike anna.skrynia 3f1c… --keep-both 77aa…",
    ),
    more=N_(
        "A picture that was made smaller, saved once more or sent by a messenger has other bytes "
        "and looks the same. It is only told: nothing is merged or removed."
    ),
    json=True,
)
