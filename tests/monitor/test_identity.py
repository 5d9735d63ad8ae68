"""Whose account it is: asked until known, and again after signing in."""

from tests.fakes import FakeAws
from tests.monitor.sides import DOWN
from tui.domain.errors import CredentialsError
from tui.domain.network import Identity
from tui.monitor.poller import Poller
from tui.monitor.store import Store


async def test_whose_account_it_is_is_asked_until_known(poller: Poller, aws: FakeAws, store: Store) -> None:
    aws.fail["caller_identity"] = DOWN
    await poller.poll_once()
    assert store.snapshot.identity is None
    aws.fail.clear()
    await poller.poll_once()
    assert store.snapshot.identity is not None
    await poller.poll_once()
    assert aws.called("caller_identity") == 2


async def test_signing_in_elsewhere_is_enough_and_the_account_may_be_another(
    poller: Poller, aws: FakeAws, store: Store
) -> None:
    await poller.poll_once()
    aws.fail["describe_vpc_endpoints"] = CredentialsError("The SSO session has expired")
    await poller.poll_once()
    aws.fail.clear()
    aws.identity = other = Identity("999988887777", "arn:aws:iam::999988887777:user/other")
    await poller.poll_once()
    assert store.snapshot.identity == other
    assert store.snapshot.problems == ()


async def test_an_account_that_could_not_be_read_again_is_asked_for_once_more(
    poller: Poller, aws: FakeAws, store: Store
) -> None:
    await poller.poll_once()
    known = store.snapshot.identity
    aws.fail["describe_vpc_endpoints"] = CredentialsError("The SSO session has expired")
    await poller.poll_once()
    aws.fail = {"caller_identity": DOWN}
    await poller.poll_once()
    assert store.snapshot.identity is known
    aws.fail.clear()
    await poller.poll_once()
    assert aws.called("caller_identity") == 3
