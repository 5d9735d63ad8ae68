"""One status from both halves: every combination of their states."""

from dataclasses import replace

import pytest

from tests.fakes import VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.clusters import ClusterState
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ConnectionState, PrivateLinkService, ServiceState, VpcEndpointState
from tui.domain.status import MARKS, Assessment, Status, Turn, standing

ACCEPT, DNS = Step.ACCEPT_ENDPOINT_CONNECTION, Step.ENABLE_PRIVATE_DNS
MEANINGS: dict[str, tuple[Status, Turn, Step | None]] = {
    "new": (Status.NOT_CONFIGURED, Turn.YOU, Step.INTERFACE_ENDPOINT),
    "accept": (Status.PENDING, Turn.YOU, ACCEPT),
    "found": (Status.DISCOVERED, Turn.YOU, ACCEPT),
    "aws": (Status.SYSTEM_CHECKING, Turn.AWS, None),
    "tidb": (Status.SYSTEM_CHECKING, Turn.TIDB, None),
    "behind": (Status.PENDING, Turn.TIDB, None),
    "dns": (Status.PENDING, Turn.YOU, DNS),
    "active": (Status.ACTIVE, Turn.NOBODY, None),
    "going": (Status.DELETING, Turn.AWS, None),
    "leaving": (Status.DELETING, Turn.TIDB, None),
    "failed": (Status.FAILED, Turn.YOU, None),
    "refused": (Status.REJECTED, Turn.YOU, None),
    "?": (Status.UNKNOWN, Turn.NOBODY, None),
}
"""The words of the table below."""

TABLE = """
aws\\tidb          -       DISCOVERED PENDING ACTIVE  DELETING FAILED  REJECTED UNKNOWN
-                 new     found      tidb    active  leaving  failed  refused  ?
pendingAcceptance accept  found      tidb    aws     leaving  failed  refused  accept
pending           aws     aws        aws     aws     leaving  failed  refused  aws
available         dns     behind     tidb    dns     leaving  failed  refused  ?
rejected          refused refused    refused refused refused  refused refused  refused
expired           failed  failed     failed  failed  failed   failed  failed   failed
failed            failed  failed     failed  failed  failed   failed  failed   failed
deleting          going   going      going   going   going    going   going    going
deleted           going   going      going   going   going    going   going    going
partial           dns     behind     tidb    dns     leaving  failed  refused  ?
unknown           ?       ?          ?       ?       leaving  failed  refused  ?
"""
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], tidb, word) for row in ROWS for tidb, word in zip(HEADER[1:], row[1:], strict=True)]


def joined(aws: str, tidb: str, *, private_dns: bool = False, draft: Draft | None = None) -> Assessment:
    half = None if aws == "-" else vpc_endpoint(state=aws, private_dns_enabled=private_dns)
    return standing(service(), None if tidb == "-" else connection(state=tidb), half, draft)


def test_the_table_has_every_state_of_both_sides() -> None:
    assert {row[0] for row in ROWS} == {"-", *VpcEndpointState}
    assert set(HEADER[1:]) == {"-", *ConnectionState}


@pytest.mark.parametrize(("aws", "tidb", "word"), CELLS)
def test_both_halves_make_one_status(aws: str, tidb: str, word: str) -> None:
    stands = joined(aws, tidb)
    assert (stands.status, stands.turn, stands.step) == MEANINGS[word]


@pytest.mark.parametrize(("aws", "tidb", "word"), CELLS)
@pytest.mark.parametrize("draft", [None, Draft("1", "c"), Draft("1", "c", vpc_endpoint_id=VPCE_ID)])
def test_every_combination_says_what_comes_next_as_a_sentence(
    aws: str, tidb: str, word: str, draft: Draft | None
) -> None:
    del word
    for private_dns in (False, True):
        text = joined(aws, tidb, private_dns=private_dns, draft=draft).next
        assert text.endswith(".")
        assert text[0].isupper() or draft
        assert "None" not in text


