"""Projects, clusters and endpoint services: what is asked, how often, and what stays when a part fails."""

from datetime import UTC, datetime
from operator import attrgetter

import httpx
import pytest

from tests.providers.tidb_cloud.cloud import (
    CLUSTER,
    EVERYWHERE,
    GROUP,
    GROUPS,
    OTHER_GROUP,
    PROJECT,
    SERVICE,
    Answer,
    Cloud,
    cluster,
    node_group,
    record,
    records,
    service,
    status,
)
from tui.domain.clusters import Cluster, Project
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.errors import CredentialsError, NotFound, PermissionDenied, ProviderFault, Throttled, Unreachable
from tui.domain.parts import LIST, Parts, whole
from tui.providers.tidb_cloud.provider import HttpTidbCloud

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
NOTHING: Parts[PrivateLinkService] = Parts(attrgetter("owner"))


def by_project(request: httpx.Request) -> Answer:
    """A cluster a project, of the project's ID."""
    project = request.url.params["projectId"]
    return {"clusters": [cluster(f"9{project}", f"of-{project}", labels={"tidb.cloud/project": project})]}


def many(number: int) -> list[dict[str, object]]:
    return [
        cluster(str(at), f"cluster-{at:03}", tidbNodeSetting={"tidbNodeGroups": [node_group(str(at))]})
        for at in range(number)
    ]


def services_asked(cloud: Cloud) -> list[str]:
    return [line for line in cloud.lines() if line.endswith("/privateLinkService")]


