"""What comes next, with the keys of the page."""

from itertools import product

import pytest

from tests.samples import VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.clusters import ClusterState
from tui.domain.draft import Draft
from tui.domain.endpoints import ConnectionState, VpcEndpointState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Assessment, Status, Turn, standing
from tui.views.next_step import next_step, with_keys


def row(of: Assessment) -> PrivateEndpoint:
    return PrivateEndpoint(VPCE_ID, cluster().id, "orders", "us-west-2", of)


def asked_of_you() -> list[Assessment]:
    """Every standing in which it is the operator's turn."""
    tidb = [None, *(connection(state=each, is_record=True) for each in ConnectionState)]
    aws = [None, *(vpc_endpoint(state=each) for each in VpcEndpointState)]
    drafts = [None, Draft("1"), Draft("1", vpc_endpoint_id=VPCE_ID)]
    found = [standing(service(), *halves) for halves in product(tidb, aws, drafts)]
    return [each for each in found if each.turn is Turn.YOU]


@pytest.mark.parametrize("of", asked_of_you(), ids=lambda of: of.next)
@pytest.mark.parametrize("scope", ["endpoints", "detail"])
def test_whatever_is_asked_of_the_operator_names_its_key(of: Assessment, scope: str) -> None:
    said = with_keys(of.next, scope)
    assert said != of.next
    assert " e" in f" {said}" or " d" in said


def test_a_waiting_connection_is_accepted_or_rejected_with_keys() -> None:
    of = Assessment(Status.DISCOVERED, Turn.YOU, "Accept the connection.")
    assert next_step(row(of), "endpoints") == "Your turn: Accept it with e, reject it with d."


def test_what_the_vendor_said_stays_and_the_way_out_has_its_key() -> None:
    of = Assessment(Status.FAILED, Turn.YOU, "Not enough free addresses in subnet-1. Delete it and create another.")
    assert next_step(row(of), "endpoints") == (
        "Your turn: Not enough free addresses in subnet-1. Delete it with d and create another."
    )


def test_without_keys_the_sentence_is_the_domains() -> None:
    assert with_keys("Accept the connection.", "") == "Accept the connection."


def test_a_cluster_that_takes_none_now_asks_for_nothing() -> None:
    of = standing(service(), None, None, cluster=cluster(state=ClusterState.PAUSED))
    assert with_keys(of.next, "endpoints") == of.next
