"""The service's side: configurations, who may connect, and what others see of them."""

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import DELETION_S, SERVICE_S, Operator, Owner, refusal
from tests.demo.running import DemoCloud

ROOT = "arn:aws:iam::111122223333:root"


def permit(owner: Owner, service: dict[str, Any], **changes: list[str]) -> None:
    owner.ec2.modify_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"], **changes)


def seen_by(operator: Operator, service: dict[str, Any]) -> dict[str, Any]:
    names = [service["ServiceName"]]
    detail: dict[str, Any] = operator.ec2.describe_vpc_endpoint_services(ServiceNames=names)["ServiceDetails"][0]
    return detail


def test_a_service_takes_its_time_to_become_available(demo: DemoCloud, owner: Owner) -> None:
    assert owner.create(PrivateDnsName="db.example.com")["ServiceState"] == "Pending"
    demo.advance(SERVICE_S - 1)
    ids = owner.ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    assert [row["ServiceState"] for row in ids if row.get("PrivateDnsName") == "db.example.com"] == ["Pending"]
    demo.advance(1)
    ids = owner.ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    assert [row["ServiceState"] for row in ids if row.get("PrivateDnsName") == "db.example.com"] == ["Available"]


def test_a_service_has_the_zones_of_its_load_balancer_and_17_digits(owner: Owner) -> None:
    made = owner.create()
    assert re.fullmatch("vpce-svc-[0-9a-f]{17}", made["ServiceId"])
    assert made["AvailabilityZoneIds"] == ["usw2-az1", "usw2-az2", "usw2-az3"]
    assert made["NetworkLoadBalancerArns"] == [owner.load_balancer("checkout-prod")]


def test_an_unknown_load_balancer_is_refused(owner: Owner) -> None:
    arn = owner.load_balancer("checkout-prod").replace("checkout", "nowhere")
    with pytest.raises(ClientError) as error:
        owner.create(NetworkLoadBalancerArns=[arn])
    assert refusal(error)[0] == "InvalidParameter"


def test_the_same_token_starts_one_service(owner: Owner) -> None:
    assert owner.create(ClientToken="one")["ServiceId"] == owner.create(ClientToken="one")["ServiceId"]
    with pytest.raises(ClientError) as error:
        owner.create(ClientToken="one", PrivateDnsName="db.example.com")
    assert refusal(error)[0] == "IdempotentParameterMismatch"


def test_another_account_sees_a_service_only_once_it_is_allowed(operator: Operator, owner: Owner) -> None:
    service = owner.create()
    with pytest.raises(ClientError) as error:
        seen_by(operator, service)
    assert refusal(error)[0] == "InvalidServiceName"
    permit(owner, service, AddAllowedPrincipals=[ROOT])
    assert seen_by(operator, service)["Owner"] == "444455556666"
    permit(owner, service, RemoveAllowedPrincipals=[ROOT])
    with pytest.raises(ClientError):
        seen_by(operator, service)


