"""That an interview is not in the words that were said, for who reads it."""

from __future__ import annotations

from typing import Final

from desktop.i18n import N_

NOT_THE_WORDS_SAID: Final = N_(
    "Names and other details were replaced before this was sent. The person’s own words stayed "
    "with whoever sent it, and nothing is changed in these."
)
