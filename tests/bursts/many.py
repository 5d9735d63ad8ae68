"""Many plays in processes of their own, each of a page and a seed, and what became of each."""

import argparse
import asyncio
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from tests.bursts.monkey import writes_of_a_monkey
from tests.bursts.pages import PLACES, Place
from tests.bursts.playing import compare, drawn_for
from tests.bursts.test_page_life import OPENED, left_after

BURSTS = 3
"""In a sequence: what the first left behind is where the next begins."""
Result = tuple[str, str]
"""What it is counted as, and what to print of it."""


async def _sequence(place: Place, seed: object) -> Result:
    different = await compare(place, drawn_for(place, seed, BURSTS))
    if different is None:
        return "same", ""
    return ("different calls" if different.in_calls else "different screens"), str(different)


async def _monkey(place: Place, seed: object) -> Result:
    """Every other page read-only."""
    read_only = str(seed).endswith(("1", "3", "5", "7", "9"))
    writes = await writes_of_a_monkey(place, seed, read_only=read_only)
    if read_only:
        return ("writes in read-only", place.name) if writes else ("read-only: no write", "")
    return "no crash", ""


async def _page(place: Place, openings: int) -> Result:
    pages, listeners = await left_after(place, openings)
    gone = pages <= 1 and not listeners
    return ("gone", "") if gone else ("left", f"{place.name}: {pages} pages, {listeners} listeners of {openings}")


def _counted(play: Callable[[Place, object], Coroutine[None, None, Result]], at: int, seed: object) -> Result:
    place = PLACES[at]
    try:
        return asyncio.run(play(place, seed))
    except BaseException:  # noqa: BLE001 - also what a cancelled pump or a thread raises
        return "crashes", f"{place.name} seed {seed}\n{traceback.format_exc(limit=-6)}"


def results(arguments: argparse.Namespace) -> Iterator[Result]:
    """As they end, of what the command line asks for."""
    if arguments.pages:
        yield from (asyncio.run(_page(place, arguments.pages)) for place in OPENED)
        return
    play = _monkey if arguments.monkey else _sequence
    places = list(islice(cycle(range(len(PLACES))), arguments.count))
    seeds = [f"{arguments.seed}.{at // len(PLACES)}" for at in range(arguments.count)]
    with ProcessPoolExecutor(arguments.jobs, max_tasks_per_child=50, initializer=_own_home) as pool:
        yield from pool.map(_counted, [play] * arguments.count, places, seeds)


def _own_home() -> None:
    """Nothing of the machine's is read or written, and no process writes where another does."""
    os.environ["HOME"] = tempfile.mkdtemp(dir=os.environ["BURSTS_HOME"])
    for name in [name for name in os.environ if name.startswith(("AWS_", "TIDB", "XDG_", "SSH_"))]:
        del os.environ[name]
    sys.stderr = (Path(os.environ["HOME"]) / "stderr").open("w")
