"""Rejecting: connections whose VPC endpoint is another's to delete."""

from tests.fakes import VPCE_ID, connection
from tests.screens import worlds
from tests.screens.harness import World
from tests.screens.removing import LOST, confirm, deeds, deleting, written
from tests.screens.worlds import active


def stranger(state: str = "DISCOVERED") -> World:
    """A connection whose VPC endpoint is in another account."""
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, state, owner_account="999988887777")]
    return world


async def test_a_requester_managed_endpoint_is_told_apart() -> None:
    world = active(requester_managed=True)
    async with deleting(world) as session:
        assert (
            "It is requester-managed: the AWS service that made it for account 111122223333 deletes it."
            in session.prose
        )
        assert deeds(session) == ["Cancel", "Reject"]
        await confirm(session)
    assert written(world) == ["reject"]


async def test_an_unknown_connection_is_rejected_without_typing_and_its_account_is_named() -> None:
    world = stranger()
    async with deleting(world) as session:
        assert "account 999988887777" in session.prose
        assert deeds(session) == ["Cancel", "Reject"]
        assert session.app.focused is session.button("cancel")
        await session.press("tab enter")
        assert "✓ Reject on TiDB's side: rejected" in session.text
        assert "Delete on AWS" not in session.text
        assert deeds(session) == ["Back"]
    assert written(world) == ["reject"]
    assert world.removals.saved == {}


async def test_a_held_enter_rejects_nothing() -> None:
    world = stranger()
    async with deleting(world) as session:
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert written(world) == []


async def test_cutting_another_accounts_clients_off_takes_the_id() -> None:
    world = stranger("ACTIVE")
    async with deleting(world) as session:
        assert "Clients of account 999988887777 that use it are cut off from orders." in session.prose
        assert session.button("do").disabled
        await confirm(session)
    assert written(world) == ["reject"]


async def test_while_aws_is_unread_nobody_is_called_a_stranger() -> None:
    world = stranger("ACTIVE")
    world.aws.fail["describe_vpc_endpoints"] = LOST
    async with deleting(world) as session:
        assert "has not been read yet" in session.prose
        assert deeds(session) == ["Back"]
