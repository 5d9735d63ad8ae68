"""Private DNS: switched on only where AWS would, and refused in its words."""

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import ACCEPT_S, DNS_VERIFICATION_S, SERVICE_S, Operator, Owner, refusal
from tests.demo.running import DemoCloud

HOST = "privatelink-19102.h4rt7b.clusters.tidb-cloud.com"
ROOT = "arn:aws:iam::111122223333:root"


def accepted(demo: DemoCloud, operator: Operator, owner: Owner, vpc: str) -> str:
    """A new, available endpoint to orders-prod in `vpc`."""
    vpce = str(operator.create(owner.service()["ServiceName"], vpc)["VpcEndpointId"])
    owner.accept(vpce)
    demo.advance(ACCEPT_S)
    return vpce


def refused(operator: Operator, vpce: str) -> str:
    with pytest.raises(ClientError) as error:
        operator.modify(vpce, PrivateDnsEnabled=True)
    code, message = refusal(error)
    assert code == "InvalidParameter"
    assert operator.endpoint(vpce)["PrivateDnsEnabled"] is False
    return message


def test_it_is_switched_on_and_off_at_once(operator: Operator) -> None:
    operator.modify("orders-api", PrivateDnsEnabled=True)
    endpoint = operator.endpoint("orders-api")
    assert (endpoint["State"], endpoint["PrivateDnsEnabled"]) == ("available", True)
    assert HOST in [entry["DnsName"] for entry in endpoint["DnsEntries"]]
    operator.modify("orders-api", PrivateDnsEnabled=False)
    assert operator.endpoint("orders-api")["PrivateDnsEnabled"] is False


def test_switching_it_on_twice_is_no_error(operator: Operator) -> None:
    operator.modify("orders-api", PrivateDnsEnabled=True)
    operator.modify("orders-api", PrivateDnsEnabled=True)
    assert operator.endpoint("orders-api")["PrivateDnsEnabled"] is True


def test_it_waits_for_the_connection_to_be_accepted(operator: Operator) -> None:
    message = refused(operator, operator.endpoint("orders-legacy")["VpcEndpointId"])
    assert "can only be enabled after the endpoint connection is accepted by the owner" in message


def test_creating_with_it_is_refused_as_nothing_is_accepted_yet(operator: Operator, owner: Owner) -> None:
    count = len(operator.ec2.describe_vpc_endpoints()["VpcEndpoints"])
    with pytest.raises(ClientError) as error:
        operator.create(owner.service()["ServiceName"], PrivateDnsEnabled=True)
    assert "after the endpoint connection is accepted" in refusal(error)[1]
    assert len(operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]) == count


def test_both_vpc_attributes_have_to_be_on(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    vpce = accepted(demo, operator, owner, "apps-legacy")
    message = refused(operator, vpce)
    assert "requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true" in message
    operator.ec2.modify_vpc_attribute(VpcId=operator.vpc("apps-legacy"), EnableDnsHostnames={"Value": True})
    operator.modify(vpce, PrivateDnsEnabled=True)
    assert operator.endpoint(vpce)["PrivateDnsEnabled"] is True


def test_dns_support_switched_off_refuses_it_too(operator: Operator) -> None:
    operator.ec2.modify_vpc_attribute(VpcId=operator.vpc(), EnableDnsSupport={"Value": False})
    assert "requires both" in refused(operator, operator.endpoint("orders-api")["VpcEndpointId"])


def test_a_second_one_for_the_same_name_in_a_vpc_conflicts(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    message = refused(operator, accepted(demo, operator, owner, "reporting"))
    assert f"there is already a conflicting DNS domain for {HOST} in the VPC {operator.vpc('reporting')}" in message


def test_the_conflict_ends_when_the_other_one_is_switched_off(
    demo: DemoCloud, operator: Operator, owner: Owner
) -> None:
    vpce = accepted(demo, operator, owner, "reporting")
    operator.modify("orders-reporting", PrivateDnsEnabled=False)
    operator.modify(vpce, PrivateDnsEnabled=True)
    assert operator.endpoint(vpce)["PrivateDnsEnabled"] is True


@pytest.mark.parametrize(
    ("name", "text"), [("", "does not provide a private DNS name"), ("db.example.com", "is not verified")]
)
def test_the_service_needs_a_verified_name(
    demo: DemoCloud, operator: Operator, owner: Owner, name: str, text: str
) -> None:
    changes = {"PrivateDnsName": name} if name else {}
    service = owner.create(**changes)
    owner.ec2.modify_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"], AddAllowedPrincipals=[ROOT])
    demo.advance(SERVICE_S)
    vpce = operator.create(service["ServiceName"])["VpcEndpointId"]
    owner.ec2.accept_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=[vpce])
    demo.advance(ACCEPT_S)
    assert text in refused(operator, vpce)


def test_a_name_is_verified_some_time_after_it_was_asked_for(demo: DemoCloud, owner: Owner) -> None:
    service_id = owner.create(PrivateDnsName="db.example.com")["ServiceId"]

    def state() -> str:
        found = owner.ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service_id])
        return str(found["ServiceConfigurations"][0]["PrivateDnsNameConfiguration"]["State"])

    demo.advance(10 * DNS_VERIFICATION_S)
    assert state() == "pendingVerification"
    owner.ec2.start_vpc_endpoint_service_private_dns_verification(ServiceId=service_id)
    demo.advance(DNS_VERIFICATION_S - 1)
    assert state() == "pendingVerification"
    demo.advance(1)
    assert state() == "verified"


def test_without_a_name_there_is_nothing_to_verify(owner: Owner) -> None:
    service_id = owner.create()["ServiceId"]
    with pytest.raises(ClientError) as error:
        owner.ec2.start_vpc_endpoint_service_private_dns_verification(ServiceId=service_id)
    assert refusal(error)[0] == "InvalidParameter"
