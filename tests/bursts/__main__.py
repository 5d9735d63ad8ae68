"""The long forms: sequences drawn from a seed, a monkey, and pages opened again and again; prints counts."""

import argparse
import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from itertools import count, cycle

from tests.bursts.monkey import CrashError, rage
from tests.bursts.pages import PLACES, Place
from tests.bursts.playing import compare, drawn_for
from tests.bursts.test_page_life import OPENED, left_after

EACH = 8
"""Bursts a program."""
Told = tuple[str, str]
"""A verdict to count, and what to print of it; empty where all is well."""


async def burst(place: Place, seed: str) -> Told:
    """The same in one write and key by key."""
    difference = await compare(place, drawn_for(place, seed, EACH))
    return ("differ", str(difference)) if difference else ("are the same", "")


def monkey(*, read_only: bool) -> Callable[[Place, str], Awaitable[Told]]:
    async def run(place: Place, seed: str) -> Told:
        try:
            writes = await rage(place, seed, EACH, read_only=read_only)
        except CrashError as error:
            return "crashed", f"{error}\n{error.__cause__!r}"
        if writes and read_only:
            return "changed something read-only", place.name
        return f"changed {'something' if writes else 'nothing'}", ""

    return run


async def repeat(what: str, run: Callable[[Place, str], Awaitable[Told]], wanted: int, seed: int) -> None:
    """From each page in turn, until so many bursts were played."""
    counted: dict[str, int] = {}
    for number, place in zip(count(0, EACH), cycle(PLACES), strict=False):
        if number >= wanted:
            break
        verdict, told = await run(place, f"{seed}-{number}")
        counted[verdict] = counted.get(verdict, 0) + 1
        if told:
            print(told, flush=True)
    print(f"{what}, seed {seed}: {sum(counted.values())} programs of {EACH} bursts:", end=" ")
    print(", ".join(f"{number} {verdict}" for verdict, number in sorted(counted.items())), flush=True)


async def pages(openings: int) -> None:
    for place in OPENED:
        screens, listeners = await left_after(place, openings)
        print(f"{place.name}: of {openings} openings {screens} pages and {listeners} listeners are left", flush=True)


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bursts", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="bursts to play")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--monkey", action="store_true", help="a monkey instead, with and without read-only")
    parser.add_argument("--pages", type=int, metavar="COUNT", help="open each page so often instead")
    options = parser.parse_args()
    if options.pages:
        await pages(options.pages)
    elif options.monkey:
        for read_only in (False, True):
            what = "monkey, read-only" if read_only else "monkey"
            await repeat(what, monkey(read_only=read_only), options.count, options.seed)
    else:
        await repeat("at once and one by one", burst, options.count, options.seed)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith(("AWS_", "TIDB", "XDG_", "TMUX", "SSH_"))]:
            del os.environ[name]
        os.environ |= {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "UTC"}
        asyncio.run(main())
