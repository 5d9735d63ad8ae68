"""What moto lacks of PrivateLink, put in at the one seam: the class that answers EC2's requests."""

import moto.ec2.urls
from moto.ec2.responses import EC2Response

from tui.demo.cloud import Cloud
from tui.demo.connections import ConnectionActions
from tui.demo.endpoints import EndpointActions
from tui.demo.services import PermissionActions

SEAM = "{0}/"
"""The path in `moto.ec2.urls.url_paths` that moto dispatches EC2 from."""


class PrivateLinkResponse(EndpointActions, PermissionActions, ConnectionActions):
    """EC2 with PrivateLink as AWS has it."""


def install(cloud: Cloud) -> None:
    """Answer EC2's requests from `cloud`."""
    PrivateLinkResponse.cloud = cloud
    moto.ec2.urls.url_paths[SEAM] = PrivateLinkResponse.dispatch


def uninstall() -> None:
    """Give moto its own answers back."""
    moto.ec2.urls.url_paths[SEAM] = EC2Response.dispatch
