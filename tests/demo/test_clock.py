"""The demo's time."""

from tui.demo.clock import Clock, Lifecycle


def test_a_second_is_as_many_as_the_speed() -> None:
    real = [100.0]
    clock = Clock(10.0, lambda: real[0])
    real[0] += 6.0
    assert clock.now() == 60.0


def test_time_can_be_let_pass_at_once() -> None:
    clock = Clock(10.0, lambda: 0.0)
    clock.advance(60.0)
    assert clock.now() == 60.0


def test_a_state_changes_when_its_time_has_come_and_stays() -> None:
    moving = Lifecycle("pending", "available", due=60.0)
    assert moving.settled(59.9) == moving
    assert moving.settled(60.0) == Lifecycle("available")
    assert moving.settled(60.0).settled(1e9) == Lifecycle("available")
