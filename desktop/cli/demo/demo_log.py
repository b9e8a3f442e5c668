"""What the demo did, step by step, for the table at its end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop.cli.console import Console
from desktop.i18n import _
from desktop.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class Step:
    """``held`` is None for something done, and True or False for something proven."""

    what: str
    result: str
    seconds: float
    held: bool | None = None


@dataclass(slots=True)
class DemoLog:
    """Steps in the order in which they happened, each told as soon as it is over."""

    console: Console
    progress: Progress = no_progress
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Time a step. What is appended to the list yielded is its result."""
        said: list[str] = []
        self.progress(0, 0, what)
        start = time.perf_counter()
        yield said
        self._add(Step(what, ", ".join(said), time.perf_counter() - start))

    @contextmanager
    def proof(self, what: str) -> Iterator[Proof]:
        """Time a proof; it holds when nothing failed and at least one thing was looked at."""
        proof = Proof()
        self.progress(0, 0, what)
        start = time.perf_counter()
        yield proof
        self._add(Step(what, proof.result, time.perf_counter() - start, proof.held))

    @property
    def held(self) -> bool:
        """Whether every proof held, and there was one."""
        proofs = [step.held for step in self.steps if step.held is not None]
        return bool(proofs) and all(proofs)

    def table(self) -> None:
        """Print everything."""
        words = {None: "", True: _("no problems"), False: _("PROBLEM FOUND")}
        self.console.table(
            (_("Step"), _("Result"), "s", ""),
            [(s.what, s.result, f"{s.seconds:.2f}", words[s.held]) for s in self.steps],
        )

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        self.console.note(f"· {step.what}")


@dataclass(slots=True)
class Proof:
    """Counts what was looked at and keeps what did not hold."""

    looked_at: int = 0
    failures: list[str] = field(default_factory=list)

    def check(self, holds: bool, name: str) -> None:
        """One thing looked at; ``name`` says which, should it not hold."""
        self.looked_at += 1
        if not holds:
            self.failures.append(name)

    @property
    def held(self) -> bool:
        """A proof that looked at nothing has failed."""
        return self.looked_at > 0 and not self.failures

    @property
    def result(self) -> str:
        """What was looked at, or the names of what did not hold."""
        if self.failures:
            return ", ".join(self.failures)
        return _("{count} checked").format(count=self.looked_at)
