"""Consent: the record, and the one gate over it.

What is imported from here is what nearly everybody needs; the rest, a subject a module, by its
own name.
"""

from desktop.model.consent.gate import (
    KEEPING as KEEPING,
)
from desktop.model.consent.gate import (
    PHOTOGRAPHS as PHOTOGRAPHS,
)
from desktop.model.consent.gate import (
    Cell as Cell,
)
from desktop.model.consent.gate import (
    ConsentBranches as ConsentBranches,
)
from desktop.model.consent.gate import (
    Decided as Decided,
)
from desktop.model.consent.gate import (
    Decision as Decision,
)
from desktop.model.consent.gate import (
    Standing as Standing,
)
from desktop.model.consent.gate import (
    answer_to as answer_to,
)
from desktop.model.consent.gate import (
    cells_of as cells_of,
)
from desktop.model.consent.gate import (
    may_leave as may_leave,
)
from desktop.model.consent.gate import (
    named_in as named_in,
)
from desktop.model.consent.gate import (
    narrowest_decision as narrowest_decision,
)
from desktop.model.consent.gate import (
    whole_refusal as whole_refusal,
)
from desktop.model.consent.gate import (
    why_none_kept as why_none_kept,
)
from desktop.model.consent.gate import (
    why_not_kept as why_not_kept,
)
from desktop.model.consent.purpose import (
    Purpose as Purpose,
)
from desktop.model.consent.record import (
    CONSENT_KIND as CONSENT_KIND,
)
from desktop.model.consent.record import (
    Answer as Answer,
)
from desktop.model.consent.record import (
    Consent as Consent,
)
from desktop.model.consent.record import (
    ConsentAnswer as ConsentAnswer,
)
from desktop.model.consent.record import (
    DecidedBy as DecidedBy,
)
from desktop.model.consent.record import (
    HowGiven as HowGiven,
)
from desktop.model.consent.record import (
    Identification as Identification,
)
from desktop.model.consent.record import (
    RecipientKind as RecipientKind,
)
from desktop.model.consent.record import (
    Refusal as Refusal,
)
from desktop.model.consent.record import (
    decided_last as decided_last,
)
from desktop.model.consent.record import (
    when_decided as when_decided,
)
