"""TiDB Cloud's JSON -> domain values: empty texts, numbers for IDs, unknown words and wrong types never fail."""

import json
from typing import Any

import pytest

from tests.providers.tidb_cloud.cloud import CLUSTER, GROUP, HOST, OTHER_GROUP, cluster, node_group, record, service
from tui.domain.clusters import CloudProvider, ClusterState, TidbNodeGroup, Tier
from tui.domain.endpoints import ConnectionState, DnsNameState, ServiceState
from tui.providers.tidb_cloud import parse

DEFAULT = TidbNodeGroup(GROUP, is_default=True, host=HOST)
HOSTILE = "orders\x1b]52;c;aGk=\x07\r\u202e"


def groups(*rows: Any) -> dict[str, Any]:
    return {"tidbNodeSetting": {"tidbNodeGroups": list(rows)}}


def test_a_cluster_has_every_field() -> None:
    found = parse.cluster(cluster())
    assert (found.id, found.name, found.tier, found.version) == (CLUSTER, "orders-prod", Tier.DEDICATED, "v8.5.3")
    assert (found.cloud, found.region, found.port, found.host) == (CloudProvider.AWS, "us-west-2", 4000, HOST)
    assert (found.state, found.state_text, found.project_id) == (ClusterState.ACTIVE, "ACTIVE", "77")
    assert found.node_groups == (TidbNodeGroup(GROUP, "DefaultGroup", is_default=True, host=HOST),)


@pytest.mark.parametrize("text", ["18446744073709551615", '"18446744073709551615"'])
def test_an_id_keeps_every_digit_also_where_it_comes_as_a_number(text: str) -> None:
    assert parse.cluster(cluster(json.loads(text))).id == "18446744073709551615"


@pytest.mark.parametrize("value", [None, "", " ", True, 1.5, [], {}])
def test_what_is_no_id_is_none(value: Any) -> None:
    assert parse.id_of(value) == ""


@pytest.mark.parametrize(
    ("fields", "cloud", "region"),
    [
        ({"regionId": "aws-us-west-2", "cloudProvider": ""}, CloudProvider.AWS, "us-west-2"),
        ({"regionId": "aws-us-west-2", "cloudProvider": "aws"}, CloudProvider.AWS, "us-west-2"),
        ({"regionId": "us-west-2", "cloudProvider": "AWS"}, CloudProvider.AWS, "us-west-2"),
        ({"regionId": "gcp-us-west1", "cloudProvider": "nimbus"}, CloudProvider.GOOGLE_CLOUD, "us-west1"),
        ({"regionId": "azure-eastus2", "cloudProvider": None}, CloudProvider.AZURE, "eastus2"),
        ({"regionId": "nimbus-north-1", "cloudProvider": "nimbus"}, CloudProvider.UNKNOWN, "nimbus-north-1"),
        ({"regionId": "", "cloudProvider": ""}, CloudProvider.UNKNOWN, ""),
    ],
)
def test_the_region_is_told_without_its_cloud(fields: dict[str, Any], cloud: CloudProvider, region: str) -> None:
    found = parse.cluster(cluster(**fields))
    assert (found.cloud, found.region) == (cloud, region)


@pytest.mark.parametrize(("text", "state"), [("paused", ClusterState.PAUSED), ("DREAMING", ClusterState.UNKNOWN),
                                             ("", ClusterState.UNKNOWN), (None, ClusterState.UNKNOWN)])  # fmt: skip
def test_a_clusters_state_is_kept_as_sent(text: str | None, state: ClusterState) -> None:
    found = parse.cluster(cluster(state=text))
    assert (found.state, found.state_text) == (state, text or "")


def test_the_default_node_group_comes_first_and_has_an_empty_key() -> None:
    other = node_group(OTHER_GROUP, "reports", default=False, host="privatelink-2.example")
    found = parse.cluster(cluster(**groups(other, node_group())))
    assert [(each.id, each.key) for each in found.node_groups] == [(GROUP, ""), (OTHER_GROUP, OTHER_GROUP)]
    assert found.host == HOST
    assert parse.key_of(OTHER_GROUP, found) == OTHER_GROUP
    assert parse.key_of(GROUP, found) == ""


@pytest.mark.parametrize("defaults", [(False, False), (True, True)])
def test_exactly_one_node_group_is_the_default_one(defaults: tuple[bool, bool]) -> None:
    rows = (node_group(GROUP, default=defaults[0]), node_group(OTHER_GROUP, default=defaults[1]))
    assert [each.key for each in parse.cluster(cluster(**groups(*rows))).node_groups] == ["", OTHER_GROUP]


@pytest.mark.parametrize(
    ("fields", "port"),
    [
        ({"port": 5000}, 5000),
        ({"port": "5000"}, 5000),
        ({"port": None}, 4001),
        ({"port": ""}, 4001),
        ({"port": 70000}, 4001),
        ({"port": None, "tidbNodeSetting": None}, 4000),
    ],
)
def test_the_port_is_the_clusters_else_that_of_its_private_endpoint(fields: dict[str, Any], port: int) -> None:
    assert parse.cluster(cluster(**fields)).port == port


