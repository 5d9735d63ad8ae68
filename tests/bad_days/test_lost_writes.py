"""Writes whose answer was lost: looked up before anyone is told to do them again, and never doubled."""

import pytest

from tests.bad_days.calls import CALLS, Call
from tests.bad_days.cloud import CUT, FAILED, HALF, SILENT, UNAVAILABLE, BadCloud, Day
from tests.bad_days.conftest import KEY
from tui.domain.errors import PrivateEndpointError, ProviderFault
from tui.providers.base import READS, AwsProvider, TidbProvider
from tui.providers.session import Clients

WRITES = [call for call in CALLS if call.done is not None]
LOST = [FAILED, UNAVAILABLE, CUT, SILENT, HALF]


def test_every_write_can_be_looked_up() -> None:
    reading = ("Describe", "Get")
    written = {call.operation for call in CALLS if not call.operation.startswith(reading)}
    assert written == {call.operation for call in WRITES}
    on_aws = {name for port in (AwsProvider, TidbProvider) for name in vars(port) if not name.startswith("_")} - READS
    assert on_aws == {call.method for call in WRITES}


@pytest.mark.parametrize("day", LOST, ids=lambda day: day.name)
@pytest.mark.parametrize("call", WRITES, ids=str)
async def test_a_write_that_took_effect_is_no_error(
    cloud: BadCloud, patient: Clients, hasty: Clients, call: Call, day: Day
) -> None:
    cloud.begin(day, call.operation, call.before, call.done)
    await call.make(hasty if day is SILENT else patient)
    looked_up = [each["Action"] for each in cloud.asked if each["Action"] in (call.done or {})]
    assert looked_up
    assert cloud.count(call.operation) <= 3


@pytest.mark.parametrize("call", [call for call in WRITES if "Create" in call.operation], ids=str)
async def test_every_attempt_to_create_carries_the_same_token(cloud: BadCloud, patient: Clients, call: Call) -> None:
    cloud.begin(CUT, call.operation, call.before)
    with pytest.raises(PrivateEndpointError):
        await call.make(patient)
    tokens = [each["ClientToken"] for each in cloud.asked if each["Action"] == call.operation]
    assert len(tokens) == 3
    assert len(set(tokens)) == 1


@pytest.mark.parametrize("call", WRITES, ids=str)
async def test_a_look_up_that_fails_too_leaves_the_first_error(cloud: BadCloud, patient: Clients, call: Call) -> None:
    cloud.begin(CUT, call.operation, call.before, dict.fromkeys(call.done or {}, "<"))
    with pytest.raises(PrivateEndpointError) as raised:
        await call.make(patient)
    assert raised.value.code == "ConnectionClosedError"
    assert KEY[1] not in str(vars(raised.value))


async def test_an_answer_without_the_endpoint_does_not_say_that_it_is_gone(cloud: BadCloud, patient: Clients) -> None:
    (call,) = (each for each in CALLS if each.method == "find_vpc_endpoint")
    cloud.begin(None, "", {"DescribeVpcEndpoints": "<vpcEndpointSet/>"})
    with pytest.raises(ProviderFault):
        await call.make(patient)
