"""Both halves of one private endpoint as they are known for certain: read, or looked up by its ID."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain.endpoints import PrivateEndpointConnection, VpcEndpoint, VpcEndpointState


@dataclass(frozen=True, slots=True)
class Found:
    """What is there; a half that is None was looked up by its ID, and the answer was that there is none."""

    connection: PrivateEndpointConnection | None
    vpc_endpoint: VpcEndpoint | None
    """As the account sees it whose it is; of another account's endpoint nothing is ever found."""
    at: datetime

    @property
    def gone_at_aws(self) -> bool:
        """Whether AWS answered NotFound, or `deleted`."""
        return self.vpc_endpoint is None or self.vpc_endpoint.state is VpcEndpointState.DELETED

    @property
    def deleting_at_aws(self) -> bool:
        """Whether AWS deletes it, or has deleted it."""
        return self.gone_at_aws or (
            self.vpc_endpoint is not None and self.vpc_endpoint.state is VpcEndpointState.DELETING
        )
