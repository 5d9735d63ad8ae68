"""`tidb-pe help` prints the pages of Help."""

import pytest

from tests.test_cli import tidb_pe
from tui import cli, exit_codes
from tui.views.help import TOPICS, page, title


def test_without_a_topic_it_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["help"]) == exit_codes.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == list(TOPICS)
    assert all(title(topic) in line for topic, line in zip(TOPICS, lines[2:], strict=True))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_printed_at_the_width_of_the_terminal(
    topic: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert cli.main(["help", topic]) == exit_codes.OK
    assert capsys.readouterr().out == page(topic, 60) + "\n"


def test_a_wide_terminal_gets_lines_that_can_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    cli.main(["help", "steps"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_topic_that_is_not_there_is_wrong_use_and_names_those_that_are() -> None:
    done = tidb_pe("help", "nothing")
    assert (done.returncode, done.stdout) == (exit_codes.USAGE, "")
    assert all(topic in done.stderr for topic in TOPICS)


def test_letters_that_the_locale_lacks_do_not_stop_it() -> None:
    done = tidb_pe("help", "statuses", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (exit_codes.OK, "")
    assert "Not Configured" in done.stdout
