"""ELBv2 where the product could rely on moto being more patient than AWS."""

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.responses import ELBV2Response

MOST_ARNS = 20
"""Of one DescribeTags call."""


class LoadBalancerResponse(ELBV2Response):
    """ELBv2 with AWS's limit."""

    def describe_tags(self) -> ActionResult:
        if len(self._get_param("ResourceArns", [])) > MOST_ARNS:
            raise ELBClientError(
                "ValidationError",
                "1 validation error detected: Value at 'resourceArns' failed to satisfy constraint: Member must have "
                f"length less than or equal to {MOST_ARNS}",
            )
        return super().describe_tags()
