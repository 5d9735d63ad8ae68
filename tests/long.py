"""All long runs, one after the other: bursts, a monkey, pages opened often, faults by part; one table of counts.

Exit code 1 where anything is wrong. What is printed of it names the line that repeats it alone.
"""

import argparse
import tempfile
from collections.abc import Iterator

from tests.bad_days.by_part import AS_IT_SHOULD, run
from tests.bursts.many import Case, Openings, Result, own_home, results
from tests.bursts.table import told
from tests.bursts.test_page_life import OPENED

OPENINGS = 100


def _all(count: int, seed: int, jobs: int) -> Iterator[Result]:
    yield from results((Case(seed, number, monkey=False) for number in range(count)), jobs)
    yield from results((Case(seed, number, monkey=True) for number in range(count // 4)), jobs)
    yield from results((Openings(number, min(count, OPENINGS)) for number in range(len(OPENED))), jobs)
    yield from _bad_days(count // 2, seed)


def _bad_days(count: int, seed: int) -> Iterator[Result]:
    for end, cases in run(count, seed).items():
        wrong = "" if end == AS_IT_SHOULD else "not as it should"
        yield from [Result("faults by part", wrong, end if wrong else "")] * cases


def main() -> int:
    """Exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.long", description=__doc__)
    parser.add_argument(
        "--count", type=int, default=2000, help="sequences; of bad days half as many, of the monkey's a fourth"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        own_home(home)
        return told(_all(arguments.count, arguments.seed, arguments.jobs))


if __name__ == "__main__":
    raise SystemExit(main())
