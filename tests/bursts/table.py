"""What long runs print: what is wrong as it comes, and a table of counts at the end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from time import monotonic

from tests.bursts.many import Result

WRONG = ("other screens", "other calls", "crashes", "lost", "read-only writes", "left over")
EVERY_S = 60.0
"""Between two signs of life."""


def count(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """How many of each part ended how, while what is wrong is printed."""
    counts: Counter[tuple[str, str]] = Counter()
    told = monotonic()
    for result in results:
        counts[result.part, result.wrong] += 1
        if result.wrong:
            print(f"--- {result.wrong}: {result.text}", flush=True)
        if monotonic() - told > EVERY_S:
            told = monotonic()
            print(f"{counts.total()} cases", flush=True)
    return counts


def lines(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """The table: a line for each part, with its cases and what was wrong of them."""
    kinds = dict.fromkeys((*WRONG, *(wrong for _, wrong in counts if wrong)))
    parts = dict.fromkeys(part for part, _ in counts)
    yield "".join((f"{'':18}", f"{'cases':>7}", *(f"  {kind}" for kind in kinds)))
    for part in parts:
        cases = sum(number for (of, _), number in counts.items() if of == part)
        numbers = (f"{counts[part, kind]:>{len(kind) + 2}}" for kind in kinds)
        yield "".join((f"{part:18}", f"{cases:>7}", *numbers))


def told(results: Iterable[Result]) -> int:
    """Print all of it; the exit code, 1 where anything is wrong."""
    counts = count(results)
    print("\n".join(lines(counts)))
    return int(any(wrong for _, wrong in counts))
