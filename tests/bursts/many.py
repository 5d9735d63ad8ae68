"""Many cases in processes of their own, each of a page and a seed, and what became of each."""

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bursts.monkey import writes_of_a_monkey
from tests.bursts.pages import PLACES, Place
from tests.bursts.playing import compare, drawn_for
from tests.bursts.test_page_life import OPENED, left_after

BURSTS = 3
"""In a sequence: what the first left behind is where the next begins."""
LONGEST_S = 300.0
"""For one case; it takes a second or so, a page that is opened a hundred times twenty."""


@dataclass(frozen=True, slots=True)
class Result:
    """Of one case."""

    part: str
    """What it belongs to: bursts, monkey, …"""
    wrong: str = ""
    """What it is counted as, empty if nothing is wrong; and what to print of it."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One page with what happens on it."""

    seed: int
    number: int
    monkey: bool

    @property
    def place(self) -> Place:
        return PLACES[self.number % len(PLACES)]

    @property
    def round(self) -> int:
        return self.number // len(PLACES)

    @property
    def read_only(self) -> bool:
        """Every other round of the monkey's."""
        return self.monkey and self.round % 2 == 1

    @property
    def part(self) -> str:
        return ("monkey, read-only" if self.read_only else "monkey") if self.monkey else "bursts"

    @property
    def drawn_from(self) -> str:
        return f"{self.seed}.{self.round}"

    def wrong(self, kind: str, text: str) -> Result:
        """Something went wrong, with the line that repeats this case alone."""
        monkey = "--monkey " if self.monkey else ""
        alone = f"python -m tests.bursts {monkey}--seed {self.seed} --only {self.number}"
        return Result(self.part, kind, f"{self.place.name}: {alone}\n{text}")

    async def play(self) -> Result:
        """How it ends."""
        if self.monkey:
            writes = await writes_of_a_monkey(self.place, self.drawn_from, read_only=self.read_only)
            wrong = bool(self.read_only and writes)
            return self.wrong("read-only writes", f"{writes} calls") if wrong else Result(self.part)
        different = await compare(self.place, drawn_for(self.place, self.drawn_from, BURSTS))
        if different is None:
            return Result(self.part)
        return self.wrong("other calls" if different.in_calls else "other screens", str(different))


@dataclass(frozen=True, slots=True)
class Openings:
    """One page that is opened and left so often."""

    number: int
    times: int

    def wrong(self, kind: str, text: str) -> Result:
        """Something is left, or went wrong."""
        alone = f"python -m tests.bursts --pages {self.times} --only {self.number}"
        return Result("pages", kind, f"{OPENED[self.number].name}: {alone}\n{text}")

    async def play(self) -> Result:
        """What is left in memory."""
        left, listeners = await left_after(OPENED[self.number], self.times)
        told = f"{left} pages, {listeners} listeners of {self.times}"
        return self.wrong("left over", told) if left > 1 or listeners else Result("pages")


def played(case: Case | Openings) -> tuple[int, Result]:
    """Number and result, whatever it raises."""
    try:
        return case.number, asyncio.run(asyncio.wait_for(case.play(), LONGEST_S))
    except TimeoutError:
        return case.number, case.wrong("lost", f"not ended in {LONGEST_S:g} s")
    except BaseException:  # noqa: BLE001 - also what a cancelled pump or a thread raises
        return case.number, case.wrong("crashes", traceback.format_exc(limit=-6))


def cases(arguments: argparse.Namespace) -> Iterator[Case | Openings]:
    """Of what the command line asks for."""
    count = len(OPENED) if arguments.pages else arguments.count
    for number in range(count) if arguments.only is None else [arguments.only]:
        if arguments.pages:
            yield Openings(number, arguments.pages)
        else:
            yield Case(arguments.seed, number, arguments.monkey)


def results(wanted: Iterable[Case | Openings], jobs: int) -> Iterator[Result]:
    """As they end; a case whose process ends or stands still is "lost".

    Not with concurrent.futures: it stops for good in Python 3.11 where processes are replaced.
    """
    waited_for = {case.number: case for case in wanted}
    with (
        tempfile.TemporaryDirectory() as home,
        multiprocessing.get_context("spawn").Pool(jobs, partial(_begin, home), maxtasksperchild=50) as pool,
    ):
        coming = pool.imap_unordered(played, list(waited_for.values()))
        try:
            while waited_for:
                number, result = coming.next(LONGEST_S * 2)
                del waited_for[number]
                yield result
        except multiprocessing.TimeoutError:
            yield from (case.wrong("lost", "") for case in waited_for.values())


def _begin(homes: str) -> None:
    """No process writes where another does, and none of what the programs say goes to the terminal."""
    own_home(homes)
    sys.stderr = (Path(os.environ["HOME"]) / "stderr").open("w")


def own_home(homes: str) -> None:
    """Nothing of the machine's is read or written from now on, but what is made in `homes`."""
    os.environ["HOME"] = tempfile.mkdtemp(dir=homes)
    for name in [name for name in os.environ if name.startswith(("AWS_", "TIDB", "XDG_", "SSH_"))]:
        del os.environ[name]
