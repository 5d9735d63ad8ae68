"""The long form of the faults by part: draws them from a seed, prints what is wrong, and counts."""

import argparse

from tests.bad_days.by_part import AS_IT_SHOULD, run


def main() -> int:
    """Exit code 1 where anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.bad_days", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="bad days")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    return faults(given.count, given.seed)


def faults(count: int, seed: int) -> int:
    """Play `count` bad days and print what came of them; 1 where anything is not as it should be."""
    counts = run(count, seed)
    for wrong in counts.keys() - {AS_IT_SHOULD}:
        print(f"--- {counts[wrong]} x {wrong}")
    print(f"{counts.total()} in all: {counts[AS_IT_SHOULD]} {AS_IT_SHOULD}")
    return int(counts[AS_IT_SHOULD] < counts.total())


if __name__ == "__main__":
    raise SystemExit(main())
