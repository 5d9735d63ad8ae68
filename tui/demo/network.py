"""The operator's network, which moto has, but on one endless page."""

from typing import Any, cast

from moto.core.responses import ActionResult

from tui.demo.base import DemoResponse


class NetworkActions(DemoResponse):
    """The describe calls of the network, in pages."""

    def describe_vpcs(self) -> ActionResult:
        return self._paged("Vpcs", super().describe_vpcs())

    def describe_subnets(self) -> ActionResult:
        return self._paged("Subnets", super().describe_subnets())

    def describe_security_groups(self) -> ActionResult:
        return self._paged("SecurityGroups", super().describe_security_groups())

    def describe_network_interfaces(self) -> ActionResult:
        return self._paged("NetworkInterfaces", super().describe_network_interfaces())

    def _paged(self, key: str, whole: ActionResult) -> ActionResult:
        return ActionResult(self._page(key, list(cast("dict[str, Any]", whole.result)[key])))
