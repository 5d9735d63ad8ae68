"""How long waits usually take, and took here before."""

from datetime import timedelta

import pytest

from tests.clock import START
from tui.domain.clusters import TidbSide
from tui.domain.waits import ENOUGH, MOST, USUAL, Took, Wait, Waits, took_id

SIDE = TidbSide.TIDB_CLOUD
ACCEPT = took_id(Wait.ACCEPT, SIDE)


def knowing(*seconds: float, speed: float = 1.0) -> Waits:
    return Waits({ACCEPT: Took(ACCEPT, seconds)}, speed=speed)


def test_every_wait_has_a_usual_time() -> None:
    assert set(USUAL) == set(Wait)


def test_the_oldest_go_first() -> None:
    took = Took(ACCEPT)
    for each in range(MOST + 3):
        took = took.then(each)
    assert (len(took.seconds), took.seconds[0], took.seconds[-1]) == (MOST, 3.0, MOST + 2)


@pytest.mark.parametrize(
    ("waits", "before"),
    [
        (Waits(), None),
        (knowing(100.0), (100.0, None)),
        (knowing(300.0, 100.0, 200.0), (200.0, None)),
        (knowing(*(60.0,) * (ENOUGH - 1)), (60.0, None)),
        (knowing(*(100.0,) * 8, 190.0, 900.0), (100.0, 190.0)),
        (knowing(*(100.0,) * 8, 190.0, 900.0, speed=10.0), (10.0, 19.0)),
    ],
)
def test_what_it_took_here_before(waits: Waits, before: tuple[float, float | None] | None) -> None:
    assert waits.before(Wait.ACCEPT, SIDE) == before
    assert waits.before(Wait.ACCEPT, TidbSide.SELF_MANAGED) is None
    assert waits.before(Wait.SERVICE, SIDE) is None


@pytest.mark.parametrize("wait", Wait)
@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_longer_than_usual_is_overdue(wait: Wait, speed: float) -> None:
    usual = timedelta(seconds=USUAL[wait].longest_s / speed)
    assert not Waits(speed=speed).overdue(wait, START, START + usual)
    assert Waits(speed=speed).overdue(wait, START, START + usual + timedelta(seconds=1))
    assert not Waits().overdue(wait, None, START)
    assert not Waits().overdue(wait, START, None)
