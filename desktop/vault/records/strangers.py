"""What keys that nobody here knows closed, and settling all that one of them did at once.

A key costs nothing, and anybody's signature narrows: whoever brings a package may bring a word of
a key made for it about every interview. Each may be settled by itself
(``Consents.settle``); a person here may also say once, of one key, that what was decided holds.
What a trusted card signed is never settled so: that is somebody's word, and the person is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.errors import AuthorKnown
from desktop.i18n import _
from desktop.progress import Progress, no_progress
from desktop.vault.kinds.standing import TABLE
from desktop.vault.records.consents import Consents
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

# One that names no interview, as it cannot be read, is about that of its consent.
_NAMED: Final = (
    "SELECT DISTINCT s.author, coalesce(nullif(s.interview_id, ''), c.interview_id)"  # noqa: S608
    f" FROM {TABLE} s LEFT JOIN consent c ON c.id = s.consent_id"
    " WHERE NOT s.made_here ORDER BY 1, 2"
)


class Strangers:
    """Those of one vault."""

    def __init__(self, db: Database, consents: Consents, versions: Versions) -> None:
        self._db, self._consents, self._versions = db, consents, versions

    def closing(self) -> Mapping[str, list[str]]:
        """By the fingerprint of each author whom nobody here knows, the interviews in which
        something of theirs counts and may be settled here."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for author, interview_id in self._named():
            if self._of(author, interview_id):
                found[author].append(interview_id)
        return found

    def settle(self, author: str, reason: str, progress: Progress = no_progress) -> int:
        """Say of every interview that what was decided holds, whatever this author says of it; in
        how many something was settled.

        ``reason``: how that is known; it travels with each. ``AuthorKnown`` where the author's
        card is trusted here, ``DecisionIncomplete`` without a reason. ``Cancelled`` between two
        interviews leaves the rest as it is; the next try goes on.
        """
        if self._versions.is_known(author):
            raise AuthorKnown("the card is trusted here")
        interviews = [each for named, each in self._named() if named == author]
        settled = 0
        for number, interview_id in enumerate(interviews):
            progress(number, len(interviews), _("Settling what others decided"))
            with self._db.transaction():
                theirs = self._of(author, interview_id)
                self._consents.hold(interview_id, theirs, reason)
            settled += bool(theirs)
        return settled

    def _named(self) -> Iterator[tuple[str, str]]:
        """Each such author, with an interview that something of theirs names."""
        known: dict[str, bool] = {}
        for author, interview_id in self._db.all(_NAMED):
            if author not in known:
                known[author] = self._versions.is_known(author)
            if interview_id and not known[author]:
                yield author, interview_id

    def _of(self, author: str, interview_id: str) -> list[str]:
        """The versions of this author that count beside what is decided, and may be settled; none
        where nobody here decided, or what was decided is withdrawn."""
        beside = self._consents.beside(interview_id)
        decided = self._consents.decided(interview_id) if beside.answered else None
        if decided is None or decided.withdrawn_at is not None:
            return []
        ids = (each.id for each, _says in beside.versions if each.document.author == author)
        return [each for each in ids if each not in beside.stay]
