"""Projects, clusters and their node groups, as last read."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote

from tui.domain.clusters import Cluster, Project, TidbNodeGroup
from tui.domain.errors import NotFound, PermissionDenied
from tui.providers.tidb_cloud import parse
from tui.providers.tidb_cloud.errors import SOURCE
from tui.providers.tidb_cloud.http import Api

K = TypeVar("K")
T = TypeVar("T")

SIDE_BY_SIDE = 5
"""How many requests of one poll are under way at once."""


class Directory:
    """What is known of the clusters: other calls need their projects and default node groups."""

    def __init__(self, dedicated: Api, iam: Api, projects: tuple[str, ...]) -> None:
        """Of these `projects`, by ID; empty: of all that the key sees."""
        self._dedicated, self._iam, self._projects = dedicated, iam, projects
        self._known: dict[str, Cluster] = {}

    async def projects(self) -> list[Project]:
        rows = await self._iam.pages("ListProjects", "/projects", "projects", parse.project_id)
        return sorted(map(parse.project, rows), key=lambda project: (project.name, project.id))

    async def clusters(self) -> list[Cluster]:
        async def ask(project: str) -> list[Cluster]:
            of = {"projectId": project} if project else {}
            rows = await self._dedicated.pages("ListClusters", "/clusters", "clusters", parse.cluster_id, **of)
            return [parse.cluster(raw, project) for raw in rows]

        listed = await of_each_project(ask, await self._project_ids())
        self._known = {cluster.id: cluster for clusters in listed for cluster in clusters}
        return sorted(self._known.values(), key=lambda cluster: (cluster.name, cluster.id))

    async def cluster(self, id_: str) -> Cluster:
        """The cluster as last read; it is read if it never was. NotFound where there is none."""
        return self._known.get(id_) or await self._read(id_)

    async def group(self, cluster: Cluster, key: str) -> TidbNodeGroup:
        """The node group of that key, from the cluster read anew if it had none; NotFound where it has none yet."""
        found = cluster.node_group(key) or (TidbNodeGroup(key) if key else None)
        found = found or (await self._read(cluster.id)).node_group(key)
        if found is None:
            text = f"{cluster.name} has no TiDB node group yet."
            raise NotFound(text, "Wait until TiDB Cloud has created the cluster.", SOURCE)
        return found

    async def group_path(self, cluster_id: str, key: str) -> str:
        """The path of a node group, below which are its service and connections."""
        group = TidbNodeGroup(key) if key else await self.group(await self.cluster(cluster_id), key)
        return path_of(cluster_id, group)

    async def _read(self, id_: str) -> Cluster:
        cluster = parse.cluster(await self._dedicated.get("GetCluster", f"/clusters/{quote(id_, safe='')}"))
        self._known[id_] = cluster
        return cluster

    async def _project_ids(self) -> Sequence[str]:
        """An empty ID stands for what the key sees without naming a project."""
        if self._projects:
            return self._projects
        try:
            return [project.id for project in await self.projects()] or [""]
        except PermissionDenied:
            return [""]


def path_of(cluster_id: str, group: TidbNodeGroup) -> str:
    return f"/clusters/{quote(cluster_id, safe='')}/tidbNodeGroups/{quote(group.id, safe='')}"


async def of_each_project(ask: Callable[[str], Awaitable[T]], projects: Iterable[str]) -> list[T]:
    """The answers; a project that is gone or closed to us is left out, unless there is no other."""
    answers = await side_by_side(ask, list(projects))
    given = [each for each in answers if not isinstance(each, BaseException)]
    for each in answers:
        if isinstance(each, BaseException) and not (given and isinstance(each, NotFound | PermissionDenied)):
            raise each
    return given


async def side_by_side(ask: Callable[[K], Awaitable[T]], of: Sequence[K]) -> list[T | BaseException]:
    """What `ask` answers, or raises, for each in turn."""
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(each: K) -> T:
        async with turns:
            return await ask(each)

    return await asyncio.gather(*map(one, of), return_exceptions=True)
