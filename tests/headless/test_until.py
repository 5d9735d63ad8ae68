"""When `watch` ends, and with which code: rows in, code out."""

import pytest

from tests.clock import START
from tests.fakes import cluster
from tui import exit_codes
from tui.domain.errors import Unreachable
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Freshness, Snapshot
from tui.domain.status import Assessment, Status, Turn
from tui.headless.until import Seen, at_the_end, ended

ACTIVE, MOVING = (Status.ACTIVE, Turn.NOBODY), (Status.SYSTEM_CHECKING, Turn.AWS)
YOURS, FAILED, REJECTED = (Status.PENDING, Turn.YOU), (Status.FAILED, Turn.YOU), (Status.REJECTED, Turn.YOU)
SERVICE = (Status.NOT_CONFIGURED, Turn.YOU)
READ, UNREAD = Freshness("TiDB", START), Freshness("TiDB", START, Unreachable("no answer"))


def row(at: int, status: Status, turn: Turn) -> PrivateEndpoint:
    key = "service:orders:" if status is Status.NOT_CONFIGURED else f"vpce-{at:017x}"
    return PrivateEndpoint(key, cluster().id, "orders", "us-west-2", Assessment(status, turn, "next"))


def seen(*states: tuple[Status, Turn], missing: int = 0, gone: int = 0, reading: Freshness = READ) -> Seen:
    """Rows in these states, and keys of others that were meant: `missing` not shown now, `gone` looked up."""
    rows = tuple(row(at, *state) for at, state in enumerate(states))
    others = [f"vpce-{at:017x}" for at in range(100, 100 + missing + gone)]
    snapshot = Snapshot(rows=rows, readings=(reading,), at=START, gone=frozenset(others[missing:]))
    return Seen({*(each.key for each in rows), *others}, snapshot)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (seen(ACTIVE, ACTIVE), exit_codes.OK),
        (seen(ACTIVE, MOVING), None),
        (seen(ACTIVE, SERVICE), exit_codes.OK),
        (seen(MOVING, YOURS), exit_codes.YOUR_TURN),
        (seen(YOURS, FAILED), exit_codes.FOUND_FAILED),
        (seen(REJECTED), exit_codes.FOUND_FAILED),
        (seen(ACTIVE, gone=1), exit_codes.FOUND_FAILED),
        (seen(SERVICE), None),
        (seen(), None),
    ],
)
def test_until_active(what: Seen, code: int | None) -> None:
    assert ended("active", what) == code


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (seen(ACTIVE), exit_codes.OK),
        (seen(ACTIVE, MOVING, FAILED), None),
        (seen(ACTIVE, YOURS), exit_codes.YOUR_TURN),
        (seen(YOURS, FAILED), exit_codes.FOUND_FAILED),
        (seen(), exit_codes.OK),
        (seen(ACTIVE, reading=UNREAD), None),
    ],
)
def test_until_settled(what: Seen, code: int | None) -> None:
    assert ended("settled", what) == code


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (seen(gone=2), exit_codes.OK),
        (seen(missing=1, gone=1), None),
        (seen(MOVING, gone=1), None),
        (seen(SERVICE, gone=1), exit_codes.OK),
        (seen(), exit_codes.OK),
        (seen(reading=UNREAD), None),
    ],
)
def test_until_gone_is_said_on_an_answer_by_id_alone(what: Seen, code: int | None) -> None:
    assert ended("gone", what) == code


@pytest.mark.parametrize(
    ("until", "what", "code"),
    [
        ("active", seen(ACTIVE), exit_codes.MOVING),
        ("gone", seen(ACTIVE), exit_codes.MOVING),
        ("", seen(MOVING, FAILED), exit_codes.MOVING),
        ("", seen(YOURS), exit_codes.YOUR_TURN),
        ("", seen(FAILED), exit_codes.FOUND_FAILED),
        ("", seen(ACTIVE), exit_codes.OK),
        ("", seen(ACTIVE, reading=UNREAD), exit_codes.MOVING),
    ],
)
def test_when_the_time_is_up(until: str, what: Seen, code: int) -> None:
    assert at_the_end(until, what) == code
