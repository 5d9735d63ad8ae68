"""Both halves of a private endpoint: what TiDB Cloud does shows in AWS, and the other way round."""

from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import ACCEPT_S, DELETION_S, Operator, refusal
from tests.demo.running_tidb_cloud import ANALYTICS_KEY, TidbCloudDemo
from tests.demo.tidb_cloud.asking import connection, path_of, rows, states
from tests.demo.tidb_cloud.test_states import SYSTEM_CHECK_S
from tui.providers.aws_parse import vpc_endpoint


def service_name(demo: TidbCloudDemo, api: httpx.Client, cluster: str, group: str = "DefaultGroup") -> str:
    return str(api.get(f"{demo.group_path(cluster, group)}/privateLinkService").json()["serviceName"])


def accept(
    demo: TidbCloudDemo, api: httpx.Client, endpoint: dict[str, Any], cluster: str, group: str = "DefaultGroup"
) -> dict[str, Any]:
    body = {"endpointId": endpoint["VpcEndpointId"]}
    made: dict[str, Any] = api.post(demo.connections_path(cluster, group), json=body).raise_for_status().json()
    return made


def test_the_whole_way_from_endpoint_to_private_dns(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    made = operator.create(service_name(demo, api, "inventory-prod"))
    assert made["State"] == "pendingAcceptance"
    record = accept(demo, api, made, "inventory-prod")
    vpce = made["VpcEndpointId"]
    assert (record["endpointState"], operator.state(vpce)) == ("PENDING", "pending")
    demo.advance(ACCEPT_S)
    assert (states(api)[vpce], operator.state(vpce)) == ("PENDING", "available")
    demo.advance(SYSTEM_CHECK_S - ACCEPT_S)
    row = connection(api, vpce)
    assert (row["endpointState"], row["port"]) == ("ACTIVE", 4001)
    operator.modify(vpce, PrivateDnsEnabled=True)
    names = [entry["DnsName"] for entry in operator.endpoint(vpce)["DnsEntries"]]
    assert row["host"] in names


def test_private_dns_meets_what_it_meets_with_load_balancers_of_ones_own(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    made = operator.create(service_name(demo, api, "orders-prod"), vpc="reporting")
    accept(demo, api, made, "orders-prod")
    demo.advance(SYSTEM_CHECK_S)
    with pytest.raises(ClientError, match="conflicting DNS domain for privatelink-19102"):
        operator.modify(made["VpcEndpointId"], PrivateDnsEnabled=True)
    legacy = operator.create(service_name(demo, api, "orders-prod"), vpc="apps-legacy")
    accept(demo, api, legacy, "orders-prod")
    with pytest.raises(ClientError, match="enableDnsHostnames"):
        operator.modify(legacy["VpcEndpointId"], PrivateDnsEnabled=True)


def test_two_groups_of_a_cluster_do_not_conflict_in_one_vpc(operator: Operator) -> None:
    hosts = {
        entry["DnsName"]
        for name in ("orders-reporting", "reporting-bi")
        for entry in operator.endpoint(name)["DnsEntries"]
        if "privatelink-" in entry["DnsName"]
    }
    assert len(hosts) == 2
    assert operator.endpoint("orders-reporting")["VpcId"] == operator.endpoint("reporting-bi")["VpcId"]


def test_the_services_admit_any_account(demo: TidbCloudDemo, api: httpx.Client) -> None:
    analytics = demo.client("ec2", ANALYTICS_KEY)
    names = [service_name(demo, api, "orders-prod")]
    (detail,) = analytics.describe_vpc_endpoint_services(ServiceNames=names)["ServiceDetails"]
    assert (detail["AcceptanceRequired"], detail["PrivateDnsNameVerificationState"]) == (True, "verified")
    assert analytics.meta.config.region_name == "us-west-2"


def test_each_operators_account_sees_its_own_endpoints_only(demo: TidbCloudDemo) -> None:
    analytics = demo.client("ec2", ANALYTICS_KEY, "eu-central-1")
    rows_of_analytics = analytics.describe_vpc_endpoints()["VpcEndpoints"]
    assert {row["OwnerId"] for row in rows_of_analytics} == {"222233334444"}
    assert [row["PrivateDnsEnabled"] for row in rows_of_analytics] == [True, False]
    assert demo.client("ec2", region="eu-central-1").describe_vpc_endpoints()["VpcEndpoints"] == []
    assert demo.client("sts", ANALYTICS_KEY).get_caller_identity()["Account"] == "222233334444"


def test_deleting_the_record_rejects_the_endpoint_in_the_end(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    vpce = operator.endpoint("orders-reporting")["VpcEndpointId"]
    api.delete(path_of(connection(api, vpce))).raise_for_status()
    assert operator.state(vpce) == "available"
    demo.advance(DELETION_S)
    assert operator.state(vpce) == "rejected"  # without TiDB Cloud being asked in between
    assert vpce not in states(api)
    assert operator.endpoint(vpce)["PrivateDnsEnabled"] is False


def test_an_endpoint_that_is_deleted_in_aws_first_fails_its_record(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])
    assert (states(api)[vpce], operator.state(vpce)) == ("ACTIVE", "deleting")
    demo.advance(DELETION_S)
    row = connection(api, vpce)
    assert (row["endpointState"], row["message"]) == ("FAILED", f"The VPC Endpoint Id '{{{vpce} []}}' does not exist")
    api.delete(path_of(row)).raise_for_status()
    demo.advance(DELETION_S)
    assert vpce not in states(api)


def test_an_endpoint_that_vanishes_while_the_system_is_checked_fails(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    made = operator.create(service_name(demo, api, "inventory-prod"))
    accept(demo, api, made, "inventory-prod")
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
    demo.advance(SYSTEM_CHECK_S)
    assert states(api)[made["VpcEndpointId"]] == "FAILED"


def test_an_endpoint_on_another_service_is_not_found(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    made = operator.create(service_name(demo, api, "inventory-prod"))
    accept(demo, api, made, "orders-prod", "reporting")
    demo.advance(ACCEPT_S)
    assert operator.state(made["VpcEndpointId"]) == "pendingAcceptance"
    reporting = rows(api, demo.connections_path("orders-prod", "reporting"))
    (row,) = (row for row in reporting if row["endpointId"] == made["VpcEndpointId"])
    assert row["endpointState"] == "FAILED"


def test_a_failed_record_is_deleted_and_made_again(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    endpoint = operator.endpoint("orders-batch")
    failed = connection(api, endpoint["VpcEndpointId"])
    assert (failed["endpointState"], endpoint["State"]) == ("FAILED", "pendingAcceptance")
    api.delete(path_of(failed)).raise_for_status()
    demo.advance(DELETION_S)
    assert operator.state("orders-batch") == "pendingAcceptance"  # what was never accepted is not rejected
    again = accept(demo, api, endpoint, "orders-prod")
    assert again["privateEndpointConnectionId"] != failed["privateEndpointConnectionId"]
    demo.advance(SYSTEM_CHECK_S)
    assert (states(api)[endpoint["VpcEndpointId"]], operator.state("orders-batch")) == ("ACTIVE", "available")


def test_a_rejected_endpoint_cannot_be_used_again(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    made = accept(demo, api, operator.endpoint("orders-test"), "orders-prod")
    demo.advance(SYSTEM_CHECK_S)
    row = api.get(path_of(made)).json()
    assert row["endpointState"] == "FAILED"
    assert row["message"].endswith("is in an invalid state: rejected")
    assert operator.state("orders-test") == "rejected"


def test_two_operators_accept_the_same_endpoint(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    endpoint = operator.endpoint("orders-legacy")
    accept(demo, api, endpoint, "orders-prod")
    with demo.http() as other:
        answer = other.post(demo.connections_path("orders-prod"), json={"endpointId": endpoint["VpcEndpointId"]})
    assert answer.status_code == 409
    demo.advance(SYSTEM_CHECK_S)
    assert states(api)[endpoint["VpcEndpointId"]] == "ACTIVE"


def test_an_endpoint_cannot_be_made_for_a_service_that_is_being_created(
    demo: TidbCloudDemo, operator: Operator
) -> None:
    ec2 = demo.client("ec2", "demo-service")
    wanted = [{"Name": "tag:tidb-pe:cluster", "Values": ["checkout-prod-DefaultGroup"]}]
    (service,) = ec2.describe_vpc_endpoint_service_configurations(Filters=wanted)["ServiceConfigurations"]
    with pytest.raises(ClientError) as error:
        operator.create(service["ServiceName"])
    assert refusal(error)[0] == "InvalidParameter"


def test_one_endpoint_was_made_by_another_program(demo: TidbCloudDemo) -> None:
    endpoints = demo.client("ec2", ANALYTICS_KEY, "eu-central-1").describe_vpc_endpoints()["VpcEndpoints"]
    assert [vpc_endpoint(each, "eu-central-1").managed_by for each in endpoints].count("Terraform") == 1
