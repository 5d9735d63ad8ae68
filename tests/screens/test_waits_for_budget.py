"""A deed that the budget does not bear yet says on its page in how many seconds it begins."""

from tests.fakes import VPCE_ID
from tests.screens import tidb_cloud_worlds
from tests.screens.removing import confirm, deleting, written
from tui.screens.detail import DetailScreen


class Spent:
    """A budget that others have used up for now."""

    wait = 20.0

    def begin_tick(self) -> None: ...

    def least_wait_s(self) -> float:
        return 0.0

    def why(self) -> str:
        return ""

    def left(self) -> int:
        return 0

    def wait_s(self, requests: int) -> float:  # noqa: ARG002 - a PollBudget
        return self.wait


async def test_a_deletion_that_waits_for_the_budget_says_how_long_and_then_begins_by_itself() -> None:
    world = tidb_cloud_worlds.with_record()
    pace = world.pace = Spent()
    async with deleting(world, size=(120, 40)) as session:
        await confirm(session)
        assert "Begins in 20 s" in session.prose
        assert written(world) == [], "nothing is half done"
        pace.wait = 0.0
        await session.poll(20)
        assert written(world)[:1] == ["reject"]


async def test_trying_again_waits_for_the_budget_of_all_its_requests_and_deletes_nothing_before() -> None:
    world = tidb_cloud_worlds.with_record("FAILED", "pendingAcceptance", message="Timed out.")
    pace = world.pace = Spent()
    async with world.running(size=(120, 40)) as session:
        await session.open(DetailScreen, VPCE_ID)
        await session.press("e")
        await session.press("enter")
        assert "Begins in 20 s: it takes 7 requests" in session.prose
        assert written(world) == [], "the failed record is still there"
        pace.wait = 0.0
        await session.poll(20)
        assert written(world) == ["reject"]
        world.tidb.connections = []
        await session.poll(5)
        assert written(world) == ["reject", "accept"]
