"""Waiting, changes as they come, and what is told from elsewhere."""

import asyncio
import io
from dataclasses import replace

import pytest

from tests.reading import read
from tests.screens import worlds
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot
from tui.domain.status import Turn
from tui.monitor.store import Store
from tui.plain.announcing import Announcing
from tui.plain.lines import Lines
from tui.plain.talk import Left, Talk
from tui.views.page import Action, Page, Question

Said = pytest.CaptureFixture[str]
MOVING = Page(title="A page", turn=Turn.AWS, actions=(Action(name="next", label="Next", key="", why_not="Wait."),))
READY = replace(MOVING, turn=Turn.YOU, actions=(Action(name="next", label="Next", key=""),))


class Desk:
    """A page that changes when the test says so, and what is typed."""

    def __init__(self, typed: bytes) -> None:
        self.page, self.store = MOVING, Store()
        lines = Lines(lambda _: b"")
        for line in (*typed.decode().splitlines(), None):
            lines._read.put_nowait(line)
        self.talk = Talk(self.store, lines)
        self.chosen = asyncio.ensure_future(self.talk.choose(lambda: self.page))

    def change(self, page: Page) -> None:
        self.page = page
        self.store.publish(Snapshot())

    async def rest(self) -> None:
        """Until it is at rest."""
        for _ in range(100):
            await asyncio.sleep(0)


async def test_wait_takes_no_line_before_it_is_the_operators_turn(capsys: Said) -> None:
    desk = Desk(b"wait\nnext\n")
    await desk.rest()
    assert capsys.readouterr().out.endswith("Waiting until it is your turn ...\n")
    assert not desk.chosen.done()
    desk.change(READY)
    assert await desk.chosen == "next"
    assert capsys.readouterr().out == "Now possible: 1. Next\nYour turn.\n"


async def test_without_wait_what_cannot_be_done_is_refused_and_the_end_leaves(capsys: Said) -> None:
    desk = Desk(b"next\n")
    with pytest.raises(Left):
        await desk.chosen
    assert "Not now. Wait." in capsys.readouterr().out


async def test_waiting_ends_when_the_time_is_up(capsys: Said) -> None:
    desk = Desk(b"wait 0\nnext\n")
    with pytest.raises(Left):
        await desk.chosen
    assert "The time is up.\nNot now. Wait." in capsys.readouterr().out


async def test_a_number_means_what_was_read_out_under_it() -> None:
    """A choice that came meanwhile does not take the number of another."""
    desk = Desk(b"wait\n1\n")
    await desk.rest()
    new = Action(name="new", label="New", key="")
    desk.change(replace(READY, actions=(new, *READY.actions)))
    assert await desk.chosen == "next"


async def test_what_ends_the_program_is_heard_by_whoever_waits() -> None:
    desk = Desk(b"wait\n")
    await desk.rest()
    desk.talk.end(PrivateEndpointError("The demo cloud ended."))
    with pytest.raises(PrivateEndpointError, match="The demo cloud ended"):
        await desk.chosen


async def test_the_last_line_may_lack_its_end_and_bytes_that_are_no_text_do_no_harm() -> None:
    lines = Lines(io.BytesIO(b"one\r\n\xff\xfe\nlast").read)
    lines.start()
    assert [await lines.next() for _ in range(4)] == ["one", "\ufffd\ufffd", "last", None]
    assert await lines.next() is None


@pytest.mark.parametrize("shown", [True, False])
async def test_what_happens_elsewhere_is_told_unless_the_page_shows_it(capsys: Said, *, shown: bool) -> None:
    world = worlds.with_endpoint("pending")
    before = await read(world)
    world.aws.change(before.rows[0].key, state=VpcEndpointState.AVAILABLE, state_text="available")
    desk = Desk(b"wait\n")
    desk.talk.shows = lambda _: shown
    announcing = Announcing(world._connect(None, Store(), {}), desk.talk)
    announcing.watch(before)
    announcing.watch(await read(world))
    await desk.rest()
    desk.chosen.cancel()
    assert ("is Pending. Enable private DNS." in capsys.readouterr().out.partition("help, quit.\n")[2]) is not shown


@pytest.mark.parametrize(
    ("typed", "sure"), [(b"Change\nDo it\n", True), (b"Change\nno\n", False), (b"no\nDo it\n", False)]
)
async def test_what_is_asked_once_more_needs_two_answers(typed: bytes, capsys: Said, *, sure: bool) -> None:
    lines = Lines(lambda _: b"")
    for line in typed.decode().splitlines():
        lines._read.put_nowait(line)
    question = Question(title="Change?", lines=(), yes="Change", again=Question(title="Sure?", lines=(), yes="Do it"))
    assert await Talk(Store(), lines).confirmed(question) is sure
    assert ("Nothing was done." in capsys.readouterr().out) is not sure