async def test_projects_are_told_by_name(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /projects", {"projects": [{"id": "2", "name": "b"}, {"id": 1, "name": "a"}, {"name": "no ID"}]})
    assert await tidb.list_projects() == [Project("1", "a"), Project("2", "b")]
    assert cloud.asked[0].url.host == "iam.tidbapi.com"


async def test_the_clusters_of_each_project_are_a_part(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /projects", {"projects": [{"id": "2"}, {"id": "1"}]})
    cloud.put("GET /clusters", by_project)
    parts = {part.place: [each.name for each in part.facts] for part in await tidb.list_clusters()}
    assert parts == {LIST: [], "2": ["of-2"], "1": ["of-1"], "default": []}


async def test_named_projects_are_not_looked_up(cloud: Cloud) -> None:
    cloud.put("GET /clusters", by_project)
    assert [each.project_id for each in whole(await cloud.provider("5").list_clusters())] == ["5"]
    assert cloud.lines() == ["GET /clusters"]


async def test_a_key_that_may_not_list_projects_lists_what_it_sees_and_says_so(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    cloud.put("GET /projects", status(403))
    listed, clusters = await tidb.list_clusters()
    assert isinstance(listed.problem, PermissionDenied)
    assert "setting projects" in listed.problem.remedy
    assert [each.project_id for each in clusters.facts] == [PROJECT]
    assert "projectId" not in cloud.asked[-1].url.params


@pytest.mark.parametrize("code", [403, 404])
async def test_a_project_that_is_closed_or_gone_hides_no_other(cloud: Cloud, code: int) -> None:
    def answer(request: httpx.Request) -> Answer:
        return status(code) if request.url.params["projectId"] == "1" else by_project(request)

    cloud.put("GET /clusters", answer)
    parts = {part.place: part for part in await cloud.provider("1", "2").list_clusters()}
    assert isinstance(parts["1"].problem, PermissionDenied | NotFound)
    assert [each.id for each in parts["2"].facts] == ["92"]


async def test_a_project_that_fails_is_an_error_lest_its_rows_seem_gone(cloud: Cloud) -> None:
    def answer(request: httpx.Request) -> Answer:
        return status(500) if request.url.params["projectId"] == "1" else by_project(request)

    cloud.put("GET /clusters", answer)
    with pytest.raises(ProviderFault):
        whole(await cloud.provider("1", "2").list_clusters())


async def test_each_node_group_on_aws_that_can_have_a_service_is_asked_once(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    other = node_group(OTHER_GROUP, "reports", default=False)
    listed = [
        cluster(tidbNodeSetting={"tidbNodeGroups": [node_group(), other]}),
        cluster("2", "google", regionId="gcp-us-west1", cloudProvider="gcp"),
        cluster("3", "new", state="CREATING"),
        cluster("4", "asleep", state="PAUSED"),
    ]
    cloud.put("GET /clusters", {"clusters": listed})
    parts = await tidb.list_services(whole(await tidb.list_clusters()))
    assert [(each.owner, each.state) for each in whole(parts)] == [((CLUSTER, ""), ServiceState.ACTIVE)]
    assert sorted(services_asked(cloud)) == [
        f"GET {SERVICE}",
        f"GET {GROUPS}/{OTHER_GROUP}/privateLinkService",
        f"GET /clusters/4/tidbNodeGroups/{GROUP}/privateLinkService",
    ]
    assert all(part.complete for part in parts)


async def test_more_services_than_the_budget_has_are_read_in_turns(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", {"clusters": many(90)})
    for at in range(90):
        cloud.put(f"GET /clusters/{at}/tidbNodeGroups/{at}/privateLinkService", service(str(at)))
    clusters = whole(await tidb.list_clusters())
    numbers, unfinished, known = [], [], NOTHING
    for _ in range(3):
        known = known.then(await tidb.list_services(clusters), NOW)
        numbers.append(len(known.facts))
        unfinished.append(known.unfinished)
        cloud.now_s += 60
    assert (numbers, unfinished) == ([40, 80, 90], [True, True, False])
    asked = services_asked(cloud)
    assert len(asked) == 120
    assert len(set(asked)) == 90


async def test_what_other_programs_left_of_the_budget_is_all_that_is_used(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    headers = {"X_Ratelimit_Remaining_Minute": "25", "X_Ratelimit_Reset": "40"}
    cloud.put("GET /clusters", status(200, {"clusters": many(30)}, **headers))
    parts = await tidb.list_services(whole(await tidb.list_clusters()))
    assert len(services_asked(cloud)) == 4, "20 are the operator's, and one is for the connections"
    assert sum(part.complete for part in parts) == 4
    assert len(parts) == 30


@pytest.mark.parametrize("answer", [status(500), status(429), httpx.ReadTimeout("t"), status(403), status(200, {})])
async def test_a_service_that_cannot_be_read_stays_as_it_was(cloud: Cloud, tidb: HttpTidbCloud, answer: Answer) -> None:
    cloud.put("GET /clusters", {"clusters": [cluster(), *many(1)]})
    before = NOTHING.then(await tidb.list_services(clusters := whole(await tidb.list_clusters())), NOW)
    cloud.put(f"GET {SERVICE}", answer)
    after = before.then(await tidb.list_services(clusters), NOW)
    assert after.facts == before.facts
    assert [part.problem for part in after.kept.values() if part.problem]


@pytest.mark.parametrize(("answer", "kind"), [(status(500), ProviderFault), (status(429), Throttled),
                                              (httpx.ReadTimeout("t"), Unreachable)])  # fmt: skip
async def test_an_error_is_raised_where_no_service_can_be_read(
    cloud: Cloud, tidb: HttpTidbCloud, answer: Answer, kind: type[Exception]
) -> None:
    cloud.put(f"GET {SERVICE}", answer)
    with pytest.raises(kind):
        whole(await tidb.list_services(whole(await tidb.list_clusters())))


async def test_a_refused_key_is_an_error_whatever_else_was_read(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", {"clusters": [cluster(), *many(1)]})
    cloud.put("GET /clusters/0/tidbNodeGroups/0/privateLinkService", status(401))
    with pytest.raises(CredentialsError):
        whole(await tidb.list_services(whole(await tidb.list_clusters())))


async def test_after_a_429_nothing_more_is_asked_and_the_rest_comes_later(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", {"clusters": many(30)})
    for at in range(30):
        cloud.put(f"GET /clusters/{at}/tidbNodeGroups/{at}/privateLinkService", service(str(at)))
    cloud.put("GET /clusters/7/tidbNodeGroups/7/privateLinkService", status(429, Retry_After="30"))
    parts = NOTHING.then(await tidb.list_services(whole(await tidb.list_clusters())), NOW)
    assert len(parts.facts) == len(services_asked(cloud)) - 1
    assert len(parts.facts) < 13
    assert parts.unfinished


async def test_a_service_that_was_there_and_is_not_found_stays_until_its_node_group_is_gone(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    before = NOTHING.then(await tidb.list_services(clusters := whole(await tidb.list_clusters())), NOW)
    cloud.put(f"GET {SERVICE}", status(404))
    after = before.then(await tidb.list_services(clusters), NOW)
    assert after.facts == before.facts
    assert [type(part.problem) for part in after.kept.values()] == [NotFound]


async def test_the_service_of_the_default_group_is_asked_for_by_the_groups_id(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    found = await tidb.ensure_service(whole(await tidb.list_clusters())[0], "")
    assert found.owner == (CLUSTER, "")
    assert cloud.lines()[-1] == f"GET {SERVICE}"


async def test_the_service_of_another_group_keeps_its_id(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(f"GET {GROUPS}/{OTHER_GROUP}/privateLinkService", service(OTHER_GROUP, state="CREATING"))
    found = await tidb.ensure_service(whole(await tidb.list_clusters())[0], OTHER_GROUP)
    assert (found.owner, found.state) == ((CLUSTER, OTHER_GROUP), ServiceState.CREATING)


async def test_a_service_that_is_not_there_is_waited_for_and_then_a_support_case(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    cloud.put(f"GET {SERVICE}", status(404))
    with pytest.raises(NotFound, match="orders-prod") as raised:
        await tidb.ensure_service(whole(await tidb.list_clusters())[0], "")
    assert "3 to 5 minutes" in raised.value.remedy
    assert CLUSTER in raised.value.remedy
    assert GROUP in raised.value.remedy


async def test_a_cluster_whose_groups_were_not_known_yet_is_read_anew(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(f"GET /clusters/{CLUSTER}", cluster())
    assert (await tidb.ensure_service(Cluster(CLUSTER, "orders-prod"), "")).owner == (CLUSTER, "")
    cloud.put("GET /clusters/5", cluster("5", tidbNodeSetting={}))
    with pytest.raises(NotFound, match="node group"):
        await tidb.ensure_service(Cluster("5", "new"), "")


async def test_connections_are_one_list_a_project(cloud: Cloud) -> None:
    cloud.put("GET /clusters", by_project)
    cloud.put(
        f"GET {EVERYWHERE}",
        lambda request: records(record(clusterId=f"9{request.url.params['projectId']}", endpoint="vpce-1")),
    )
    tidb = cloud.provider("1", "2")
    whole(await tidb.list_clusters())
    found = whole(await tidb.list_connections([PrivateLinkService("91"), PrivateLinkService("92", "5")]))
    assert {each.cluster_id for each in found} == {"91", "92"}
    asked = [dict(each.url.params) for each in cloud.asked if EVERYWHERE in each.url.path]
    assert asked == [{"cloudProvider": "aws", "projectId": id_, "pageSize": "100"} for id_ in ("1", "2")]


async def test_only_connections_on_aws_to_clusters_asked_for_are_told(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    rows = [
        record(id_="1"),
        record(id_="2", cloudProvider="gcp", regionId="gcp-us-west1"),
        record(id_="3", clusterId="4711"),
        record(id_="4", tidbNodeGroupId=OTHER_GROUP, endpoint="vpce-2"),
    ]
    cloud.put(f"GET {EVERYWHERE}", records(*rows))
    found = whole(await tidb.list_connections(whole(await tidb.list_services(whole(await tidb.list_clusters())))))
    assert [(each.id, each.owner) for each in found] == [("1", (CLUSTER, "")), ("4", (CLUSTER, OTHER_GROUP))]


async def test_no_services_ask_nothing(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    assert whole(await tidb.list_connections([])) == []
    assert cloud.asked == []


async def test_a_new_program_reads_a_cluster_that_it_does_not_know(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(f"GET /clusters/{CLUSTER}", cluster())
    cloud.put(f"GET {EVERYWHERE}", records(record()))
    (found,) = whole(await tidb.list_connections([PrivateLinkService(CLUSTER)]))
    assert found.owner == (CLUSTER, "")
    assert cloud.asked[-1].url.params["projectId"] == PROJECT


async def test_the_connections_of_a_cluster_that_was_deleted_meanwhile_are_still_told(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    cloud.put(f"GET {EVERYWHERE}", records(record("DELETING", clusterId="4711")))
    (found,) = whole(await tidb.list_connections([PrivateLinkService("4711")]))
    assert found.owner == ("4711", GROUP)


@pytest.mark.parametrize("empty", [{"clusters": [], "totalSize": 0}, {}])
async def test_a_configured_project_with_nothing_in_it_is_named(cloud: Cloud, empty: Answer) -> None:
    """At the first read `{}` is an empty list: JSON made of protobuf may leave out what is empty."""
    cloud.put("GET /clusters", empty)
    part, _ = await cloud.provider("5").list_clusters()
    assert part.complete
    assert part.note == "project 5 of the setting projects has no cluster."


@pytest.mark.parametrize("code", [403, 404])
async def test_a_configured_project_that_does_not_exist_is_named(cloud: Cloud, code: int) -> None:
    cloud.put("GET /clusters", status(code, {"code": 5, "message": "no"}))
    part, _ = await cloud.provider("5").list_clusters()
    assert (part.label, part.complete) == ("project 5 of the setting projects", False)


async def test_an_answer_without_rows_and_total_takes_none_away_that_were_known(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    whole(await tidb.list_clusters())
    cloud.put("GET /clusters", {})
    assert [part.complete for part in await tidb.list_clusters() if part.place == PROJECT] == [False]
    cloud.put("GET /clusters", {"clusters": [], "totalSize": 0})
    assert [part.complete for part in await tidb.list_clusters() if part.place == PROJECT] == [True]


async def test_a_shifted_page_is_not_the_whole(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    """613 of 614: a row was skipped while the pages were read."""
    rows = [record(id_=str(at), endpoint=f"vpce-{at}") for at in range(614)]
    pages = [{**records(*rows[:100]), "nextPageToken": "x", "totalSize": 614}]
    pages += [
        {**records(*rows[at : at + 100]), "nextPageToken": str(at) if at < 601 else "", "totalSize": 614}
        for at in range(101, 614, 100)
    ]
    cloud.put(f"GET {EVERYWHERE}", *pages)
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    (part,) = await tidb.list_connections(services)
    assert (len(part.facts), part.of, part.complete, part.problem) == (613, 614, False, None)
