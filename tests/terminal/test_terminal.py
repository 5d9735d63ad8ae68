"""The clipboard ladder, and which terminals can be used."""

import io
import os
from pathlib import Path

import pytest

from tui.domain.errors import PrivateEndpointError
from tui.terminal import capabilities
from tui.terminal.capabilities import OSC52_BYTES, Sent, send_to_clipboard, why_unusable

COMMAND = "aws ec2 create-vpc-endpoint --tag 'ü\"$(x)'\n"


class Osc52:
    """What the screen was asked to send."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, text: str) -> None:
        self.sent.append(text)


@pytest.fixture
def osc52() -> Osc52:
    return Osc52()


@pytest.fixture
def fake_tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Inside a tmux whose command is a script; a test writes its body."""
    script = tmp_path / "bin" / "tmux"
    script.parent.mkdir()
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    return script


def write_script(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


async def test_outside_tmux_the_text_goes_by_osc_52(osc52: Osc52) -> None:
    assert await send_to_clipboard(COMMAND, osc52) == Sent("OSC 52")
    assert osc52.sent == [COMMAND]


async def test_inside_tmux_its_own_command_gets_the_text_on_standard_input(
    fake_tmux: Path, tmp_path: Path, osc52: Osc52
) -> None:
    write_script(fake_tmux, f'echo "$@" > {tmp_path}/arguments; cat > {tmp_path}/input')
    assert await send_to_clipboard(COMMAND, osc52) == Sent("tmux")
    assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "input").read_text() == COMMAND
    assert osc52.sent == []


@pytest.mark.parametrize("body", ["exit 1", "exec sleep 60", "kill -9 $$"], ids=["refuses", "hangs", "dies"])
async def test_where_tmux_fails_osc_52_is_tried(
    fake_tmux: Path, osc52: Osc52, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setattr(capabilities, "TMUX_TIMEOUT_S", 0.5)
    write_script(fake_tmux, body)
    assert await send_to_clipboard("x" * 70_000, osc52) == Sent("OSC 52")


async def test_where_tmux_is_not_to_be_found_osc_52_is_tried(osc52: Osc52, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    monkeypatch.setenv("PATH", "/nowhere")
    assert await send_to_clipboard(COMMAND, osc52) == Sent("OSC 52")


async def test_a_text_that_terminals_would_cut_is_refused(osc52: Osc52) -> None:
    with pytest.raises(PrivateEndpointError, match="too long"):
        await send_to_clipboard("ü" * (OSC52_BYTES // 2 + 1), osc52)
    assert osc52.sent == []


class Stream(io.TextIOWrapper):
    def __init__(self, *, tty: bool = True, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


def test_a_terminal_on_all_three_streams_can_be_used() -> None:
    assert why_unusable(Stream(), Stream(), Stream()) == ""


@pytest.mark.parametrize(("number", "name"), [(0, "input"), (1, "output"), (2, "error")])
def test_a_stream_that_is_no_terminal_is_named(number: int, name: str) -> None:
    streams = [Stream(tty=each != number) for each in range(3)]
    assert why_unusable(*streams) == f"standard {name} is not a terminal"


@pytest.mark.parametrize("encoding", ["iso8859-1", "ascii", "ansi_x3.4-1968"])
def test_a_locale_without_our_letters_is_told_with_the_line_to_type(encoding: str) -> None:
    told = why_unusable(*(Stream(encoding=encoding) for _ in range(3)))
    assert told == f"its locale is {encoding.upper()} (if it shows UTF-8, type PYTHONUTF8=1 tidb-pe)"


def test_a_stream_that_is_closed_is_told() -> None:
    assert why_unusable(None, Stream(), Stream()) == "standard input is closed"


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_cannot_place_text_is_told(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setenv("TERM", kind)
    assert "TERM" in why_unusable(Stream(), Stream(), Stream())
