"""So many requests a minute and key, by the real clock."""

import httpx

from tests.demo.running_tidb_cloud import VIEWER_KEY, TidbCloudDemo
from tests.demo.tidb_cloud.asking import CLUSTERS, PROJECTS


def left(answer: httpx.Response) -> tuple[int, int, int]:
    """Limit, what remains of it, and the seconds until it is whole again."""
    names = ("Limit-Minute", "Remaining-Minute", "Reset")
    limit, remaining, reset = (int(answer.headers[f"X-Ratelimit-{name}"]) for name in names)
    return limit, remaining, reset


def test_every_answer_says_how_it_stands(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.real_s = 120.5
    assert left(api.get(CLUSTERS)) == (100, 99, 60)
    demo.real_s = 150.0
    assert left(api.get(f"{CLUSTERS}/1")) == (100, 98, 30)
    assert left(api.get(CLUSTERS, params={"colour": "red"})) == (100, 97, 30)
    assert left(api.get(CLUSTERS, auth=None))[0] == 100


def test_the_hundred_and_first_is_refused_in_the_vendors_words(demo: TidbCloudDemo, api: httpx.Client) -> None:
    for _ in range(100):
        assert api.get(f"{CLUSTERS}/1").status_code == 404
    answer = api.get(CLUSTERS)
    assert answer.status_code == 429
    assert left(answer) == (100, 0, 60)
    assert answer.json() == {
        "details": [],
        "code": 49900007,
        "message": "The request exceeded the limit of 100 times per apikey per minute. For more quota, please contact "
        "us: https://support.pingcap.com/hc/en-us/requests/new?ticket_form_id=7800003722519",
    }
    demo.real_s = 59.9
    assert left(api.get(CLUSTERS)) == (100, 0, 1)
    demo.real_s = 60.0
    assert left(api.get(CLUSTERS)) == (100, 99, 60)


def test_each_key_has_a_budget_of_its_own_over_both_apis(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.limit(2)
    with demo.http(api="iam") as iam, demo.http(VIEWER_KEY) as viewer:
        statuses = [api.get(CLUSTERS).status_code, iam.get(PROJECTS).status_code, api.get(CLUSTERS).status_code]
        demo.real_s = 60.0
        assert statuses == [200, 200, 429]
        api.get(CLUSTERS)
        api.get(CLUSTERS)
        assert api.get(CLUSTERS).status_code == 429
        assert viewer.get(CLUSTERS).status_code == 200


def test_a_handshake_does_not_count_for_the_key(api: httpx.Client) -> None:
    assert left(api.get(CLUSTERS, auth=None))[1] == 99
    assert left(api.get(CLUSTERS))[1] == 99


def test_the_demos_own_clock_is_not_asked(demo: TidbCloudDemo, api: httpx.Client) -> None:
    api.get(CLUSTERS)
    demo.advance(3_600)
    assert left(api.get(CLUSTERS))[1] == 98


def test_every_answer_can_be_traced(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.limit(2)
    answers = [api.get(CLUSTERS, auth=None), *(api.get(CLUSTERS) for _ in range(3))]
    assert [answer.status_code for answer in answers] == [401, 200, 200, 429]
    assert len({answer.headers["X-Debug-Trace-Id"] for answer in answers}) == 4
