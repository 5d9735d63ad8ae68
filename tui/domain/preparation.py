"""What entering Interface Endpoint asks for: the endpoint service, and that one may connect to it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from tui.domain.endpoints import Owner


class PrepareStage(StrEnum):
    """The writes, in this order."""

    SERVICE = "Asking for the endpoint service …"
    PERMISSION = "Allowing your account to connect to the endpoint service …"
    NAME = "Asking AWS to verify the private DNS name …"


FAILED = {
    PrepareStage.SERVICE: "The endpoint service could not be asked for",
    PrepareStage.PERMISSION: "Your account could not be allowed to connect to the endpoint service",
    PrepareStage.NAME: "The private DNS name could not be verified",
}


@dataclass(frozen=True, slots=True)
class Preparation:
    """The wish to have the endpoint service of `owner` ready for an account."""

    cluster_id: str
    node_group_id: str
    aws_profile: str
    """Whose account is to connect."""
    draft_id: str
    """The setup that waits for it."""
    stage: PrepareStage = PrepareStage.SERVICE
    """What is asked for, or what failed."""
    over: bool = False

    @property
    def id(self) -> str:
        """One a service and account."""
        return preparation_id(self.owner, self.aws_profile)

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it is."""
        return self.cluster_id, self.node_group_id


def preparation_id(owner: Owner, aws_profile: str) -> str:
    return f"service:{owner[0]}:{owner[1]}:{aws_profile}"
