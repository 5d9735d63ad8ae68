"""`create --dry-run`: what would be done, where, at what price, by which commands; and what is in the way."""

from tui import exit_codes
from tui.domain import cost
from tui.domain.draft import Draft, Step
from tui.domain.resuming import OtherAnswers, resumed
from tui.domain.snapshot import Snapshot, facts
from tui.domain.wizard import blockers
from tui.headless.checking import findings, tell_bad
from tui.headless.session import Session, code_of
from tui.headless.tables import sections
from tui.headless.wanted import placed
from tui.settings.problems import SettingsError
from tui.views.plan import Shells, plan_sections, plan_view


async def plan(session: Session, cluster: str, network: Draft) -> int:
    """Nothing is kept, and nothing asked for but what the checks read."""
    runtime = session.runtime
    snapshot = await session.read()
    draft = setup(placed(network, snapshot, cluster, runtime.operations.new_draft().id), snapshot)
    step = Step.ENABLE_PRIVATE_DNS if draft.vpc_endpoint_id else Step.INTERFACE_ENDPOINT
    checks = await findings(session, step, draft)
    await runtime.prices.refresh([draft.region])
    shells = Shells(runtime.commands[facts(draft, snapshot).aws_profile], runtime.tidb_commands)
    price = cost.estimate(draft.region, len(draft.subnet_ids), runtime.prices.known)
    view = plan_view(draft, snapshot, shells, price, checks)
    session.say("plan", view, lambda: sections(plan_sections(view)))
    tell_bad(session, checks)
    return exit_codes.FOUND_FAILED if checks.failed else code_of(session.store.snapshot)


def setup(wanted: Draft, snapshot: Snapshot) -> Draft:
    """The setup to go on with, or `wanted`. Raises SettingsError where it cannot be what was entered."""
    try:
        draft = resumed(wanted, snapshot)
    except OtherAnswers as error:
        raise SettingsError(str(error), "Finish that one, or take it away first.") from None
    for step in (Step.CHOOSE_CLUSTER, Step.SERVICE_ENDPOINT):
        if reasons := blockers(step, draft, facts(draft, snapshot)):
            raise SettingsError(f"--cluster: {reasons[0]}", "`tidb-pe clusters` shows which can be chosen.")
    return draft
