"""`watch` on fakes: what it prints as things happen, and how it ends."""

import pytest

from tests.fakes import VPCE_ID, vpc_endpoint
from tests.headless.running import Happening, goes_on, nothing, time_is_up, valid
from tests.screens import worlds
from tests.screens.harness import World
from tui import exit_codes
from tui.domain.errors import CredentialsError, Unreachable

Captured = pytest.CaptureFixture[str]


async def watched(world: World, *words: str, happens: tuple[Happening, ...] = ()) -> int:
    """The exit code; each of `happens` comes between two polls."""
    return await goes_on(world, "watch", *words, happens=happens)


def becomes(state: str, **values: object) -> Happening:
    return lambda world: world.aws.change(VPCE_ID, state=vpc_endpoint(state=state).state, state_text=state, **values)


def vanishes(world: World) -> None:
    world.aws.vpc_endpoints = []


async def test_each_change_is_a_line_and_it_ends_once_all_are_active(capfd: Captured) -> None:
    world = worlds.with_endpoint("pending")
    happens = (nothing, becomes("available", private_dns_enabled=True))
    assert await watched(world, "--until", "active", happens=happens) == exit_codes.OK
    first, second = capfd.readouterr().out.splitlines()
    assert f"{VPCE_ID}  orders  Status System Checking; Turn AWS" in first
    assert "Status System Checking → Active; Turn AWS → -; AWS pending → available" in second
    assert second.endswith("  Ready for use.")


async def test_a_row_that_was_meant_is_meant_whatever_becomes_of_it(capfd: Captured) -> None:
    world = worlds.with_endpoint("pending")
    happens = (becomes("failed", last_error="InternalError: no."),)
    words = ("state:checking", "--until", "active")
    assert await watched(world, *words, happens=happens) == exit_codes.FOUND_FAILED
    assert len(capfd.readouterr().out.splitlines()) == 2


async def test_your_turn_ends_it_and_says_what_to_do(capfd: Captured) -> None:
    assert await watched(worlds.with_endpoint("available"), "--until", "active") == exit_codes.YOUR_TURN
    assert capfd.readouterr().err == f"tidb-pe: {VPCE_ID}: your turn. Enable private DNS.\n"


async def test_gone_is_said_once_the_id_was_looked_up(capfd: Captured) -> None:
    world = worlds.active()
    assert await watched(world, "--until", "gone", happens=(vanishes, nothing)) == exit_codes.OK
    assert world.aws.called("find_vpc_endpoint") == 1
    assert capfd.readouterr().out.splitlines()[-1].endswith(f"{VPCE_ID}  orders  Gone, was Active")


async def test_missing_from_what_could_not_be_read_is_not_gone(capfd: Captured) -> None:
    world = worlds.active()

    def breaks(_world: World) -> None:
        world.aws.fail["describe_vpc_endpoints"] = world.aws.fail["find_vpc_endpoint"] = Unreachable("No answer.")
        vanishes(world)

    code = await watched(world, "--until", "gone", "--timeout", "60", happens=(breaks, nothing, time_is_up))
    told = capfd.readouterr()
    assert (code, "Gone" in told.out) == (exit_codes.MOVING, False)
    assert told.err == "tidb-pe: AWS us-west-2: No answer.\n", "each problem once"


async def test_what_waiting_does_not_mend_ends_it_at_once(capfd: Captured) -> None:
    world = worlds.active()
    world.tidb.fail["list_clusters"] = CredentialsError("No credentials.", "Sign in.", "TiDB")
    assert await watched(world, "--until", "active") == exit_codes.CREDENTIALS
    assert capfd.readouterr().err == "tidb-pe: TiDB: No credentials. Sign in.\n"


async def test_json_lines_come_one_a_change_and_json_once_at_the_end(capfd: Captured) -> None:
    for output, kinds in (("jsonl", ["change", "change"]), ("json", ["changes"])):
        world = worlds.with_endpoint("pending")
        happens = (becomes("available", private_dns_enabled=True),)
        await watched(world, "--until", "settled", "--output", output, happens=happens)
        documents = valid(capfd.readouterr().out.splitlines())
        assert [document["schema"].split("/")[1] for document in documents] == kinds


async def test_nothing_is_written_on_either_side() -> None:
    world = worlds.with_endpoint("pendingAcceptance")
    await watched(world, "--until", "active")
    assert world.tidb.called("accept") == 0
