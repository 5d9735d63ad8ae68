"""`check` and `diagnose`."""

from argparse import Namespace

from tui import exit_codes
from tui.domain.checks import needs, preflight
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.draft import Draft, Step
from tui.domain.findings import Check, CheckInputs, Verdict
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import facts
from tui.headless.session import Session, code_of
from tui.headless.wanted import BOXES, network, placed
from tui.settings.problems import SettingsError
from tui.views.findings import Finding, FindingsView, findings_view
from tui.views.plain import plain


async def check(session: Session, arguments: Namespace) -> int:
    """What AWS would refuse: of private DNS for an endpoint, or of one that is to be created."""
    if arguments.id:
        return await _check_dns(session, arguments)
    wanted, runtime = network(arguments), session.runtime
    draft = placed(wanted, await session.read(), arguments.cluster, runtime.operations.new_draft().id)
    return _say(session, await findings(session, Step.INTERFACE_ENDPOINT, draft))


async def _check_dns(session: Session, arguments: Namespace) -> int:
    _nothing_beside(arguments)
    session.runtime  # noqa: B018 - to be made before anything is read
    await session.read()
    return _say(session, await findings(session, Step.ENABLE_PRIVATE_DNS, draft_of(session.row(arguments.id))))


async def findings(session: Session, step: Step, draft: Draft) -> FindingsView:
    """What stands in the way of `step`, for a setup whose cluster was read."""
    known = gathered(session, draft)
    checks: tuple[Check, ...] = preflight(step, known)

    def show(now: CheckInputs) -> None:
        nonlocal checks
        checks = preflight(step, now)

    session.progress.text = "Checking …"
    await session.runtime.preflight.gather(known, needs(step), show)
    cluster = known.facts.cluster
    name = cluster.named(draft.node_group_id) if cluster else draft.cluster_id
    return findings_view(draft.vpc_endpoint_id or f"{name} in {draft.vpc_id}", checks)


async def diagnose_endpoint(session: Session, arguments: Namespace) -> int:
    """Why an endpoint does not work, as AWS and this machine see it."""
    runtime = session.runtime
    await session.read()
    seen = Observed(gathered(session, draft_of(session.row(arguments.id))))
    checks = diagnose(seen)

    def show(now: Observed) -> None:
        nonlocal checks
        checks = diagnose(now)

    session.progress.text = "Checking …"
    await runtime.preflight.observe(seen, show)
    return _say(session, findings_view(arguments.id, checks))


def gathered(session: Session, draft: Draft) -> CheckInputs:
    """What the checks of `draft` look at, before anything is read for them."""
    known = facts(draft, session.store.snapshot)
    return CheckInputs(draft, known, session.runtime.commands[known.aws_profile])


def draft_of(row: PrivateEndpoint) -> Draft:
    """What stands for `row` where a setup is asked for, kept nowhere."""
    return Draft("", row.cluster_id, row.node_group_id, row.region, vpc_endpoint_id=row.vpc_endpoint_id)


def _nothing_beside(arguments: Namespace) -> None:
    """Raises SettingsError where an endpoint is named, and one that is not there yet is described."""
    if any(getattr(arguments, name) for name in ("cluster", *BOXES)):
        raise SettingsError("ID: expected none beside the options of an endpoint that is not there yet.")


def tell_bad(session: Session, found: FindingsView) -> None:
    """What is in the way, or may be, on standard error, with what mends it."""
    for each in found.findings:
        if each.verdict in {Verdict.FAIL, Verdict.WARN}:
            for line in _text(each).splitlines():
                session.tell(line)


def _say(session: Session, view: FindingsView) -> int:
    session.say_rows("findings", view, view.findings, lambda: "".join(map(_text, view.findings)))
    return exit_codes.FOUND_FAILED if view.failed else code_of(session.store.snapshot)


def _text(finding: Finding) -> str:
    """The finding on a line, and below what mends it."""
    lines = [f"{finding.mark} {finding.name:<18} {plain(finding.text)}"]
    lines += [f"{'':<20} {plain(each, 2000)}" for each in (finding.fix, finding.command) if each]
    return "".join(f"{line.rstrip()}\n" for line in lines)
