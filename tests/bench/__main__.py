"""Measures, and prints one table: figure, target, whether it was met. Numbers of one run on one machine."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import probe
from tests.bench.cloud import a_cloud, describe
from tests.bench.crowd import REGIONS
from tests.bench.probe import DEMO, HELLO
from tests.end_to_end.processes import cpu_s
from tests.end_to_end.terminal import PROGRAM, Terminal

LIST = "STATUS"
FEW, MANY = 10, 10_000
NOTICE_S = 5


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    figure: float
    target: float
    unit: str = "x"

    def __str__(self) -> str:
        verdict = "" if self.figure <= self.target else "  over"
        return f"| {self.what:<58} | {self.figure:9.2f} {self.unit:<7} | {self.target:8.2f} {self.unit:<7} |{verdict}"


def start_and_exit(runs: int) -> Iterator[Row]:
    """The two programs in turn, so that the machine's moods meet both."""
    pairs = [(probe.started(DEMO, "Private Endpoint"), probe.started(HELLO, "Hello")) for _ in range(runs)]
    yield Row("first paint, against hello-world", _ratio([(a.first_paint_s, b.first_paint_s) for a, b in pairs]), 1.15)
    yield Row("exit, against hello-world", _ratio([(a.exit_s, b.exit_s) for a, b in pairs]), 1.05)


def first_rows(runs: int) -> Iterator[Row]:
    """On a demo cloud that runs already, both configured for it."""
    with a_cloud():
        pairs = [(probe.until((PROGRAM,), "orders-prod"), probe.whole(*describe())) for _ in range(runs)]
        yield Row("first real rows, against aws ec2 describe-vpc-endpoints", _ratio(pairs), 1.0)
        said = [(probe.first_byte("tidb-pe", "list"), probe.first_byte(*describe())) for _ in range(runs)]
        yield Row("first byte of tidb-pe list, against the same", _ratio(said), 1.0)
        with Terminal(PROGRAM) as terminal:
            terminal.wait_for(LIST)
            terminal.wait_for("orders-prod")
            loaded = probe.peak_mib(terminal.process.pid)
    with Terminal(*HELLO) as hello:
        hello.wait_for("Hello")
        yield Row("memory, SDK loaded, above hello-world", loaded - probe.peak_mib(hello.process.pid), 50, "MiB")


def keys_while_loading(_runs: int) -> Iterator[Row]:
    """Help opened and closed from the first paint on, until the rows are there."""
    with a_cloud(), Terminal(PROGRAM) as terminal:
        terminal.wait_for("Private Endpoint")
        worst, end = 0.0, time.monotonic() + 3
        while time.monotonic() < end:
            worst = max(worst, *(key.seen_s for key in probe.keys(terminal, ["f1", "ctrl+g"])))
        yield Row("worst key while the AWS SDK loads", worst * 1000, 40, "ms")


def crowds(runs: int) -> Iterator[Row]:
    """Ten endpoints and ten thousand."""
    shown: dict[int, list[float]] = {FEW: [], MANY: []}
    memory: dict[int, float] = {}
    for _ in range(runs):
        for count in (FEW, MANY):
            with _crowd(count) as (terminal, times):
                shown[count].append(terminal.heard_at - _last(times))
                memory[count] = probe.peak_mib(terminal.process.pid)
    yield Row(
        "10,000 endpoints from data to painted, against 10",
        _ratio(list(zip(shown[MANY], shown[FEW], strict=True))),
        1.2,
    )
    yield Row("memory for 10,000 endpoints", memory[MANY] - memory[FEW], 20, "MiB")
    for count in (FEW, MANY):
        with _crowd(count) as (terminal, times):
            yield from _cursor(terminal, count)
            if count == FEW:
                yield from _change(terminal, times)


def asked(_runs: int) -> Iterator[Row]:
    """How often one refresh asks AWS; each asks for all pages."""
    with _crowd(MANY, "regions") as (terminal, times):
        before = len(times.read_text().split())
        terminal.press("r")
        probe.quiet(terminal, 2)
        asked = len(times.read_text().split()) - before
        yield Row(f"{MANY:,} endpoints in {len(REGIONS)} regions, descriptions a refresh", asked, len(REGIONS), "calls")


WAYS = {
    "the list": (),
    "its filter": ("/",),
    "Describe": ("enter",),
    "Raw": ("enter", "v"),
    "Diagnose": ("enter", "w"),
    "Connect to TiDB": ("c",),
    "Edit": ("e",),
    "Delete": ("d",),
    "Clusters": ("t",),
    "Choose Cluster": ("n",),
    "Service Endpoint": ("n", "ctrl+n"),
    "Interface Endpoint": ("n", "ctrl+n", "ctrl+n"),
    "Help": ("f1",),
    "the palette": ("ctrl+p",),
}
"""To every kind of screen; where there is a field, it has the focus."""