@pytest.mark.parametrize("aws", ["available", "partial"])
@pytest.mark.parametrize(
    ("tidb", "status"),
    [
        ("-", Status.ACTIVE),
        ("ACTIVE", Status.ACTIVE),
        ("PENDING", Status.SYSTEM_CHECKING),
        ("DISCOVERED", Status.PENDING),
        ("UNKNOWN", Status.UNKNOWN),
    ],
)
def test_with_private_dns_it_is_active_unless_tidbs_side_says_something_else(
    aws: str, tidb: str, status: Status
) -> None:
    assert joined(aws, tidb, private_dns=True).status is status


def test_where_the_sides_differ_both_are_quoted() -> None:
    lagging = standing(service(), connection(state="DISCOVERED"), vpc_endpoint(private_dns_enabled=True))
    assert lagging.next == "AWS says available, TiDB still says DISCOVERED."
    strange = standing(service(), connection(state="ARCHIVED"), vpc_endpoint(private_dns_enabled=True))
    assert strange.next == "AWS says available, TiDB says ARCHIVED."


def test_a_partial_endpoint_says_how_many_subnets_lack_an_interface() -> None:
    endpoint = vpc_endpoint(
        state="partial",
        private_dns_enabled=True,
        subnet_ids=("subnet-1", "subnet-2", "subnet-3"),
        network_interface_ids=("eni-1", "eni-2"),
    )
    stands = standing(service(), connection(), endpoint)
    assert stands.status is Status.ACTIVE
    assert "AWS says partial: 2 of its 3 subnets have a network interface." in stands.next


@pytest.mark.parametrize("aws", ["available", "partial"])
def test_an_endpoint_without_the_record_that_its_side_ought_to_have_is_drift(aws: str) -> None:
    for private_dns in (False, True):
        half = vpc_endpoint(state=aws, private_dns_enabled=private_dns)
        stands = standing(service(), None, half, alone=True)
        assert (stands.status, stands.turn, stands.step) == (Status.DRIFT, Turn.YOU, ACCEPT)
        assert "TiDB has no connection of it" in stands.next


@pytest.mark.parametrize("aws", sorted(set(VpcEndpointState) - {"available", "partial"}))
def test_what_is_not_up_needs_no_record_yet(aws: str) -> None:
    half = vpc_endpoint(state=aws)
    assert standing(service(), None, half, alone=True) == standing(service(), None, half)


def test_an_active_record_without_its_endpoint_is_drift_and_nothing_else_is() -> None:
    stands = standing(service(), connection(), None, alone=True)
    assert (stands.status, stands.turn, stands.step) == (Status.DRIFT, Turn.YOU, None)
    for tidb in sorted(set(ConnectionState) - {"ACTIVE"}):
        half = connection(state=tidb)
        assert standing(service(), half, None, alone=True) == standing(service(), half, None)


def test_a_failed_service_says_what_mends_it() -> None:
    stands = standing(service(state=ServiceState.FAILED), None, None)
    assert (stands.status, stands.turn) == (Status.FAILED, Turn.YOU)
    assert "terminate it" in stands.next


def test_available_is_active_where_the_service_has_no_name_to_enable() -> None:
    nameless = service(private_dns_name="")
    stands = standing(nameless, connection(), vpc_endpoint())
    assert (stands.status, stands.step) == (Status.ACTIVE, None)
    assert "no private DNS name" in stands.next


def test_a_waiting_connection_is_discovered_only_where_nobody_set_it_up_here() -> None:
    assert joined("pendingAcceptance", "DISCOVERED").status is Status.DISCOVERED
    assert joined("pendingAcceptance", "DISCOVERED", draft=Draft("1")).status is Status.PENDING


def test_a_connection_without_its_other_half_names_the_account_that_asks() -> None:
    stands = standing(service(), connection(state="DISCOVERED", owner_account="999988887777"), None)
    assert "999988887777" in stands.next


def test_a_failed_endpoint_gives_awss_reason() -> None:
    broken = vpc_endpoint(state="failed", last_error="Quota: too many")
    assert "Quota: too many" in standing(service(), None, broken).next


def test_a_failed_connection_gives_tidbs_reason() -> None:
    broken = connection(state="FAILED", message="The VPC Endpoint Id does not exist")
    assert "The VPC Endpoint Id does not exist" in standing(service(), broken, vpc_endpoint()).next


