"""`delete` and `reject`: carried through all stages by the operations, TiDB's side first."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime

from tui import exit_codes
from tui.domain.deletion import Deletion, Stage
from tui.domain.deletion_plan import plan, what_stops
from tui.domain.endpoints import ConnectionState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.work import Work, work_on
from tui.headless.consent import agree, agree_once_more, check_asked
from tui.headless.ending import ended
from tui.headless.session import Session
from tui.headless.working import Ends, Working, at_work

GO_ON = "What is left to do is kept: the same command goes on with it."


async def delete(session: Session, arguments: Namespace) -> int:
    """Until both sides answer, asked by its ID, that it is not there."""
    check_asked(arguments)
    async with at_work(session, arguments.timeout) as working:
        return await ended(session, arguments.id, "delete", _delete(session, arguments, working), GO_ON)


async def reject(session: Session, arguments: Namespace) -> int:
    """Until TiDB's side lets nobody through; AWS's half stays."""
    check_asked(arguments)
    async with at_work(session, arguments.timeout) as working:
        go_on = "The same command goes on with it."
        return await ended(session, arguments.id, "reject", _reject(session, arguments, working), go_on)


async def _delete(session: Session, arguments: Namespace, working: Working) -> datetime | None:
    snapshot, operations = await working.read(), session.runtime.operations
    work, begun = work_on(snapshot.works, arguments.id, Deletion)
    if work and begun:
        await agree(session, arguments, "go on deleting it", [f"Its deletion was begun {begun.asked_at:%Y-%m-%d}."])
        operations.work.go_on(arguments.id)
        return (await _carried(session, working, arguments.id)).gone_at
    row = session.row(arguments.id)
    planned = plan(row, snapshot)
    if row.vpc_endpoint and not planned.stages:
        return await _see_it_go(session, working, row)
    if Stage.DELETE not in planned.stages:
        raise Ends(exit_codes.FAILED, f"It cannot be deleted from here. {planned.note}")
    await agree(session, arguments, "delete it", _what_happens(row, snapshot, planned.stages))
    await agree_once_more(session, arguments, "delete it", row.vpc_endpoint)
    operations.begin_removal(row)
    return (await _carried(session, working, arguments.id)).gone_at


async def _see_it_go(session: Session, working: Working, row: PrivateEndpoint) -> datetime | None:
    """AWS deletes it already."""
    session.runtime.operations.watch(row)
    session.tell("AWS is deleting it.")
    return await working.until("AWS is deleting it …", lambda now: now.at if row.key in now.gone else None)


async def _reject(session: Session, arguments: Namespace, working: Working) -> None:
    snapshot = await working.read()
    row = session.row(arguments.id)
    planned = plan(row, snapshot)
    if Stage.REJECT not in planned.stages:
        if row.connection is None or row.connection.state in {ConnectionState.REJECTED, ConnectionState.DELETING}:
            return
        raise Ends(exit_codes.FAILED, f"It cannot be rejected. {planned.note}")
    await agree(session, arguments, "reject it", _what_happens(row, snapshot, (Stage.REJECT,)))
    session.runtime.operations.begin_rejection(row)
    await _carried(session, working, arguments.id)


def _what_happens(row: PrivateEndpoint, snapshot: Snapshot, stages: Iterable[Stage]) -> tuple[str, ...]:
    labels = ", then ".join(stage.label(snapshot.tidb_side) for stage in stages)
    return (f"{row.key} of {row.cluster_name} in {row.region}: {labels}.", *what_stops(row, snapshot))


async def _carried(session: Session, working: Working, id_: str) -> Deletion:
    """Through all stages, each told as it is asked for. Raises what stopped it."""

    def over(snapshot: Snapshot) -> Work | None:
        work, removal = work_on(snapshot.works, id_, Deletion)
        if work is None or removal is None:
            return None
        if work.doing:
            session.tell(f"{Stage(work.doing).label(snapshot.tidb_side)} …")
        if work.waits:
            session.tell(work.waits)
        return work if removal.over or (work.problem and not work.active) else None

    work = await working.until(f"Waiting until {id_} is done with …", over)
    if work.problem:
        raise work.problem
    _, removal = work_on([work], id_, Deletion)
    assert removal  # noqa: S101 - as found
    return removal
