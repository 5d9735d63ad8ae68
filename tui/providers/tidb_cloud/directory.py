"""Projects, clusters and their node groups, as last read."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from tui.domain.clusters import Cluster, Project, TidbNodeGroup
from tui.domain.errors import NotFound, PermissionDenied
from tui.domain.parts import LIST, Part
from tui.providers.tidb_cloud import parse
from tui.providers.tidb_cloud.errors import SOURCE
from tui.providers.tidb_cloud.http import Api
from tui.providers.tidb_cloud.pages import PagedList
from tui.providers.tidb_cloud.turns import Turns, side_by_side

DEFAULT = "default"
"""The place of the clusters that the key sees without naming a project, where it may not list them."""


class Directory:
    """What is known of the clusters: other calls need their projects and default node groups."""

    def __init__(self, dedicated: Api, iam: Api, projects: tuple[str, ...]) -> None:
        """Of these `projects`, by ID; empty: of all that the key sees."""
        self._dedicated, self._iam, self._configured = dedicated, iam, projects
        self._known: dict[str, Cluster] = {}
        self._projects = {id_: Project(id_) for id_ in projects}
        """All that were ever told and are not gone."""
        self._unlisted: frozenset[str] = frozenset()
        """Those of them that the list did not have the last time."""
        self._project_list = PagedList("ListProjects", "projects", parse.project_id)
        self._lists = Turns(lambda: PagedList("ListClusters", "clusters", parse.cluster_id))

    async def projects(self) -> list[Project]:
        rows = await self._iam.pages("ListProjects", "/projects", "projects", parse.project_id)
        return sorted(map(parse.project, rows), key=lambda project: (project.name, project.id))

    async def clusters(self) -> list[Part[Cluster]]:
        """A part a project, and where none are configured one that is their list."""
        listed = [] if self._configured else [await self._list_projects()]
        places = list(self._projects) or [DEFAULT]
        parts = await side_by_side(self._clusters_of, self._lists.longest_unread(places))
        told = [*listed, *(self._or_gone(part, listed) for part in parts)]
        return told if DEFAULT in places else [*told, Part(DEFAULT, gone=True)]

    def label(self, project: str) -> str:
        """How people call the project of that ID."""
        if self._configured:
            return f"project {project} of the setting projects"
        known = self._projects.get(project)
        return f"project {known.name or known.id}" if known else "the default project"

    async def _list_projects(self) -> Part[Cluster]:
        """What the list says goes to `_projects`; where it is refused, those that were known are read on."""
        read = await self._iam.part_of(self._project_list, "ListProjects", "/projects")
        self._projects |= {each.id: each for each in map(parse.project, read.rows)}
        self._unlisted = frozenset(self._projects) - {parse.project_id(raw) for raw in read.rows}
        problem = read.problem
        if isinstance(problem, PermissionDenied):
            remedy = "Name the projects in the setting projects, or use a key that may list them."
            problem = replace(problem, remedy=remedy)
        return Part(LIST, (), read.complete, problem, "the list of projects")

    async def _clusters_of(self, project: str) -> Part[Cluster]:
        of = {} if project == DEFAULT else {"projectId": project}
        read = await self._lists.read(
            project, lambda paged: self._dedicated.part_of(paged, "ListClusters", "/clusters", **of)
        )
        found = {each.id: each for each in (parse.cluster(raw, of.get("projectId", "")) for raw in read.rows)}
        self._known |= found
        note = f"{self.label(project)} has no cluster." if self._configured and read.complete and not found else ""
        return Part(
            project, tuple(found.values()), read.complete, read.problem, self.label(project), read.of, note=note
        )

    def _or_gone(self, part: Part[Cluster], listed: Sequence[Part[Cluster]]) -> Part[Cluster]:
        """Gone is a project that the whole list has no more, and that is closed to us."""
        whole = all(each.complete for each in listed) and part.place in self._unlisted
        if whole and isinstance(part.problem, NotFound | PermissionDenied):
            self._projects.pop(part.place)
            return Part(part.place, gone=True)
        return part

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


def path_of(cluster_id: str, group: TidbNodeGroup) -> str:
    return f"/clusters/{quote(cluster_id, safe='')}/tidbNodeGroups/{quote(group.id, safe='')}"
