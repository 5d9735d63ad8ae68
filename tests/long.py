"""All long runs, one after the other: bursts, a monkey, pages opened often, and faults by part; one table of counts.

Exit code 1 where anything is wrong. What is printed of it names the line that repeats it alone.
"""

import argparse
from collections.abc import Iterator

from tests.bad_days.__main__ import faults
from tests.bursts.many import Case, Result, pages, results
from tests.bursts.table import told

OPENINGS = 100


def _all(count: int, seed: int, jobs: int) -> Iterator[Result]:
    for monkey, cases in ((False, count), (True, count // 4)):
        yield from results([Case(seed, number, monkey) for number in range(cases)], jobs)
    yield from pages(OPENINGS)


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
