"""All long runs, one after the other: bursts, a monkey, pages opened often; prints one table of counts.

Exit code 1 where anything is wrong. What is printed of it names the line that repeats it alone.
"""

import argparse
from collections.abc import Iterator

from tests.bad_days.__main__ import faults
from tests.bursts.many import Case, Openings, Result, results
from tests.bursts.table import told
from tests.bursts.test_page_life import OPENED

OPENINGS = 100


def _all(count: int, seed: int, jobs: int) -> Iterator[Result]:
    yield from results((Case(seed, number, monkey=False) for number in range(count)), jobs)
    yield from results((Case(seed, number, monkey=True) for number in range(count // 4)), jobs)
    yield from results((Openings(number, min(count, OPENINGS)) for number in range(len(OPENED))), jobs)


def main() -> int:
    """Exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.long", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="sequences; of the monkey's a fourth as many")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    keys = told(_all(arguments.count, arguments.seed, arguments.jobs))
    return max(keys, faults(arguments.count // 2, arguments.seed))


if __name__ == "__main__":
    raise SystemExit(main())
