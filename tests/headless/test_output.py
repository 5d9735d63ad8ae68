"""Tables, documents, and what is said while one waits."""

import os
import pty
import sys
from datetime import datetime, timedelta, timezone

import pytest

from tui.headless import progress
from tui.headless.arguments import seconds
from tui.headless.envelope import as_data
from tui.headless.progress import Progress
from tui.headless.tables import sections, table
from tui.views.sections import Section


def test_columns_are_as_wide_as_what_is_in_them_also_in_cells_of_two() -> None:
    assert table(("A", "B"), [("漢字", "x"), ("", "y")]) == "A     B\n漢字  x\n-     y\n"


def test_without_a_row_there_is_no_heading() -> None:
    assert table(("A", "B"), []) == ""


def test_a_value_of_several_lines_stands_behind_its_label() -> None:
    told = sections((Section("One", (("Names", "a\nb"), ("", "alone")), "now"), Section("Two")))
    assert told == "One  now\n  Names            a\n                   b\n  alone\n\nTwo\n"


def test_times_are_told_in_utc() -> None:
    there = datetime(2026, 8, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    assert as_data({"at": there, "none": None}) == {"at": "2026-08-01T12:00:00Z", "none": None}


@pytest.mark.parametrize("text", ["0", "-1", "x", "inf", "nan"])
def test_a_time_out_is_a_number_above_0(text: str) -> None:
    with pytest.raises(Exception, match="expected seconds"):
        seconds(text)


def test_progress_is_shown_on_a_terminal_and_nothing_of_it_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(progress, "FIRST_AFTER_S", 0.01)
        with Progress("Reading …"):
            shown = os.read(ours, 1000)
        shown += os.read(ours, 1000)
        os.close(ours)
    assert shown.startswith("\r\x1b[KReading … 0:00".encode())
    assert shown.endswith(b"\r\x1b[K")


def test_progress_is_silent_where_nobody_looks(capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("Reading …") as shown:
        shown.clear()
    assert capfd.readouterr() == ("", "")
