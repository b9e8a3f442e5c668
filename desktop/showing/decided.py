"""Replace, keep or ask: what a person decided about one place in a text."""

from desktop.model.name_decision import Choice as Choice
from desktop.model.name_decision import Decided as Decided
