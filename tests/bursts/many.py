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
LONGEST_S = 120.0
"""For one case; it takes three seconds or so."""


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


def played(case: Case) -> tuple[int, Result]:
    """Number and result, whatever it raises."""
    try:
        return case.number, asyncio.run(asyncio.wait_for(case.play(), LONGEST_S))
    except BaseException:  # noqa: BLE001 - also what a cancelled pump or a thread raises
        return case.number, case.wrong("crashes", traceback.format_exc(limit=-6))


def cases(arguments: argparse.Namespace) -> list[Case]:
    """Of what the command line asks for."""
    numbers = range(arguments.count) if arguments.only is None else [arguments.only]
    return [Case(arguments.seed, number, arguments.monkey) for number in numbers]


def results(wanted: Iterable[Case], jobs: int) -> Iterator[Result]:
    """As they end; a case whose process ends or stands still is "lost".

    Not with concurrent.futures: it stops for good in Python 3.11 where processes are replaced.
    """
    waited_for = {case.number: case for case in wanted}
    with (
        tempfile.TemporaryDirectory() as home,
        multiprocessing.get_context("spawn").Pool(jobs, partial(_own_home, home), maxtasksperchild=50) as pool,
    ):
        coming = pool.imap_unordered(played, waited_for.values())
        try:
            while waited_for:
                number, result = coming.next(LONGEST_S * 2)
                del waited_for[number]
                yield result
        except multiprocessing.TimeoutError:
            yield from (case.wrong("lost", "") for case in waited_for.values())


def pages(openings: int) -> Iterator[Result]:
    """Each page opened so often, and what is left of it in memory."""
    for place in OPENED:
        left, listeners = asyncio.run(left_after(place, openings))
        told = f"{place.name}: {left} pages, {listeners} listeners of {openings}"
        yield Result("pages", "left over", told) if left > 1 or listeners else Result("pages")


def _own_home(homes: str) -> None:
    """Nothing of the machine's is read or written, and no process writes where another does."""
    os.environ["HOME"] = tempfile.mkdtemp(dir=homes)
    for name in [name for name in os.environ if name.startswith(("AWS_", "TIDB", "XDG_", "SSH_"))]:
        del os.environ[name]
    sys.stderr = (Path(os.environ["HOME"]) / "stderr").open("w")
