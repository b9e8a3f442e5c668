"""What the tests of drafts ask of a program that runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop.vault import Vault
from tests.support import PASSPHRASE
from tests.ui.conftest import Program, no_error, press
from tests.ui.drafts.forms import answered

T = TypeVar("T")


def asked(program: Program, work: Callable[[Vault], T]) -> T:
    """What the open vault answers, after everything asked of it before."""
    told: list[T] = []
    program.controller.worker.run(work, told.append, no_error, program.controller)
    program.wait(lambda: bool(told))
    return told[0]


def unlock_again(program: Program) -> None:
    press(program.locked.field.edit, PASSPHRASE)
    program.locked.button.click()
    program.wait(lambda: program.controller.lock_screen is None)
    answered(program)