@pytest.mark.parametrize(
    ("aws", "step"), [("pendingAcceptance", ACCEPT), ("available", ACCEPT), ("rejected", None), ("-", None)]
)
def test_a_failed_record_of_tidb_cloud_is_made_anew_by_edit_while_its_endpoint_lives(
    aws: str, step: Step | None
) -> None:
    half = None if aws == "-" else vpc_endpoint(state=aws)
    stands = standing(service(), connection(state="FAILED", message="Timed out.", is_record=True), half)
    assert stands.step == step
    assert ("Timed out. Edit, then Next, tries again" in stands.next) == (step is ACCEPT)


@pytest.mark.parametrize("draft", [None, Draft("1", "c")])
def test_a_paused_cluster_asks_nobody_to_create_an_endpoint(draft: Draft | None) -> None:
    stands = standing(service(), None, None, draft, cluster(state=ClusterState.PAUSED))
    assert (stands.turn, stands.step) == (Turn.NOBODY, None)
    assert stands.next == "The cluster is paused: it takes no private endpoint now."


def test_a_stale_message_on_an_active_connection_changes_nothing() -> None:
    stale = connection(state="ACTIVE", message="The VPC Endpoint Id does not exist")
    assert standing(service(), stale, vpc_endpoint(private_dns_enabled=True)).status is Status.ACTIVE


def test_a_state_nobody_knows_is_shown_as_it_came() -> None:
    assert "exploding" in standing(service(), None, vpc_endpoint(state="exploding")).next
    assert "MELTING" in standing(service(), connection(state="MELTING"), None).next


@pytest.mark.parametrize(
    ("state", "draft", "expected"),
    [
        (ServiceState.CREATING, None, (Status.NOT_CONFIGURED, Turn.TIDB)),
        (ServiceState.CREATING, Draft("1"), (Status.INITIATING, Turn.TIDB)),
        (ServiceState.ACTIVE, None, (Status.NOT_CONFIGURED, Turn.YOU)),
        (ServiceState.ACTIVE, Draft("1"), (Status.INITIATING, Turn.YOU)),
        (ServiceState.DELETING, None, (Status.DELETING, Turn.TIDB)),
        (ServiceState.DELETING, Draft("1"), (Status.DELETING, Turn.TIDB)),
        (ServiceState.UNKNOWN, None, (Status.NOT_CONFIGURED, Turn.YOU)),
    ],
)
def test_without_an_endpoint_the_service_tells(
    state: ServiceState, draft: Draft | None, expected: tuple[Status, Turn]
) -> None:
    stands = standing(service(state=state), None, None, draft)
    assert (stands.status, stands.turn) == expected
    assert stands.next


@pytest.mark.parametrize("of", [None, service()], ids=["no service yet", "service"])
def test_a_draft_whose_endpoint_is_not_to_be_seen_asks_for_its_id(of: PrivateLinkService | None) -> None:
    stands = standing(of, None, None, Draft("1", "c", vpc_endpoint_id=VPCE_ID))
    assert (stands.turn, stands.step) == (Turn.YOU, ACCEPT)
    assert VPCE_ID in stands.next


def test_every_status_has_a_mark_of_one_cell() -> None:
    assert set(MARKS) == set(Status)
    assert {len(mark) for mark in MARKS.values()} == {1}


@pytest.mark.parametrize(
    ("wire", "state"),
    [("PendingAcceptance", "pendingAcceptance"), ("AVAILABLE", "available"), ("", "unknown"), ("later", "unknown")],
)
def test_awss_states_are_read_in_any_casing(wire: str, state: str) -> None:
    assert VpcEndpointState(wire).value == state


def test_a_connection_that_ended_is_not_said_to_wait_for_acceptance_by_a_slower_aws() -> None:
    waiting = vpc_endpoint(state="pendingAcceptance")
    for tidb in ("DELETING", "FAILED", "REJECTED"):
        assert standing(service(), replace(connection(), state=ConnectionState(tidb)), waiting).step is None
