"""What is asked a minute: counted, told and kept."""

from typing import TYPE_CHECKING

import pytest

from tui.providers.tidb_cloud.budget import RequestBudget

if TYPE_CHECKING:
    from tui.providers.base import PollBudget


class Timed(RequestBudget):
    """With a clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        super().__init__(lambda: self.now_s)

    def tick(self, requests: int) -> None:
        self.begin_tick()
        for _ in range(requests):
            self.sent()

    def told(self, status: int = 200, **values: int) -> None:
        names = {"limit": "X-Ratelimit-Limit-Minute", "left": "X-Ratelimit-Remaining-Minute"}
        headers = names | {"reset": "X-Ratelimit-Reset", "after": "Retry-After"}
        self.heard(status, {headers[name]: str(value) for name, value in values.items()})


@pytest.fixture
def budget() -> Timed:
    return Timed()


def test_it_is_a_pace(budget: Timed) -> None:
    pace: PollBudget = budget
    assert (pace.least_wait_s(), pace.left(), pace.wait_s(100)) == (0, 100, 0)


@pytest.mark.parametrize(("requests", "seconds"), [(0, 0), (4, 3), (12, 9), (40, 30), (80, 60)])
def test_the_cost_of_a_tick_says_how_often_it_may_be_made(budget: Timed, requests: int, seconds: float) -> None:
    budget.tick(requests)
    assert budget.least_wait_s() == seconds


def test_the_sentence_has_the_budget_the_cost_and_the_pace(budget: Timed) -> None:
    budget.tick(12)
    assert budget.why() == "TiDB Cloud allows 100 requests a minute; a read takes 12, so it is made every 9 s."


def test_each_tick_counts_its_own_requests(budget: Timed) -> None:
    budget.tick(40)
    budget.tick(4)
    assert budget.least_wait_s() == 3


def test_the_limit_is_what_the_headers_say(budget: Timed) -> None:
    budget.tick(12)
    budget.told(limit=200)
    assert budget.least_wait_s() == 4
    assert budget.why().startswith("TiDB Cloud allows 200 requests a minute")
    budget.told(limit=10)
    assert budget.least_wait_s() == 144


def test_what_another_program_used_is_waited_for(budget: Timed) -> None:
    budget.tick(12)
    budget.told(limit=100, left=11, reset=42)
    assert budget.least_wait_s() == 42
    assert budget.why() == (
        "TiDB Cloud allows 100 requests a minute, and 11 are left; a read takes 12, so the next one is made in 42 s."
    )
    budget.now_s += 40
    assert budget.least_wait_s() == 9
    budget.now_s += 2
    assert budget.left() == 88


def test_enough_for_another_tick_is_not_waited_for(budget: Timed) -> None:
    budget.tick(12)
    budget.told(left=32, reset=42)
    assert budget.least_wait_s() == 9
    budget.told(left=31, reset=42)
    assert budget.least_wait_s() == 42, "the operator's twenty are not the polls'"


def test_a_refusal_is_obeyed(budget: Timed) -> None:
    budget.tick(2)
    budget.told(429, after=17, reset=40)
    assert (budget.least_wait_s(), budget.left(), budget.room()) == (17, 0, 0)
    assert budget.why() == (
        "TiDB Cloud allows 100 requests a minute and refuses more for now; the next read is made in 17 s."
    )
    budget.now_s += 17
    assert budget.least_wait_s() == 1.5
    assert budget.left() > 0


def test_the_numbers_of_a_challenge_are_nobodys(budget: Timed) -> None:
    budget.tick(12)
    budget.told(401, left=0, reset=42)
    assert (budget.least_wait_s(), budget.left()) == (9, 88)


def test_without_headers_its_own_count_of_the_last_minute_counts(budget: Timed) -> None:
    budget.tick(30)
    budget.now_s += 30
    budget.tick(20)
    assert (budget.left(), budget.room()) == (50, 30)
    budget.now_s += 30
    assert (budget.left(), budget.room()) == (80, 60)


def test_what_is_sent_after_the_headers_is_taken_off(budget: Timed) -> None:
    budget.told(left=50, reset=42)
    budget.tick(10)
    assert (budget.left(), budget.room()) == (40, 20)


@pytest.mark.parametrize("reset", [1764093600, 3600])
def test_a_reset_that_is_no_number_of_seconds_within_the_minute_ends_within_it(budget: Timed, reset: int) -> None:
    budget.tick(12)
    budget.told(left=0, reset=reset)
    assert budget.least_wait_s() <= 60


@pytest.mark.parametrize("text", ["", "many", "-1", "1.5", "\u0664", "9" * 5000])
def test_headers_that_are_no_numbers_are_ignored(budget: Timed, text: str) -> None:
    budget.tick(12)
    names = ("X-Ratelimit-Limit-Minute", "X-Ratelimit-Remaining-Minute", "X-Ratelimit-Reset")
    budget.heard(200, dict.fromkeys(names, text))
    assert budget.least_wait_s() == 9


def test_a_deed_waits_until_all_of_its_requests_can_be_made(budget: Timed) -> None:
    assert budget.wait_s(6) == 0
    budget.tick(95)
    assert (budget.wait_s(5), budget.wait_s(6)) == (0, 60)
    budget.now_s += 59.5
    assert budget.wait_s(6) == 1
    budget.now_s += 1
    assert budget.wait_s(6) == 0


def test_a_deed_waits_for_what_others_spent_and_for_a_refusal_to_end(budget: Timed) -> None:
    budget.told(left=3, reset=42)
    assert (budget.wait_s(3), budget.wait_s(4)) == (0, 42)
    budget.told(429, after=50)
    assert budget.wait_s(1) == 50
