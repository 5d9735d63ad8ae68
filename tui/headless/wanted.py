"""What is given on the command line for an endpoint that is not there yet."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from tui.domain.clusters import Cluster
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box, InvalidId, read
from tui.domain.snapshot import Snapshot, What
from tui.settings.problems import SettingsError
from tui.views.plain import plain

BOXES = {"vpc": Box.VPC, "subnets": Box.SUBNETS, "security_groups": Box.GROUPS}


def network(arguments: Namespace) -> Draft:
    """VPC, subnets and security groups. Raises SettingsError, which is wrong use, before anything is read."""
    given = {name: getattr(arguments, name) or "" for name in ("cluster", *BOXES)}
    ids = {name: _ids(name, box, given[name]) for name, box in BOXES.items()}
    if missing := [f"--{name}" for name in ("cluster", "vpc", "subnets") if not ids.get(name, given[name])]:
        raise SettingsError(f"{', '.join(missing)}: expected a value.")
    return Draft("", vpc_id=ids["vpc"][0], subnet_ids=ids["subnets"], security_group_ids=ids["security_groups"])


def placed(network: Draft, snapshot: Snapshot, wanted: str, id_: str) -> Draft:
    """A setup under that ID for the cluster, and node group, called `wanted`. Raises SettingsError."""
    cluster, group = _cluster(snapshot, wanted)
    return replace(network, id=id_, cluster_id=cluster.id, node_group_id=group, region=cluster.region)


def _ids(name: str, box: Box, text: str) -> tuple[str, ...]:
    try:
        return read(box, text) if text else ()
    except InvalidId as error:
        raise SettingsError(f"--{name.replace('_', '-')}: {error}") from None


def _cluster(snapshot: Snapshot, wanted: str) -> tuple[Cluster, str]:
    """The cluster of that name or ID, and the key of its node group. SettingsError for none, or several."""
    found = list(_meant(snapshot, wanted))
    if len(found) == 1:
        return found[0]
    if problem := next((each.problem for each in snapshot.problems if each.problem), None):
        raise problem
    shown = plain(wanted, 80)
    if found:
        ids = ", ".join(cluster.id for cluster, _ in found)
        raise SettingsError(f"--cluster: {shown} is the name of several clusters.", f"Give an ID: {ids}.")
    if not snapshot.read_whole(What.CLUSTERS):
        raise PrivateEndpointError(f"{shown} was not read: not all clusters could be.", "Try again.")
    raise SettingsError(f"--cluster: there is no cluster {shown}.", "`tidb-pe clusters` shows names and IDs.")


def _meant(snapshot: Snapshot, wanted: str) -> Iterator[tuple[Cluster, str]]:
    for cluster in snapshot.clusters:
        if wanted in {cluster.id, cluster.name}:
            yield cluster, ""
        for group in cluster.node_groups:
            if group.key and wanted in {cluster.named(group.key), f"{cluster.id}/{group.key}"}:
                yield cluster, group.key
