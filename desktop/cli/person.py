"""``skryniactl person``: list people, say who is one person, remove one made by mistake."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.session import find_person, opened
from desktop.cli.usage import UsageError
from desktop.i18n import N_, _, pgettext
from desktop.model.person import PERSON_KIND
from desktop.model.sameness import Pair, SameAs

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.likely import Candidate, Likely


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        default="",
        metavar=_("TEXT"),
        help=_("Only those with this in a form of the name, in any spelling."),
    )
    list_arguments(parser)


def list_people(arguments: argparse.Namespace, console: Console) -> int:
    """By code, a page at a time."""
    from desktop.vault.records.people import PersonFilter

    wanted = PersonFilter(text=arguments.filter)
    with opened(arguments) as vault:
        total = vault.people.count(wanted)
        found = vault.people.summaries(wanted, arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "people": found})
        return 0
    console.table(
        (_("Code"), pgettext("of a person", "Name"), _("Id")),
        [(", ".join((row.code, *row.one_with)), ", ".join(row.names), row.id) for row in found],
    )
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _person_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("The person: their code or their id.")
    )


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    _person_argument(parser)
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """A person whom no interview names."""
    with opened(arguments) as vault:
        person = find_person(vault, arguments.person)
        return removing.remove(vault, PERSON_KIND, person.id, arguments, console)


def _two_arguments(parser: argparse.ArgumentParser) -> None:
    _person_argument(parser)
    parser.add_argument("other", metavar=_("OTHER"), help=_("The other person, in the same way."))
    _reason_argument(parser)


def _reason_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("How that is known."))


def _say(answer: SameAs) -> Callable[[argparse.Namespace, Console], int]:
    """The command that records this answer."""

    def said(arguments: argparse.Namespace, console: Console) -> int:
        from desktop.messages.likeness import same_as_message

        with opened(arguments) as vault:
            one, other = (find_person(vault, each) for each in (arguments.person, arguments.other))
            if one.id == other.id:
                raise UsageError(_("These are one record: {code}.").format(code=one.code))
            made = vault.sameness.decide(one.id, other.id, answer, arguments.reason)
        if arguments.json:
            console.json({"ok": True, "sameness": made})
        else:
            console.line(f"{one.code} · {other.code}: {same_as_message(answer)}")
        return 0

    return said


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    _person_argument(parser)
    _reason_argument(parser)


def split(arguments: argparse.Namespace, console: Console) -> int:
    """Somebody out of the records of one person; every record is as it was."""
    with opened(arguments) as vault:
        person = find_person(vault, arguments.person)
        decided = vault.sameness.split(person.id, arguments.reason)
    if arguments.json:
        console.json({"ok": True, "decided": decided})
    elif decided:
        console.line(_("{code} stands alone again.").format(code=person.code))
    else:
        console.line(_("{code} was one with nobody.").format(code=person.code))
    return 0


def _candidates_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person",
        metavar=_("PERSON"),
        nargs="?",
        help=_("Only who may be this person: their code or their id."),
    )


def candidates(arguments: argparse.Namespace, console: Console) -> int:
    """Who may be one person and nobody decided, and where decisions contradict each other."""
    with opened(arguments) as vault:
        if arguments.person:
            person = find_person(vault, arguments.person)
            found = [_candidate(person.code, each) for each in vault.likely.of(person.id)]
            resolve = [pair for pair in vault.sameness.groups().to_resolve if person.id in pair]
        else:
            vault.likely.finish()
            found = [_pair(each) for each in vault.likely.pairs(vault.likely.waiting())]
            resolve = list(vault.sameness.groups().to_resolve)
        open_ones = [_contradicting(vault, pair) for pair in resolve]
    if arguments.json:
        console.json({"candidates": found, "to_resolve": open_ones})
        return 0
    for line in (*_lines_of(found), *_lines_to_resolve(open_ones)):
        console.line(line)
    return 0


def _candidate(code: str, found: Candidate) -> dict[str, Any]:
    interviewed = found.interviewed
    return {
        "one": code,
        "other": found.person.code,
        "score": found.likeness.score,
        "reasons": found.likeness.reasons,
        "interviewed": interviewed and {"code": interviewed.code, "at": interviewed.at},
    }


def _pair(found: Likely) -> dict[str, Any]:
    return {
        "one": found.one.code,
        "other": found.other.code,
        "score": found.likeness.score,
        "reasons": found.likeness.reasons,
        "interviewed": None,
    }


def _contradicting(vault: Vault, pair: Pair) -> dict[str, Any]:
    one, other = (vault.called(PERSON_KIND, each) or each for each in pair)
    return {"one": one, "other": other, "answers": sorted(vault.sameness.decided()[pair])}


def _lines_of(found: list[dict[str, Any]]) -> Iterator[str]:
    from desktop.messages.likeness import reasons_message

    for each in found:
        yield f"{each['one']} · {each['other']}: {reasons_message(each['reasons'])}"
    if not found:
        yield _("Nobody else may be the same person.")


def _lines_to_resolve(open_ones: list[dict[str, Any]]) -> Iterator[str]:
    from desktop.messages.likeness import same_as_message

    if open_ones:
        yield _("To be resolved, because decisions contradict each other:")
    for each in open_ones:
        said = " / ".join(same_as_message(answer) for answer in each["answers"])
        yield f"{each['one']} · {each['other']}: {said}"


_ABOUT_SAME = N_(
    "Nothing in either record is changed: those who are one person are shown together, and can be "
    "split again. What you decide is sent to your own organisation only."
)

NOUN = Noun(
    "person",
    N_("List people; say who is one person; remove one made by mistake."),
    (
        Command(
            "list",
            N_("List people, by code."),
            list_people,
            _list_arguments,
            examples=("person list anna.skrynia --filter ганна --json",),
            json=True,
        ),
        Command(
            "candidates",
            N_("List who may be one person, and why."),
            candidates,
            _candidates_arguments,
            examples=("person candidates anna.skrynia", "person candidates anna.skrynia P-004"),
            more=_ABOUT_SAME,
            json=True,
        ),
        Command(
            "same",
            N_("Record that two people are one person."),
            _say(SameAs.SAME),
            _two_arguments,
            examples=("person same anna.skrynia P-004 P-009 --reason 'said so herself'",),
            more=_ABOUT_SAME,
            json=True,
        ),
        Command(
            "not-same",
            N_("Record that two people are not the same person."),
            _say(SameAs.NOT_SAME),
            _two_arguments,
            examples=("person not-same anna.skrynia P-004 P-009",),
            more=_ABOUT_SAME,
            json=True,
        ),
        Command(
            "unsure",
            N_("Record that nobody can say whether two people are one person."),
            _say(SameAs.UNSURE),
            _two_arguments,
            examples=("person unsure anna.skrynia P-004 P-009",),
            more=_ABOUT_SAME,
            json=True,
        ),
        Command(
            "split",
            N_("Take back that a person is the same as others."),
            split,
            _split_arguments,
            examples=("person split anna.skrynia P-009",),
            more=_ABOUT_SAME,
            json=True,
        ),
        Command(
            "remove",
            N_("Remove a person made by mistake, whom no interview is with."),
            remove,
            _remove_arguments,
            examples=("person remove anna.skrynia P-004",),
            more=removing.MORE,
            json=True,
        ),
    ),
)
