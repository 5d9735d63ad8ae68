"""What is asked before the program mends what a check found."""

from tui.domain.findings import AdmitPort, EnablePrivateDns, Repair, TurnOnDns
from tui.views.page import Question


def repair_question(repair: Repair, region: str, account: str) -> Question:
    """`account` is empty until known."""
    lines = (f"Account          {account or 'unknown'}", f"Region           {region}", *_what(repair))
    return Question(title="Run this fix?", lines=lines, yes="Run")


def _what(repair: Repair) -> tuple[str, ...]:
    match repair:
        case AdmitPort():
            return (
                f"Security group   {repair.group_id}",
                f"New rule         TCP {repair.port} from {repair.cidr}",
                "It is new for everything that has this group.",
            )
        case TurnOnDns():
            return f"VPC              {repair.vpc_id}", f"Turned on        {repair.attribute}"
        case EnablePrivateDns():
            return f"VPC endpoint     {repair.vpc_endpoint_id}", "Turned on        private DNS"
