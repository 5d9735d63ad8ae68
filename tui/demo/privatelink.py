"""What moto lacks of PrivateLink, put in at the seam: the classes that answer requests to EC2 and ELBv2."""

import moto.ec2.urls
import moto.elb.urls
from moto.ec2.responses import EC2Response

from tui.demo.cloud import Cloud
from tui.demo.connections import ConnectionActions
from tui.demo.endpoints import EndpointActions
from tui.demo.load_balancers import LoadBalancerResponse
from tui.demo.network import NetworkActions
from tui.demo.services import PermissionActions

SEAM = "{0}/"
"""The path in `moto.ec2.urls.url_paths` that moto dispatches EC2 from."""

ELB_SEAM = "{0}/$"
"""The path in `moto.elb.urls.url_paths`; moto serves both generations of load balancers from there."""

_UNTOUCHED_ELB = moto.elb.urls.url_paths[ELB_SEAM]


class PrivateLinkResponse(EndpointActions, PermissionActions, ConnectionActions, NetworkActions):
    """EC2 with PrivateLink as AWS has it."""


def install(cloud: Cloud) -> None:
    """Answer requests from `cloud`."""
    PrivateLinkResponse.cloud = cloud
    moto.ec2.urls.url_paths[SEAM] = PrivateLinkResponse.dispatch
    moto.elb.urls.url_paths[ELB_SEAM] = LoadBalancerResponse.dispatch


def uninstall() -> None:
    """Give moto its own answers back."""
    moto.ec2.urls.url_paths[SEAM] = EC2Response.dispatch
    moto.elb.urls.url_paths[ELB_SEAM] = _UNTOUCHED_ELB