def idle(_runs: int) -> Iterator[Row]:
    """Nothing changes and nobody presses a key; and nothing was answered yet."""
    for what, way in WAYS.items():
        with _crowd(FEW, "still") as (terminal, _):
            probe.keys(terminal, way)
            yield from _idle(terminal, what)
    with _crowd(FEW, "silent") as (terminal, _):
        yield from _idle(terminal, "waiting for AWS")


def _cursor(terminal: Terminal, count: int) -> Iterator[Row]:
    probe.quiet(terminal, 0.5)  # all rows are there: what comes before is measured as the way to the first ones
    moved = probe.keys(terminal, (["j"] * 8 + ["k"] * 8) * 2)
    seen = [key.seen_s * 1000 for key in moved]
    yield Row(f"cursor move seen, {count:,} endpoints, median", probe.middle(seen), 5, "ms")
    yield Row(f"cursor move seen, {count:,} endpoints, 95th percentile", probe.percentile(seen, 0.95), 10, "ms")
    yield Row(f"cursor move, {count:,} endpoints", probe.middle([key.bytes for key in moved]), 400, "bytes")


def _change(terminal: Terminal, times: Path) -> Iterator[Row]:
    lasted, written = [], []
    for wanted in (" off", " on", " off"):
        before = terminal.display.bytes_seen
        answered = _last(times)
        terminal.press("r")
        terminal.wait_until(partial(_shows, terminal, wanted), f"DNS {wanted}")
        lasted.append((terminal.heard_at - max(_last(times), answered)) * 1000)
        probe.quiet(terminal, NOTICE_S + 1)
        written.append(terminal.display.bytes_seen - before)
    yield Row("one endpoint's change, from answer to screen", probe.middle(lasted), 50, "ms")
    yield Row("one endpoint's change, with its notice come and gone", probe.middle(written), 600, "bytes")


def _idle(terminal: Terminal, where: str) -> Iterator[Row]:
    """From one poll to the next: in the flow these are 5 s apart."""
    terminal.press("f5")
    probe.quiet(terminal, 1.5)
    seconds, spent = 3.0, cpu_s(terminal.process.pid)
    written = probe.quiet(terminal, seconds)
    yield Row(f"idle, {where}", written / seconds, 0, "bytes/s")
    yield Row(f"idle, {where}, processor", (cpu_s(terminal.process.pid) - spent) / seconds * 100, 0.3, "%")


class _crowd:  # noqa: N801 - reads as the function it is used as
    """The program with so many endpoints, at its list, and the file that tells when they were answered."""

    def __init__(self, count: int, mode: str = "changing") -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._times = Path(self._folder.name) / "times"
        self._texts = ("Reading clusters",) if mode == "silent" else ("orders ", "Active")
        self._terminal = Terminal(*HELLO[:2], "tests.bench.crowd", str(count), str(self._times), mode)

    def __enter__(self) -> tuple[Terminal, Path]:
        self._terminal.__enter__()
        self._terminal.wait_for(*self._texts)
        return self._terminal, self._times

    def __exit__(self, *error: object) -> None:
        self._terminal.__exit__(None, None, None)
        self._folder.cleanup()


def _shows(terminal: Terminal, dns: str) -> bool:
    return dns in _line(terminal)


def _line(terminal: Terminal) -> str:
    """The first row of the list."""
    return next((line for line in terminal.text.splitlines() if "…000 " in line), "")


def _last(times: Path) -> float:
    return float(times.read_text().split()[-1])


def _ratio(pairs: list[tuple[float, float]]) -> float:
    return probe.middle([ours / theirs for ours, theirs in pairs])


PARTS: tuple[Callable[[int], Iterator[Row]], ...] = (
    start_and_exit,
    first_rows,
    keys_while_loading,
    crowds,
    asked,
    idle,
)


def main() -> None:
    """Print the table. Nothing fails here: the figures depend on the machine, and a person reads them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one run of each instead of seven")
    runs = 1 if parser.parse_args().short else 7
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith(("AWS_", "TIDB_PE_", "XDG_", "PYTHONDONTWRITE"))]:
            del os.environ[name]
        os.environ |= {"HOME": home, "TERM": "xterm-256color", "AWS_EC2_METADATA_DISABLED": "true"}
        for command, text in ((HELLO, "Hello"), (DEMO, "orders-prod")):  # compiles what is not compiled yet
            probe.until(command, text)
        print(f"| {'at 80x24':<58} | {'measured':<17} | {'target':<16} |")
        print(f"| {'-' * 58} | {'-' * 17} | {'-' * 16} |")
        for part in PARTS:
            for row in part(runs):
                print(row, flush=True)


if __name__ == "__main__":
    main()
