"""argparse in the person's language: its own sentences, headings and layout."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from desktop.i18n import N_, _, ngettext

# argparse looks these up in its module's own ``_`` whenever it says something; they stand
# here so that they enter the catalogue. Those of another Python version stay English.
ARGPARSE_SENTENCES = (
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("not allowed with argument %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


def speak() -> None:
    """Let argparse's own sentences come from our catalogue."""
    vars(argparse).update({"_": _, "ngettext": ngettext})


class HelpFormatter(argparse.HelpFormatter):
    """Paragraphs are wrapped, indented lines stay; commands are listed without a heading line."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, max_help_position=30, **options)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The usage line, with its first word in the language in force."""
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(self._filled(line, width, indent) for line in text.splitlines())

    def _filled(self, line: str, width: int, indent: str) -> str:
        return line if line.startswith("  ") else super()._fill_text(line, width, indent)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return self._join_parts(map(self._format_action, action._get_subactions()))
        return super()._format_action(action)
