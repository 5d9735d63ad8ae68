"""The line itself: Digest with one nonce for all, the event loop left free, cuts, slow answers and proxies."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest

from tests.demo.running_tidb_cloud import PRIVATE_KEY, PUBLIC_KEY, VIEWER_KEY, TidbCloudDemo
from tests.providers.servers import answering, closed, http, silent
from tests.providers.tidb_cloud.cloud import PRIVATE, PUBLIC
from tui.domain.clusters import Cluster
from tui.domain.errors import (
    CredentialsError,
    InvalidRequest,
    NotFound,
    PermissionDenied,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
)
from tui.domain.parts import whole
from tui.providers.tidb_cloud import errors
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.digest import SharedDigest
from tui.providers.tidb_cloud.provider import HttpTidbCloud


@pytest.fixture(scope="module")
def running() -> Iterator[TidbCloudDemo]:
    with TidbCloudDemo() as made:
        yield made


@pytest.fixture
def demo(running: TidbCloudDemo) -> TidbCloudDemo:
    running.reset()
    return running


Connect = Callable[..., HttpTidbCloud]


@pytest.fixture
async def connect(demo: TidbCloudDemo) -> AsyncIterator[Connect]:
    """A provider on the demo, closed at the end."""
    made: list[HttpTidbCloud] = []

    def new(public: str = PUBLIC_KEY, private: str = PRIVATE_KEY, budget: RequestBudget | None = None) -> HttpTidbCloud:
        access = TidbCloudAccess(ApiKey(public, private), demo.dedicated_url, demo.iam_url)
        made.append(HttpTidbCloud(access, budget=budget))
        return made[-1]

    yield new
    for each in made:
        await each.aclose()


async def failure(url: str) -> PrivateEndpointError:
    """The error of asking the server at `url`."""
    tidb = HttpTidbCloud(TidbCloudAccess(ApiKey(PUBLIC, PRIVATE), url, url), ("1",))
    with pytest.raises(PrivateEndpointError) as raised:
        whole(await tidb.list_clusters())
    await tidb.aclose()
    return raised.value


def challenges(demo: TidbCloudDemo) -> int:
    return sum(not call.authenticated for call in demo.tidb_cloud.calls)


async def test_one_challenge_an_api_is_enough_for_a_burst_and_all_that_follows(
    demo: TidbCloudDemo, connect: Connect
) -> None:
    tidb = connect()
    for _ in range(3):
        clusters = whole(await tidb.list_clusters())
        whole(await tidb.list_connections(whole(await tidb.list_services(clusters))))
    assert len(demo.api_calls()) > 30
    assert challenges(demo) == 2


async def test_a_burst_as_the_very_first_costs_one_challenge(demo: TidbCloudDemo, connect: Connect) -> None:
    tidb = connect()
    projects = await tidb.list_projects()
    await asyncio.gather(*(tidb.list_projects() for _ in range(8)))
    assert (len(projects), challenges(demo)) == (2, 1)
    fresh = connect()
    await asyncio.gather(*(fresh.list_projects() for _ in range(8)))
    assert challenges(demo) == 2


async def test_an_expired_nonce_is_renewed_under_a_burst(demo: TidbCloudDemo, connect: Connect) -> None:
    tidb = connect()
    await tidb.list_projects()
    demo.expire_nonces()
    assert await asyncio.gather(*(tidb.list_projects() for _ in range(8)))
    before = challenges(demo)
    await asyncio.gather(*(tidb.list_projects() for _ in range(8)))
    assert challenges(demo) == before


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
async def test_both_algorithms_are_known(demo: TidbCloudDemo, connect: Connect, algorithm: str) -> None:
    demo.tidb_cloud.digest.algorithm = algorithm
    assert await connect().list_projects()


async def test_no_count_of_a_nonce_is_sent_twice_however_often_the_server_asks_for_the_same() -> None:
    counts: list[str] = []
    refuse = iter([True] * 5)

    def answer(request: httpx.Request) -> httpx.Response:
        sent = request.headers.get("Authorization", "")
        if sent:
            counts.append(sent.partition("nc=")[2].partition(",")[0])
        if not sent or next(refuse, False):
            return httpx.Response(401, headers={"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"'})
        return httpx.Response(200)

    auth = SharedDigest("a", "b")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), auth=auth) as client:
        await client.get("https://x.example/")
        await asyncio.gather(*(client.get("https://x.example/") for _ in range(5)))
    assert len(counts) > 6
    assert len(set(counts)) == len(counts)


@pytest.mark.parametrize(
    "challenge",
    ['Digest realm="r"', "Digest nonsense", 'Digest realm="r", nonce="n", algorithm=ROT13',
     'Digest realm="r", nonce="n", qop="auth-int"'],
)  # fmt: skip
async def test_a_challenge_that_cannot_be_answered_is_a_fault(challenge: str) -> None:
    answer = http("401 Unauthorized", "").replace(b"\r\n\r\n", f"\r\nWWW-Authenticate: {challenge}\r\n\r\n".encode())
    with answering(answer) as url:
        error = await failure(url)
    assert isinstance(error, ProviderFault)
    assert "Digest" in error.summary


async def test_a_wrong_key_is_a_credentials_error_each_time(connect: Connect) -> None:
    tidb = connect(private="wrong-private-half")
    for _ in range(2):
        with pytest.raises(CredentialsError, match=PUBLIC_KEY) as raised:
            whole(await tidb.list_clusters())
        assert "wrong-private-half" not in f"{raised.value!r} {raised.value.remedy}"


async def test_a_key_that_may_only_read_cannot_accept(connect: Connect) -> None:
    tidb = connect(public=VIEWER_KEY)
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    with pytest.raises(PermissionDenied):
        await tidb.accept(services[0], "vpce-00000000000000bad")


async def test_an_answer_that_does_not_come_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "READ_TIMEOUT_S", 0.1)
    with silent() as url:
        error = await failure(url)
    assert isinstance(error, Unreachable)
    assert error.summary == "127.0.0.1 did not answer within 0.1 s."


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", b"SSH-2.0-OpenSSH_9\r\n"],
    ids=["nothing", "within the head", "within the body", "no HTTP"],
)
async def test_a_connection_that_is_cut_is_unreachable(answer: bytes) -> None:
    with answering(answer) as url:
        assert isinstance(await failure(url), Unreachable)


async def test_a_port_that_nobody_listens_on_is_unreachable() -> None:
    error = await failure(closed())
    assert isinstance(error, Unreachable)
    assert "127.0.0.1 cannot be reached" in error.summary


async def test_a_portals_page_is_a_fault() -> None:
    with answering(http("200 OK", "<html>Log in</html>")) as url:
        assert isinstance(await failure(url), ProviderFault)
    with answering(http("307 Temporary Redirect", "")) as url:
        assert isinstance(await failure(url), ProviderFault)


async def test_no_proxy_stands_between_this_machine_and_itself(
    monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, closed())
    assert await connect().list_projects()


async def test_a_proxy_is_used_for_what_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(http("407 Proxy Authentication Required", "")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        error = await failure("https://tidb.example")
    assert isinstance(error, Unreachable)
    assert "HTTPS_PROXY" in error.remedy


async def test_a_proxy_of_another_kind_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://ann:hush-hush@proxy.example:1")
    error = await failure("https://tidb.example")
    assert isinstance(error, InvalidRequest)
    assert "hush-hush" not in f"{error!r}"


async def test_a_post_that_was_cut_but_worked_is_found(demo: TidbCloudDemo, connect: Connect) -> None:
    tidb = connect()
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    orders = next(each for each in services if each.cluster_id == demo.id_of("orders-prod") and not each.node_group_id)
    waiting = next(each for each in whole(await tidb.list_connections([orders])) if each.state_text == "DISCOVERED")
    demo.fault("*_CreatePrivateEndpointConnection", cut=True, done=True)
    await tidb.accept(orders, waiting.vpc_endpoint_id)
    assert len(demo.api_calls("POST")) == 1


async def test_two_operators_accept_the_same_endpoint_at_once(demo: TidbCloudDemo, connect: Connect) -> None:
    one, two = connect(), connect()
    services = whole(await one.list_services(whole(await one.list_clusters())))
    orders = next(each for each in services if each.cluster_id == demo.id_of("orders-prod") and not each.node_group_id)
    waiting = next(each for each in whole(await one.list_connections([orders])) if each.state_text == "DISCOVERED")
    await asyncio.gather(one.accept(orders, waiting.vpc_endpoint_id), two.accept(orders, waiting.vpc_endpoint_id))
    rows = [
        each for each in whole(await two.list_connections([orders])) if each.vpc_endpoint_id == waiting.vpc_endpoint_id
    ]
    assert [each.state_text for each in rows] == ["PENDING"]


async def test_a_failed_connection_is_made_anew(demo: TidbCloudDemo, connect: Connect) -> None:
    tidb = connect()
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    orders = next(each for each in services if each.cluster_id == demo.id_of("orders-prod") and not each.node_group_id)
    failed = next(each for each in whole(await tidb.list_connections([orders])) if each.state_text == "FAILED")
    with pytest.raises(InvalidRequest):
        await tidb.accept(orders, failed.vpc_endpoint_id)
    await tidb.reject(orders, failed.vpc_endpoint_id)
    demo.advance(600)
    assert await tidb.find_connection(orders, failed.vpc_endpoint_id, failed.id) is None
    await tidb.accept(orders, failed.vpc_endpoint_id)
    rows = [
        each for each in whole(await tidb.list_connections([orders])) if each.vpc_endpoint_id == failed.vpc_endpoint_id
    ]
    assert [each.state_text for each in rows] == ["PENDING"]
    assert rows[0].id != failed.id


async def test_the_limit_is_kept_by_the_program_itself(demo: TidbCloudDemo, connect: Connect) -> None:
    demo.limit(30)
    budget = RequestBudget(lambda: demo.real_s)
    tidb = connect(budget=budget)
    for _ in range(12):
        budget.begin_tick()
        try:
            whole(await tidb.list_connections(whole(await tidb.list_services(whole(await tidb.list_clusters())))))
        except Throttled:
            pytest.fail(f"refused after {budget.why()}")
        demo.real_s += budget.least_wait_s()
    assert not any(call.status == 429 for call in demo.tidb_cloud.calls)


async def test_a_429_is_told_with_its_time(demo: TidbCloudDemo, connect: Connect) -> None:
    demo.limit(2)
    tidb = connect()
    for _ in range(2):
        await tidb.list_projects()
    with pytest.raises(Throttled) as raised:
        await tidb.list_projects()
    assert 0 < raised.value.retry_after_s <= 60


async def test_a_clusters_deletion_meanwhile_takes_its_rows_along(demo: TidbCloudDemo, connect: Connect) -> None:
    tidb = connect()
    clusters = whole(await tidb.list_clusters())
    services = whole(await tidb.list_services(clusters))
    demo.delete_cluster("orders-prod")
    gone = demo.id_of("orders-prod")
    assert gone not in {each.cluster_id for each in whole(await tidb.list_connections(services))}
    closed = {part.place.partition("#")[0]: part.problem for part in await tidb.list_services(clusters) if part.problem}
    assert {id_: type(problem) for id_, problem in closed.items()} == {gone: NotFound}
    assert gone not in {each.id for each in whole(await tidb.list_clusters())}


async def test_nothing_has_to_be_imported_or_opened_before_the_first_request() -> None:
    code = (
        "import sys, tui.providers.tidb_cloud.provider as p, tui.providers.tidb_cloud.access as a,"
        "tui.providers.tidb_cloud.keys; p.HttpTidbCloud(a.TidbCloudAccess(a.ApiKey('a', 'b')));"
        "print([name for name in sys.modules if name.split('.')[0] in ('httpx', 'keyring', 'anyio')])"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # nobody closes what the first loop has open
def test_one_provider_serves_one_event_loop_after_another(demo: TidbCloudDemo) -> None:
    tidb = HttpTidbCloud(TidbCloudAccess(ApiKey(PUBLIC_KEY, PRIVATE_KEY), demo.dedicated_url, demo.iam_url))

    async def last() -> list[Cluster]:
        try:
            return whole(await tidb.list_clusters())
        finally:
            await tidb.aclose()

    assert whole(asyncio.run(tidb.list_clusters())) == asyncio.run(last())
