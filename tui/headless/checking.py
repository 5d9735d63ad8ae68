"""`check` and `diagnose`."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from tui import exit_codes
from tui.domain.checks import needs, preflight
from tui.domain.clusters import Cluster
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.findings import Check, Gathered
from tui.domain.ids import Box, InvalidId, read
from tui.domain.snapshot import Snapshot, What, facts
from tui.domain.wizard import Draft, Step
from tui.headless.session import Session, code_of
from tui.settings_problems import SettingsError
from tui.views.findings import Finding, FindingsView, findings_view
from tui.views.plain import plain

_BOXES = {"vpc": Box.VPC, "subnets": Box.SUBNETS, "security_groups": Box.GROUPS}


async def check(session: Session, arguments: Namespace) -> int:
    """What AWS would refuse: of private DNS for an endpoint, or of one that is to be created."""
    wanted, runtime = _wanted(arguments), session.runtime
    snapshot = await session.read()
    if arguments.id:
        step, draft, about = Step.ENABLE_PRIVATE_DNS, _of(session.row(arguments.id)), arguments.id
    else:
        step, (cluster, group) = Step.INTERFACE_ENDPOINT, _cluster(snapshot, arguments.cluster)
        new = runtime.operations.new_draft().id
        draft = replace(wanted, id=new, cluster_id=cluster.id, node_group_id=group, region=cluster.region)
        about = f"{cluster.named(group)} in {draft.vpc_id}"
    known = _gathered(session, draft)
    checks: tuple[Check, ...] = preflight(step, known)

    def show(now: Gathered) -> None:
        nonlocal checks
        checks = preflight(step, now)

    session.progress.text = "Checking …"
    await runtime.preflight.gather(known, needs(step), show)
    return _say(session, findings_view(about, checks))


async def diagnose_endpoint(session: Session, arguments: Namespace) -> int:
    """Why an endpoint does not work, as AWS and this machine see it."""
    runtime = session.runtime
    await session.read()
    seen = Observed(_gathered(session, _of(session.row(arguments.id))))
    checks = diagnose(seen)

    def show(now: Observed) -> None:
        nonlocal checks
        checks = diagnose(now)

    session.progress.text = "Checking …"
    await runtime.preflight.observe(seen, show)
    return _say(session, findings_view(arguments.id, checks))


def _gathered(session: Session, draft: Draft) -> Gathered:
    known = facts(draft, session.store.snapshot)
    return Gathered(draft, known, session.runtime.commands[known.aws_profile])


def _of(row: PrivateEndpoint) -> Draft:
    return Draft("", row.cluster_id, row.node_group_id, row.region, vpc_endpoint_id=row.vpc_endpoint_id)


def _wanted(arguments: Namespace) -> Draft:
    """What is to be created, as far as it was given. SettingsError, which is wrong use, before anything is read."""
    given = {name: getattr(arguments, name) or "" for name in ("cluster", *_BOXES)}
    if arguments.id:
        if any(given.values()):
            raise SettingsError("ID: expected none beside the options of an endpoint that is not there yet.")
        return Draft("")
    ids = {name: _ids(name, box, given[name]) for name, box in _BOXES.items()}
    if missing := [f"--{name}" for name in ("cluster", "vpc", "subnets") if not ids.get(name, given[name])]:
        raise SettingsError(f"{', '.join(missing)}: expected a value, or the ID of a VPC endpoint instead.")
    return Draft("", vpc_id=ids["vpc"][0], subnet_ids=ids["subnets"], security_group_ids=ids["security_groups"])


def _ids(name: str, box: Box, text: str) -> tuple[str, ...]:
    try:
        return read(box, text) if text else ()
    except InvalidId as error:
        raise SettingsError(f"--{name.replace('_', '-')}: {error}") from None


def _cluster(snapshot: Snapshot, wanted: str) -> tuple[Cluster, str]:
    """The cluster of that name or ID, and the key of its node group. SettingsError for none, or several."""
    found = list(_meant(snapshot, wanted))
    if len(found) == 1:
        return found[0]
    if problem := next((each.problem for each in snapshot.problems if each.problem), None):
        raise problem
    shown = plain(wanted, 80)
    if found:
        ids = ", ".join(cluster.id for cluster, _ in found)
        raise SettingsError(f"--cluster: {shown} is the name of several clusters.", f"Give an ID: {ids}.")
    if not snapshot.read_whole(What.CLUSTERS):
        raise PrivateEndpointError(f"{shown} was not read: not all clusters could be.", "Try again.")
    raise SettingsError(f"--cluster: there is no cluster {shown}.", "`tidb-pe clusters` shows names and IDs.")


def _meant(snapshot: Snapshot, wanted: str) -> Iterator[tuple[Cluster, str]]:
    for cluster in snapshot.clusters:
        if wanted in {cluster.id, cluster.name}:
            yield cluster, ""
        for group in cluster.node_groups:
            if group.key and wanted in {cluster.named(group.key), f"{cluster.id}/{group.key}"}:
                yield cluster, group.key


def _say(session: Session, view: FindingsView) -> int:
    session.say_rows("findings", view, view.findings, lambda: "".join(map(_text, view.findings)))
    return exit_codes.FOUND_FAILED if view.failed else code_of(session.store.snapshot)


def _text(finding: Finding) -> str:
    """The finding on a line, and below what mends it."""
    lines = [f"{finding.mark} {finding.name:<18} {plain(finding.text)}"]
    lines += [f"{'':<20} {plain(text, 2000)}" for text in (finding.fix, finding.command) if text]
    return "".join(f"{line.rstrip()}\n" for line in lines)
