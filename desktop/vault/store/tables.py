"""Which table holds which record: the one place where dataclasses and tables are paired.

A new field of a record needs its dataclass and a migration, and nothing here.
"""

from __future__ import annotations

from desktop.model.consent import Consent, ConsentAnswer
from desktop.model.interview import Interview, PriorAccount, Safety, Utterance
from desktop.model.media import Attachment, Derivative, Media, MetadataItem
from desktop.model.person import NameForm, Person
from desktop.model.place import Place, PlaceName
from desktop.vault.store.table import ChildTable, Table

PEOPLE = Table(
    Person,
    "person",
    context=("folded",),
    children={"names": ChildTable(NameForm, "name_form", "person_id")},
)
PLACES = Table(
    Place,
    "place",
    context=("folded",),
    children={"names": ChildTable(PlaceName, "place_name", "place_id")},
)
INTERVIEWS = Table(
    Interview,
    "interview",
    context=("folded",),
    children={"prior_accounts": ChildTable(PriorAccount, "prior_account", "interview_id")},
)
_IN_ORDER = ("interview_id", "position")
_IN_INTERVIEW = ("interview_id", "id")
UTTERANCES = Table(
    Utterance, "utterance", context=_IN_ORDER, unmapped=("row",), unique=_IN_INTERVIEW
)
SAFETY = Table(Safety, "safety", key="interview_id")
CONSENTS = Table(
    Consent,
    "consent",
    children={"answers": ChildTable(ConsentAnswer, "consent_answer", "consent_id")},
)
ATTACHMENTS = Table(Attachment, "attachment", context=_IN_ORDER, unique=_IN_INTERVIEW)
MEDIA = Table(Media, "media", unmapped=("row",))
METADATA = ChildTable(MetadataItem, "media_metadata", "media_row")
DERIVATIVES = Table(Derivative, "derivative", key="parent_id", unmapped=("row",))
