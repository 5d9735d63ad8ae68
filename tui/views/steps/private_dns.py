"""Step 5: whether private DNS is on, and the command that switches it on."""

from tui.domain import commands
from tui.domain.waits import Wait
from tui.views import waiting
from tui.views.ownership import once_more
from tui.views.page import Page, Question, action, aligned
from tui.views.plain import plain
from tui.views.steps.base import Setup, page

ENABLING, VERIFYING = "AWS is enabling private DNS …", "Asking AWS to verify the private DNS name …"
FINISHING = "Finishing …"
_PRIVATE_DNS = {
    True: "Private DNS: on, as AWS says.",
    False: "Private DNS: off, as AWS says.",
    None: "Private DNS: not visible from this account; who owns the endpoint enables it.",
}


def private_dns(setup: Setup) -> Page:
    """Create finalizes once AWS says that private DNS is on."""
    command = commands.enable_private_dns(setup.draft, setup.terms.commands[setup.facts.aws_profile])
    missing = f"Not yet: {' '.join(command.missing)} still to fill in." if command.missing else ""
    why_not_run = setup.busy or setup.why_another or ("" if _wanted(setup) else "There is nothing to enable.")
    return page(
        setup,
        (
            ("intro", "Run this command, here or in your terminal, to enable private DNS. Then Create."),
            ("dns", _dns(setup)),
        ),
        command=command,
        blocks=setup.incomplete,
        actions=(
            action("flow", "run", why_not_run, question=_question(setup)),
            action("flow", "copy", missing, copies=(str(command), "Command")),
            action("flow", "checks"),
        ),
        next_label="Create",
    )


def _wanted(setup: Setup) -> bool:
    service, row = setup.facts.service, setup.facts.endpoint
    nameless = service is not None and not service.private_dns_name
    return row is not None and row.private_dns is False and not nameless


def _dns(setup: Setup) -> str:
    service = setup.facts.service
    known = setup.facts.endpoint if not setup.why_another else None
    lines = [_PRIVATE_DNS[known.private_dns]] if known else []
    asked = setup.snapshot.waits.begun.get((Wait.DNS, setup.draft.vpc_endpoint_id))
    if known and asked and not known.private_dns:
        waited = waiting.of(Wait.DNS, asked, setup.snapshot)
        said = (f"Asked: {waiting.so_far(waited, setup.snapshot)}.", waiting.late(waited, setup.snapshot))
        lines.append(" ".join(filter(None, said)))
    if service and service.private_dns_name:
        lines.append(f"Host name: {plain(service.private_dns_name, 100)}")
    elif service:
        lines.append("The service has no private DNS name, so there is nothing to enable: use AWS's own names.")
    if service and service.unverified:
        lines.append(
            "The service's owner still has to prove this domain to AWS; until then AWS refuses private DNS."
            f" DNS record: {plain(service.dns_record, 200)}"
        )
    return "\n".join(lines)


def _question(setup: Setup) -> Question:
    host = setup.facts.service.private_dns_name if setup.facts.service else ""
    vpc_id = setup.facts.endpoint.vpc_id if setup.facts.endpoint else ""
    facts = (
        ("Account", setup.snapshot.account(setup.facts.aws_profile) or "unknown"),
        ("Region", setup.draft.region),
        ("VPC endpoint", setup.draft.vpc_endpoint_id),
        ("Turned on", f"private DNS: {host} leads clients in {vpc_id} to this endpoint."),
        ("Price", "nothing besides the endpoint's own"),
    )
    row = setup.facts.endpoint
    again = once_more(row.vpc_endpoint if row else None, "Enable it here")
    return Question(title="Enable private DNS?", lines=aligned(facts, 14), yes="Enable", again=again)
