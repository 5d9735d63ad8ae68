"""The Private Endpoint page: a live list that stays put."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.app import App

from tests.fakes import VPCE_ID, vpc_endpoint
from tests.goldens.list_cases import HOSTILE, aws_throttles, hostile
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.draft import Step
from tui.domain.errors import CredentialsError
from tui.domain.status import Status
from tui.widgets.endpoint_table import EndpointTable

SIZES = ((60, 20), (80, 24), (120, 40))


async def test_it_says_what_it_waits_for_until_it_is_connected() -> None:
    world = World()
    world.connects = False
    async with world.running() as session:
        assert "Loading the AWS SDK" in session.text
        await session.press("n")
        assert session.screen == "EndpointsScreen"


async def test_it_says_that_it_reads_until_both_sides_answered() -> None:
    world = worlds.one_cluster()
    answer = worlds.never_answers(world.tidb, "list_clusters")
    async with world.running() as session:
        assert "Reading" in session.text
        answer()
        await session.settle()
        assert "Press n" in session.prose


async def test_every_status_is_told_by_a_word() -> None:
    async with worlds.every_status().running() as session:
        assert {row.standing.status for row in session.one(EndpointTable).rows} == set(Status)
        assert all(status.value in session.text for status in Status)


async def test_a_poll_changes_the_row_where_it_stands() -> None:
    async with worlds.crowd(100).running() as session:
        await session.press("G k k")
        table = session.one(EndpointTable)
        before, scrolled = session.lines, table.scroll_y
        changed = table.rows[table.cursor - 1].vpc_endpoint_id
        session.world.aws.change(changed, private_dns_enabled=True)
        await session.poll(0)
        await session.press("r")
        differing = [(was, now) for was, now in zip(before, session.lines, strict=True) if was[:20] != now[:20]]
        rows = [(was[4:11], now[4:10]) for was, now in differing if "vpce-" in now and "▌" not in now]  # no notice
        assert rows == [("Pending", "Active")]
        assert (table.cursor, table.scroll_y) == (97, scrolled)


async def test_the_cursor_follows_its_row_when_others_come_and_go() -> None:
    async with worlds.crowd(20).running() as session:
        await session.press("j j j j j")
        table = session.one(EndpointTable)
        here = table.row
        session.world.aws.vpc_endpoints = session.world.aws.vpc_endpoints[3:]
        await session.press("r")
        assert (table.row, table.cursor) == (here, 2)


async def test_the_cursor_stays_in_the_list_when_its_row_is_gone() -> None:
    async with worlds.crowd(20).running() as session:
        await session.press("G")
        session.world.aws.vpc_endpoints = session.world.aws.vpc_endpoints[:3]
        await session.press("r")
        assert session.one(EndpointTable).cursor == 2
        assert ">" in session.lines[4][:2]


async def test_ten_thousand_rows_are_moved_through() -> None:
    async with worlds.crowd(10_000).running() as session:
        table = session.one(EndpointTable)
        await session.press("G")
        assert table.row
        assert table.row.key in session.text
        await session.press("g pagedown j")
        assert 10 < table.cursor < 30


async def test_while_only_the_first_rows_are_known_nothing_is_counted() -> None:
    async with worlds.crowd(20).running() as session:
        assert "20 Pending" in session.text
        session.app.store.publish(replace(session.app.store.snapshot, at=None))
        await session.settle()
        assert "Reading clusters and endpoints" in session.text
        assert "20 Pending" not in session.text


def painted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is sent to the terminal from now on."""
    sent: list[object] = []
    monkeypatch.setattr(App, "_display", lambda _app, _screen, what: sent.append(what) if what is not None else None)
    return sent


@pytest.mark.parametrize(
    ("world", "way"),
    [
        (worlds.every_status, ""),
        (worlds.one_cluster, ""),
        (worlds.filled, "enter"),
        (lambda: worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION), "enter shift+tab shift+tab shift+tab"),
        (lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS), "enter"),
        (lambda: worlds.with_endpoint(private_dns_enabled=True), "enter"),
    ],
    ids=["list", "empty", "interface", "accept", "dns", "finished"],
)
async def test_an_idle_screen_writes_nothing(
    world: Callable[[], World], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither between two polls nor at one that brings nothing new, but for the time at which it was read."""
    standing = world()
    standing.paints = True
    async with standing.running() as session:
        await session.press(way)
        sent = painted(monkeypatch)
        for timer in session.app.screen._timers | (session.app.focused._timers if session.app.focused else set()):
            if timer._interval < 60 and timer._active.is_set():
                await timer._tick(next_timer=0, count=1)
        await session.settle()
        assert sent == []


async def test_a_side_that_fails_is_told_and_its_rows_are_kept_with_their_age() -> None:
    async with worlds.every_status().running() as session:
        aws_throttles(session.world)
        await session.poll()
        assert "AWS us-west-2: Rate exceeded" in session.prose
        assert "as of 12:00:00 UTC" in session.prose
        assert len(session.one(EndpointTable).rows) == len(Status)
        session.world.aws.fail.clear()
        await session.press("r")
        assert "Rate exceeded" not in session.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_hostile_names_break_no_column(size: tuple[int, int]) -> None:
    async with hostile().running(size) as session:
        assert {cell_len(line) for line in session.lines} == {size[0]}
        rows = [line for line in session.lines if "Failed " in line[:12] and "vpce-" in line]
        assert len(rows) == len(HOSTILE)
        starts = {cell_len(line[: line.index("vpce-")]) for line in rows}
        assert len(starts) == 1
        assert not any(character < " " for line in session.lines for character in line)


async def test_an_unfinished_setup_is_offered_first() -> None:
    world = worlds.every_status()
    async with world.running() as session:
        row = session.one(EndpointTable).row
        assert row
        assert row.draft == world.draft
        assert "1 unfinished setup" in session.prose


async def test_discarding_asks_first_and_forgets_the_setup_alone() -> None:
    async with worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION).running() as session:
        await session.press("x enter")
        assert session.world.drafts.saved
        await session.press("x tab enter")
        assert not session.world.drafts.saved
        assert session.screen == "EndpointsScreen"
        assert [each.id for each in session.world.aws.vpc_endpoints] == [VPCE_ID]


async def test_edit_leads_an_endpoint_made_elsewhere_to_what_it_needs() -> None:
    async with worlds.with_endpoint("pendingAcceptance").running() as session:
        await session.press("e")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert session.box("endpoint").value == VPCE_ID


async def test_the_selected_row_is_told_in_full() -> None:
    async with worlds.every_status().running() as session:
        await session.press("g")
        assert vpc_endpoint().vpc_id in session.text


async def test_what_keeps_it_from_connecting_is_its_last_word() -> None:
    world = World()
    world.refusal = CredentialsError("The SSO session has expired.", "Run aws sso login.", "AWS")
    async with world.running() as session:
        assert session.app._exit
        assert session.app.return_code
        assert session.app.farewell.splitlines() == [
            "tidb-pe: The SSO session has expired.",
            "tidb-pe: Run aws sso login.",
        ]


async def test_an_endpoint_deleted_elsewhere_goes_away() -> None:
    async with worlds.with_endpoint().running() as session:
        session.world.aws.vpc_endpoints = [replace(vpc_endpoint(), id="vpce-00000000000000001")]
        await session.press("r")
        assert VPCE_ID not in session.text
