"""`list`."""

from argparse import Namespace
from datetime import datetime

from tui.domain.listing import InvalidFilter, select
from tui.headless.session import Session, code_of
from tui.headless.tables import table
from tui.settings.problems import SettingsError
from tui.views.endpoints import EndpointLine, EndpointsView, endpoints_view
from tui.views.plain import lasted

_ENDPOINTS = ("STATUS", "TURN", "FOR", "CLUSTER", "REGION", "VPC", "VPC ENDPOINT", "DNS", "NEXT")


async def list_endpoints(session: Session, arguments: Namespace) -> int:
    """The rows that the filter leaves."""
    wanted = " ".join(arguments.filter)
    check_filter(wanted)
    snapshot = await session.read()
    view = endpoints_view(snapshot, wanted)
    rows = [_endpoint(line, snapshot.at) for line in view.rows]
    session.say_rows("endpoints", view, view.rows, lambda: table(_ENDPOINTS, rows))
    if not view.rows and session.output == "table":
        session.tell(_why_empty(view, whole=snapshot.complete))
    return code_of(snapshot)


def check_filter(wanted: str) -> None:
    """SettingsError, which is wrong use, for a filter that cannot be understood: before anything is read."""
    try:
        select((), wanted)
    except InvalidFilter as error:
        raise SettingsError(f"FILTER: {error}") from None


def _why_empty(view: EndpointsView, *, whole: bool) -> str:
    if not whole:
        return "Nothing to show: not everything could be read."
    return f"0 of {view.total} private endpoints: the filter leaves none." if view.total else "No private endpoints."


def _endpoint(line: EndpointLine, now: datetime | None) -> tuple[str, ...]:
    return (
        f"{line.mark} {line.status}",
        line.turn,
        lasted(line.since, now, exact=line.since_exact),
        line.cluster,
        line.region,
        line.vpc_id,
        line.id,
        {True: "on", False: "off", None: ""}[line.private_dns],
        line.next,
    )