def test_another_region_does_not_see_a_service(demo: DemoCloud, owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        seen_by(Operator(demo, "eu-central-1"), owner.service())
    assert refusal(error)[0] == "InvalidServiceName"


def test_everyone_may_be_allowed(operator: Operator, owner: Owner) -> None:
    service = owner.create()
    permit(owner, service, AddAllowedPrincipals=["*"])
    assert seen_by(operator, service)["ServiceId"] == service["ServiceId"]


def test_those_who_may_connect_see_zones_name_and_whether_to_wait(operator: Operator, owner: Owner) -> None:
    detail = seen_by(operator, owner.service())
    assert detail["AvailabilityZoneIds"] == ["usw2-az1", "usw2-az2", "usw2-az3"]
    assert detail["AvailabilityZones"] == ["us-west-2a", "us-west-2b", "us-west-2c"]
    assert detail["PrivateDnsName"] == "privatelink-19102.h4rt7b.clusters.tidb-cloud.com"
    assert detail["PrivateDnsNameVerificationState"] == "verified"
    assert detail["AcceptanceRequired"] is True


def test_a_filter_by_service_name_works(operator: Operator, owner: Owner) -> None:
    name = owner.service()["ServiceName"]
    found = operator.ec2.describe_vpc_endpoint_services(Filters=[{"Name": "service-name", "Values": [name]}])
    assert found["ServiceNames"] == [name]


def test_principals_are_told_with_their_kind_and_filtered(owner: Owner) -> None:
    service_id = owner.service()["ServiceId"]
    wanted = [{"Name": "principal", "Values": [ROOT]}]
    found = owner.ec2.describe_vpc_endpoint_service_permissions(ServiceId=service_id, Filters=wanted)
    assert [(row["Principal"], row["PrincipalType"]) for row in found["AllowedPrincipals"]] == [(ROOT, "Account")]


def test_principals_come_in_pages(owner: Owner) -> None:
    service_id = owner.service()["ServiceId"]
    page = owner.ec2.describe_vpc_endpoint_service_permissions(ServiceId=service_id, MaxResults=1)
    assert (len(page["AllowedPrincipals"]), bool(page["NextToken"])) == (1, True)


def test_allowing_someone_twice_keeps_them_once(owner: Owner) -> None:
    service = owner.service()
    permit(owner, service, AddAllowedPrincipals=[ROOT])
    found = owner.ec2.describe_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"])["AllowedPrincipals"]
    assert [row["Principal"] for row in found].count(ROOT) == 1


def test_what_is_no_principal_is_refused(owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        permit(owner, owner.service(), AddAllowedPrincipals=["111122223333"])
    assert refusal(error)[0] == "InvalidPrincipal"


def test_configurations_come_in_pages_and_by_filter(owner: Owner) -> None:
    pages = owner.ec2.get_paginator("describe_vpc_endpoint_service_configurations")
    counts = [len(page["ServiceConfigurations"]) for page in pages.paginate(PaginationConfig={"PageSize": 1})]
    pending = [{"Name": "service-state", "Values": ["Pending"]}]
    found = owner.ec2.describe_vpc_endpoint_service_configurations(Filters=pending)["ServiceConfigurations"]
    assert counts == [1, 1]
    assert found == [owner.service("inventory-prod")]


def test_an_unknown_service_id_is_not_found(owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        owner.ec2.describe_vpc_endpoint_service_configurations(ServiceIds=["vpce-svc-0123456789abcdef0"])
    assert refusal(error)[0] == "InvalidVpcEndpointServiceId.NotFound"


def test_a_service_of_another_account_is_not_ones_own(operator: Operator, owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_vpc_endpoint_service_permissions(ServiceId=owner.service()["ServiceId"])
    assert refusal(error)[0] == "InvalidVpcEndpointServiceId.NotFound"


def test_a_service_with_live_connections_is_not_deleted(owner: Owner) -> None:
    service_id = owner.service()["ServiceId"]
    failed = owner.ec2.delete_vpc_endpoint_service_configurations(ServiceIds=[service_id])["Unsuccessful"]
    assert [item["Error"]["Code"] for item in failed] == ["ExistingVpcEndpointConnections"]
    assert owner.service()["ServiceState"] == "Available"


def test_a_service_without_connections_is_deleting_and_then_gone(demo: DemoCloud, owner: Owner) -> None:
    service_id = owner.service("inventory-prod")["ServiceId"]
    assert owner.ec2.delete_vpc_endpoint_service_configurations(ServiceIds=[service_id])["Unsuccessful"] == []
    assert owner.service("inventory-prod")["ServiceState"] == "Deleting"
    demo.advance(DELETION_S)
    with pytest.raises(ClientError):
        owner.ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service_id])


def test_deleting_lists_what_is_not_there(owner: Owner) -> None:
    unknown = "vpce-svc-0123456789abcdef0"
    failed = owner.ec2.delete_vpc_endpoint_service_configurations(ServiceIds=[unknown])["Unsuccessful"]
    assert [(item["ResourceId"], item["Error"]["Code"]) for item in failed] == [
        (unknown, "InvalidVpcEndpointService.NotFound")
    ]