@pytest.mark.parametrize(
    "raw",
    [
        {},
        dict.fromkeys(cluster()),
        dict.fromkeys(cluster(), ""),
        dict.fromkeys(cluster(), 7),
        {key: [1] for key in cluster()},
        groups(None, "x", {}, {"tidbNodeGroupId": "5", "endpoints": ["x", {"host": None}]}),
    ],
)
def test_nothing_malformed_in_a_cluster_fails(raw: dict[str, Any]) -> None:
    found = parse.cluster(raw, "77")
    assert (found.project_id, found.tier, found.state, found.host) == ("77", Tier.DEDICATED, ClusterState.UNKNOWN, "")


def test_a_service_has_every_field() -> None:
    of = parse.cluster(cluster())
    found = parse.service(service(), of, of.node_groups[0])
    assert (found.owner, found.region, found.state, found.state_text) == (
        (CLUSTER, ""), "us-west-2", ServiceState.ACTIVE, "ACTIVE",
    )  # fmt: skip
    assert found.name.startswith("com.amazonaws.vpce.us-west-2.vpce-svc-")
    assert found.zone_ids == ("usw2-az1", "usw2-az2", "usw2-az3")
    assert (found.private_dns_name, found.dns_state) == (HOST, DnsNameState.VERIFIED)


@pytest.mark.parametrize(
    ("zones", "ids"),
    [
        (["use1-az1", "usw2-lax1-az1", "apne1-az4"], ("use1-az1", "usw2-lax1-az1", "apne1-az4")),
        (["us-east-1a", "us-east-1b"], ()),
        (["use1-az1", "us-east-1b"], ()),
        ([], ()),
        (None, ()),
        ("use1-az1", ()),
        ([None], ()),
    ],
)
def test_only_az_ids_are_compared(zones: Any, ids: tuple[str, ...]) -> None:
    assert parse.service(service(availableZones=zones), parse.cluster(cluster()), DEFAULT).zone_ids == ids


def test_a_service_without_a_dns_name_has_the_groups_private_host_if_there_is_one() -> None:
    of, raw = parse.cluster(cluster()), service(serviceDnsName="")
    assert parse.service(raw, of, DEFAULT).private_dns_name == HOST
    bare = parse.service(raw, of, TidbNodeGroup(GROUP))
    assert (bare.private_dns_name, bare.dns_state) == ("", DnsNameState.NONE)


@pytest.mark.parametrize("raw", [{}, dict.fromkeys(service(), ""), dict.fromkeys(service(), 7)])
def test_nothing_malformed_in_a_service_fails(raw: dict[str, Any]) -> None:
    assert parse.service(raw, parse.cluster(cluster()), DEFAULT).state is ServiceState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("PENDING", ConnectionState.PENDING),
        ("ACTIVE", ConnectionState.ACTIVE),
        ("DELETING", ConnectionState.DELETING),
        ("FAILED", ConnectionState.FAILED),
        ("DISCOVERED", ConnectionState.DISCOVERED),
        ("QUARANTINED", ConnectionState.UNKNOWN),
        ("", ConnectionState.UNKNOWN),
    ],
)
def test_a_connections_state_is_kept_as_sent(text: str, state: ConnectionState) -> None:
    found = parse.connection(record(text), parse.cluster(cluster()))
    assert (found.state, found.state_text, found.owner, found.id) == (state, text, (CLUSTER, ""), "1")


def test_a_stale_message_is_shown_and_decides_nothing() -> None:
    text = "The VPC Endpoint Id '{vpce-0 []}' does not exist"
    found = parse.connection(record("ACTIVE", message=text), parse.cluster(cluster()))
    assert (found.state, found.message, found.ended) == (ConnectionState.ACTIVE, text, False)


def test_a_discovered_endpoint_needs_no_record_to_be_told_from_another() -> None:
    rows = [record("DISCOVERED", "", f"vpce-{at}") for at in range(2)]
    assert len({parse.connection_id(each) for each in rows}) == 2
    assert parse.connection_id(record(endpoint="")) is None


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    of = parse.cluster(cluster(HOSTILE, HOSTILE, version=HOSTILE, state=HOSTILE, regionId=HOSTILE))
    of_group = parse.cluster(cluster(**groups(node_group(HOSTILE, HOSTILE, host=HOSTILE)))).node_groups[0]
    row = parse.connection(record(HOSTILE, HOSTILE, HOSTILE, message=HOSTILE), of)
    served = parse.service(service(serviceName=HOSTILE, serviceDnsName=HOSTILE, state=HOSTILE), of, of_group)
    texts = (of.id, of.name, of.version, of.state_text, of.region, of_group.id, of_group.name, of_group.host, row.id,
             row.vpc_endpoint_id, row.message, row.state_text, served.name, served.private_dns_name)  # fmt: skip
    assert all(text.startswith("orders ") and text.isprintable() for text in texts)
