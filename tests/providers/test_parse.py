"""EC2's and ELBv2's answers -> domain values: unknown words, missing fields and either casing never fail."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes import TOKEN, cluster, service
from tui.domain.clusters import ClusterState, Tier
from tui.domain.endpoints import ConnectionState, DnsNameState, ServiceState, VpcEndpointState
from tui.domain.network import IngressRule, NetworkInterface
from tui.providers import aws_parse, self_managed_parse

AT = datetime(2026, 8, 1, tzinfo=UTC)
ENDPOINT = {
    "VpcEndpointId": "vpce-0123456789abcdef0",
    "State": "available",
    "ServiceName": "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0",
    "VpcId": "vpc-0123456789abcdef0",
    "PrivateDnsEnabled": True,
    "SubnetIds": ["subnet-1", "subnet-2"],
    "Groups": [{"GroupId": "sg-1", "GroupName": "tidb"}],
    "NetworkInterfaceIds": ["eni-1"],
    "DnsEntries": [{"DnsName": "vpce-1.example", "HostedZoneId": "Z"}],
    "OwnerId": "111122223333",
    "CreationTimestamp": AT,
    "RequesterManaged": True,
    "Tags": [{"Key": "tidb-pe:draft", "Value": TOKEN}],
}


def test_an_endpoint_has_every_field() -> None:
    found = aws_parse.vpc_endpoint(ENDPOINT, "us-west-2")
    assert (found.id, found.region, found.vpc_id) == (ENDPOINT["VpcEndpointId"], "us-west-2", ENDPOINT["VpcId"])
    assert (found.subnet_ids, found.security_group_ids) == (("subnet-1", "subnet-2"), ("sg-1",))
    assert (found.network_interface_ids, found.dns_names) == (("eni-1",), ("vpce-1.example",))
    assert (found.owner_account, found.created_at, found.draft_id) == ("111122223333", AT, TOKEN)
    assert (found.private_dns_enabled, found.requester_managed, found.last_error) == (True, True, "")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pendingAcceptance", VpcEndpointState.PENDING_ACCEPTANCE),
        ("PendingAcceptance", VpcEndpointState.PENDING_ACCEPTANCE),
        ("Available", VpcEndpointState.AVAILABLE),
        ("partial", VpcEndpointState.PARTIAL),
        ("hibernating", VpcEndpointState.UNKNOWN),
        ("", VpcEndpointState.UNKNOWN),
    ],
)
def test_a_state_is_read_in_any_casing_and_kept_as_sent(text: str, state: VpcEndpointState) -> None:
    found = aws_parse.vpc_endpoint(ENDPOINT | {"State": text}, "us-west-2")
    assert (found.state, found.state_text) == (state, text)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"LastError": {"Code": "NoAddress", "Message": "Subnet is full"}}, "NoAddress: Subnet is full"),
        ({"LastError": {"Message": "Subnet is full"}}, "Subnet is full"),
        ({"FailureReason": "It broke"}, "It broke"),
        ({"LastError": None}, ""),
    ],
)
def test_why_an_endpoint_failed_is_told(fields: dict[str, Any], shown: str) -> None:
    assert aws_parse.vpc_endpoint(ENDPOINT | fields, "us-west-2").last_error == shown


def test_an_empty_answer_fails_nowhere() -> None:
    assert aws_parse.vpc_endpoint({}, "us-west-2").state is VpcEndpointState.UNKNOWN
    assert aws_parse.subnet({}).free_addresses == 0
    assert aws_parse.vpc({}).name == ""
    assert aws_parse.network_interface({}).private_ip == ""
    assert aws_parse.security_group({}).ingress == ()
    assert aws_parse.endpoint_service({}).dns_state is DnsNameState.NONE
    assert aws_parse.identity({}).account == ""
    assert self_managed_parse.cluster({}, {}, "us-west-2") is None
    assert self_managed_parse.service({}, "c", "us-west-2", ()).state is ServiceState.UNKNOWN
    row = self_managed_parse.connection({}, service())
    assert row
    assert row.state is ConnectionState.UNKNOWN


def test_a_rule_is_told_by_each_of_its_sources() -> None:
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 3999,
        "ToPort": 4001,
        "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
        "UserIdGroupPairs": [{"GroupId": "sg-2"}],
        "PrefixListIds": [{"PrefixListId": "pl-1"}],
    }
    group = aws_parse.security_group({"GroupId": "sg-1", "IpPermissions": [permission]})
    assert [rule.source for rule in group.ingress] == ["10.0.0.0/8", "::/0", "sg-2", "pl-1"]
    assert group.ingress[0] == IngressRule("tcp", 3999, 4001, "10.0.0.0/8")
    assert group.admits(4000)


def test_a_rule_for_everything_admits_the_port() -> None:
    permission = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    assert aws_parse.security_group({"IpPermissions": [permission]}).admits(4000)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"PrivateDnsName": "h.example", "PrivateDnsNameVerificationState": "verified"}, DnsNameState.VERIFIED),
        ({"PrivateDnsName": "h.example", "PrivateDnsNameVerificationState": "PendingVerification"},
         DnsNameState.PENDING_VERIFICATION),
        ({"PrivateDnsName": "h.example"}, DnsNameState.UNKNOWN),
        ({"PrivateDnsNameVerificationState": "verified"}, DnsNameState.NONE),
    ],
)  # fmt: skip
def test_a_private_dns_name_is_verified_only_if_there_is_one(fields: dict[str, Any], state: DnsNameState) -> None:
    assert aws_parse.endpoint_service(fields).dns_state is state


BALANCER = {"LoadBalancerArn": cluster().id, "State": {"Code": "active"}, "Type": "network"}


def test_a_load_balancer_without_the_tag_is_no_cluster() -> None:
    assert self_managed_parse.cluster(BALANCER, {"Name": "orders", "tidb-pe:port": "4000"}, "us-west-2") is None


def test_a_cluster_is_read_from_its_tags() -> None:
    labels = {
        "tidb-pe:cluster": "Orders",
        "tidb-pe:tier": "developer",
        "tidb-pe:version": "v8.5.3",
        "tidb-pe:state": "paused",
        "tidb-pe:port": "4001",
        "tidb-pe:host": "orders.example.com",
    }
    found = self_managed_parse.cluster(BALANCER, labels, "us-west-2")
    assert found
    assert (found.id, found.name, found.region) == (cluster().id, "Orders", "us-west-2")
    assert (found.tier, found.state, found.state_text) == (Tier.DEVELOPER, ClusterState.PAUSED, "paused")
    assert (found.version, found.port, found.host) == ("v8.5.3", 4001, "orders.example.com")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("provisioning", ClusterState.CREATING),
        ("active", ClusterState.ACTIVE),
        ("active_impaired", ClusterState.ACTIVE),
        ("failed", ClusterState.INACTIVE),
        ("dreaming", ClusterState.UNKNOWN),
    ],
)
def test_without_a_tag_the_load_balancer_tells_the_state(code: str, state: ClusterState) -> None:
    found = self_managed_parse.cluster(BALANCER | {"State": {"Code": code}}, {"tidb-pe:cluster": "o"}, "us-west-2")
    assert found
    assert (found.state, found.state_text, found.tier) == (state, code, Tier.DEDICATED)


@pytest.mark.parametrize("port", ["", "mysql", "-1", "4000x", "\u0664"])
def test_a_port_that_is_none_is_the_default(port: str) -> None:
    found = self_managed_parse.cluster(BALANCER, {"tidb-pe:cluster": "o", "tidb-pe:port": port}, "us-west-2")
    assert found
    assert found.port == 4000


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Pending", ServiceState.CREATING),
        ("Available", ServiceState.ACTIVE),
        ("available", ServiceState.ACTIVE),
        ("Deleting", ServiceState.DELETING),
        ("Failed", ServiceState.FAILED),
    ],
)
def test_a_service_configurations_state_is_told_in_tidb_clouds_words(text: str, state: ServiceState) -> None:
    found = self_managed_parse.service({"ServiceState": text}, "c", "us-west-2", ())
    assert (found.state, found.state_text) == (state, text)


@pytest.mark.parametrize(
    ("proof", "record"),
    [
        ({"State": "pendingVerification", "Type": "TXT", "Name": "_x", "Value": "vpce:1"}, "_x TXT vpce:1"),
        ({"State": "failed", "Name": "_x", "Value": "vpce:1"}, "_x TXT vpce:1"),
        ({"State": "verified", "Type": "TXT", "Name": "_x", "Value": "vpce:1"}, ""),
        ({"State": "pendingVerification"}, ""),
    ],
)
def test_the_record_that_proves_the_domain_is_told_until_it_did(proof: dict[str, str], record: str) -> None:
    raw = {"PrivateDnsName": "h.example", "PrivateDnsNameConfiguration": proof}
    found = self_managed_parse.service(raw, "c", "us-west-2", ())
    assert (found.dns_record, found.dns_state) == (record, DnsNameState(proof["State"]))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pendingAcceptance", ConnectionState.DISCOVERED),
        ("PendingAcceptance", ConnectionState.DISCOVERED),
        ("pending", ConnectionState.PENDING),
        ("available", ConnectionState.ACTIVE),
        ("deleting", ConnectionState.DELETING),
        ("rejected", ConnectionState.REJECTED),
        ("failed", ConnectionState.FAILED),
        ("expired", ConnectionState.FAILED),
        ("partial", ConnectionState.UNKNOWN),
    ],
)
def test_a_connections_state_is_told_in_tidb_clouds_words(text: str, state: ConnectionState) -> None:
    raw = {"VpcEndpointId": "vpce-1", "VpcEndpointState": text, "VpcEndpointOwner": "111122223333"}
    found = self_managed_parse.connection(raw, service())
    assert found
    assert (found.state, found.state_text, found.owner_account) == (state, text, "111122223333")


def test_a_deleted_connection_is_none() -> None:
    assert self_managed_parse.connection({"VpcEndpointState": "deleted"}, service()) is None


def test_a_network_interface_is_read() -> None:
    raw = {
        "NetworkInterfaceId": "eni-1",
        "SubnetId": "subnet-1",
        "AvailabilityZone": "us-west-2a",
        "PrivateIpAddress": "10.0.0.4",
        "Status": "in-use",
        "Groups": [{"GroupId": "sg-1"}, {"GroupId": "sg-2"}],
    }
    expected = NetworkInterface("eni-1", "subnet-1", "us-west-2a", "10.0.0.4", "in-use", ("sg-1", "sg-2"))
    assert aws_parse.network_interface(raw) == expected


def test_an_answer_as_it_came_cannot_steer_the_terminal() -> None:
    text = aws_parse.as_json({"Tags": [{"Key": "Name", "Value": "a\x1b[31m\u202e\u200b"}], "CreationTimestamp": AT})
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["CreationTimestamp"] == "2026-08-01 00:00:00+00:00"


def test_filters_are_named_as_aws_does() -> None:
    assert aws_parse.filters(vpc_id=["v"]) == [{"Name": "vpc-id", "Values": ["v"]}]


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    hostile = "orders\x1b]52;c;aGk=\x07\r\u202e"
    group = aws_parse.security_group({"GroupName": hostile, "Description": hostile})
    found = self_managed_parse.cluster(BALANCER, {"tidb-pe:cluster": aws_parse.plain(hostile)}, "us-west-2")
    named = aws_parse.vpc({"Tags": [{"Key": "Name", "Value": hostile}]})
    failed = aws_parse.vpc_endpoint({"State": hostile, "LastError": {"Message": hostile}}, "us-west-2")
    assert found
    texts = (group.name, group.description, found.name, named.name, failed.state_text, failed.last_error)
    assert all(text.startswith("orders ") and text.isprintable() for text in texts)


def test_a_vpcs_secondary_cidrs_are_those_that_are_associated() -> None:
    raw = {
        "VpcId": "vpc-1",
        "CidrBlock": "10.1.0.0/16",
        "CidrBlockAssociationSet": [
            {"CidrBlock": cidr, "CidrBlockState": {"State": state}}
            for cidr, state in (
                ("10.1.0.0/16", "associated"),
                ("100.64.0.0/10", "associated"),
                ("10.8.0.0/16", "associating"),
                ("10.9.0.0/16", "disassociating"),
                ("10.10.0.0/16", "failed"),
            )
        ],
    }
    assert aws_parse.vpc(raw).cidrs == ("10.1.0.0/16", "100.64.0.0/10", "10.8.0.0/16")
    assert aws_parse.vpc({"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16"}).cidrs == ("10.1.0.0/16",)


def test_an_endpoints_tags_tell_which_program_made_it() -> None:
    made = aws_parse.vpc_endpoint({"Tags": [{"Key": "ManagedBy", "Value": "Terraform"}]}, "us-west-2")
    assert made.managed_by == "Terraform"
