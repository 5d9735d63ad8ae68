"""The long forms: sequences at once and one by one, a monkey, pages opened often; prints what differs, and counts."""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Iterable

from tests.bursts.many import Result, results


def _told(results: Iterable[Result]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for kind, text in results:
        counts[kind] += 1
        if text:
            print(f"--- {kind}: {text}", flush=True)
    return counts


def main() -> int:
    """Exit code 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.bursts", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="sequences")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--monkey", action="store_true", help="random keys, half of them read-only")
    parser.add_argument("--pages", type=int, default=0, help="open each page so often, and count what is left")
    with tempfile.TemporaryDirectory() as home:
        os.environ["BURSTS_HOME"] = home
        counts = _told(results(parser.parse_args()))
    print(f"{counts.total()} in all: " + ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())))
    return int(bool(counts.keys() - {"same", "no crash", "read-only: no write", "gone"}))


if __name__ == "__main__":
    raise SystemExit(main())
