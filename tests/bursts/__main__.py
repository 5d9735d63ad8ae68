"""The long forms: sequences at once and one by one, a monkey, pages opened often; prints what differs, and counts."""

import argparse

from tests.bursts.many import cases, results
from tests.bursts.table import told


def main() -> int:
    """Exit code 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.bursts", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="cases")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", type=int, help="the number of one case, to be repeated alone")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--monkey", action="store_true", help="random keys, half of them read-only")
    parser.add_argument("--pages", type=int, default=0, help="open each page so often, and count what is left")
    arguments = parser.parse_args()
    return told(results(cases(arguments), arguments.jobs))


if __name__ == "__main__":
    raise SystemExit(main())
