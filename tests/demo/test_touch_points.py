"""What we override or lean on in moto; fails where moto moves it or grows it, so that we compare again."""

import importlib.util
import inspect
from typing import Any

import moto.ec2.urls
import pytest
from moto.ec2.exceptions import DryRunClientError, EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpc_service_configuration import VPCServiceConfigurationBackend
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses import EC2Response
from moto.elbv2.models import ELBv2Backend
from moto.moto_api._internal import mock_random

from tui.demo import privatelink

MISSING = (
    "accept_vpc_endpoint_connections",
    "reject_vpc_endpoint_connections",
    "describe_vpc_endpoint_connections",
    "start_vpc_endpoint_service_private_dns_verification",
)
REPLACED = (
    "create_vpc_endpoint",
    "modify_vpc_endpoint",
    "describe_vpc_endpoints",
    "delete_vpc_endpoints",
    "describe_vpc_endpoint_services",
    "create_vpc_endpoint_service_configuration",
    "describe_vpc_endpoint_service_configurations",
    "delete_vpc_endpoint_service_configurations",
    "describe_vpc_endpoint_service_permissions",
    "modify_vpc_endpoint_service_permissions",
)


def untouched(name: str) -> Any:
    """The module `name`, read anew: the one in use may be ours already."""
    source = importlib.util.find_spec(name)
    assert source is not None
    assert source.loader is not None
    module = importlib.util.module_from_spec(source)
    source.loader.exec_module(module)
    return module


def test_the_seams_are_where_moto_dispatches_from() -> None:
    assert untouched("moto.ec2.urls").url_paths == {privatelink.SEAM: EC2Response.dispatch}
    elb = untouched("moto.elb.urls")
    assert elb.url_paths == {privatelink.ELB_SEAM: elb.api_version_elb_backend}


@pytest.mark.usefixtures("demo")
def test_while_the_demo_runs_our_class_answers() -> None:
    assert moto.ec2.urls.url_paths[privatelink.SEAM] == privatelink.PrivateLinkResponse.dispatch


@pytest.mark.parametrize("action", MISSING)
def test_moto_still_lacks_what_we_add(action: str) -> None:
    assert not hasattr(EC2Response, action)
    assert callable(getattr(privatelink.PrivateLinkResponse, action))


@pytest.mark.parametrize("action", REPLACED)
def test_moto_still_has_under_this_name_what_we_replace(action: str) -> None:
    assert getattr(EC2Response, action) is not getattr(privatelink.PrivateLinkResponse, action)


@pytest.mark.parametrize(
    "method", ["call_action", "serialized", "_get_param", "_get_bool_param", "_filters_from_querystring"]
)
def test_requests_are_still_read_and_answered_by_these(method: str) -> None:
    assert callable(getattr(EC2Response, method))


def test_a_tag_filter_and_a_dry_run_are_still_errors_with_code_and_message() -> None:
    error = EC2ClientError("InvalidFilter", "The filter 'x' is invalid")
    assert (error.code, error.message) == ("InvalidFilter", "The filter 'x' is invalid")
    assert DryRunClientError().code == "DryRunOperation"


def test_records_are_still_kept_in_these_dictionaries() -> None:
    assert "self.vpc_end_points" in inspect.getsource(VPCBackend.__init__)
    assert "self.configurations" in inspect.getsource(VPCServiceConfigurationBackend.__init__)
    assert "self.enis" in inspect.getsource(NetworkInterfaceBackend.__init__)
    assert "self.load_balancers" in inspect.getsource(ELBv2Backend.__init__)


def test_the_backends_still_offer_what_the_world_is_built_with() -> None:
    wanted = {"create_vpc", "create_subnet", "create_security_group", "authorize_security_group_ingress"}
    wanted |= {"create_network_interface", "modify_network_interface_attribute", "get_default_security_group"}
    assert wanted <= set(dir(EC2Backend))
    assert {"get_available_subnet_ip", "available_ip_address_count", "availability_zone_id"} <= set(dir(Subnet))
    assert {"get_tags", "add_tags"} <= set(dir(TaggedEC2Resource))


def test_ids_can_still_be_made_to_repeat() -> None:
    mock_random.seed("vpc")
    first = mock_random.get_random_hex(17)
    mock_random.seed("vpc")
    assert mock_random.get_random_hex(17) == first
    mock_random.seed()
