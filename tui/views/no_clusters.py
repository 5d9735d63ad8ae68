"""What to say where no cluster was found: what was searched, and how one is made."""

from tui import keymap
from tui.domain.clusters import TidbSide
from tui.domain.parts import LIST
from tui.domain.snapshot import TIDB_SIDE, Snapshot, What
from tui.views.plain import plain

MOST_PLACES = 6
"""How many of the regions or projects searched are named."""

_WHAT_IS_ONE = {
    TidbSide.SELF_MANAGED: (
        "A cluster is a network load balancer with the tag tidb-pe:cluster, or one named in the configuration."
    ),
    TidbSide.TIDB_CLOUD: "Private endpoints are for TiDB Cloud Dedicated clusters on AWS.",
}
_HOW = {
    TidbSide.SELF_MANAGED: (
        "Put the tag tidb-pe:cluster=<name> on the network load balancer in front of a TiDB cluster,",
        "or name the cluster in the configuration (tidb-pe config path tells where that is).",
        "Then press {again}.",
    ),
    TidbSide.TIDB_CLOUD: (
        "Create a TiDB Cloud Dedicated cluster on AWS at https://tidbcloud.com,",
        "in a project that this API key sees.",
        "Then press {again}.",
    ),
}


def why_none(snapshot: Snapshot) -> str:
    """Why nothing is shown while not everything was read: what was not read is not said to be empty."""
    if snapshot.first_read_s:
        return f"Not read yet: the next read is made in {snapshot.first_read_s} s."
    again = keymap.key("everywhere", "app.refresh_now")
    if any(each.as_of or each.read for each in snapshot.readings if each.side == TIDB_SIDE):
        return f"Nothing was found in what was read, and not everything was. Press {again} to read again."
    return f"Nothing could be read. Press {again} to try again."


def no_clusters(snapshot: Snapshot, keys: str) -> str:
    """Why the page is empty, and which keys help."""
    said = (_WHAT_IS_ONE[snapshot.tidb_side], searched(snapshot), keys)
    return "\n".join(("No TiDB clusters found.", "", *filter(None, said)))


def none_to_choose(snapshot: Snapshot) -> str:
    """Why Choose Cluster offers none."""
    if not snapshot.read_whole(What.CLUSTERS):
        again = keymap.key("everywhere", "app.refresh_now", typing=True)
        return f"The clusters could not be read whole: there may be one. {again} reads them again."
    return " ".join(filter(None, ("There is no cluster to choose.", searched(snapshot))))


def how_to_create(side: TidbSide) -> tuple[str, ...]:
    """What makes a cluster that can be chosen, in lines."""
    again = keymap.key("everywhere", "app.refresh_now", typing=True)
    return tuple(line.format(again=again) for line in _HOW[side])


def searched(snapshot: Snapshot) -> str:
    """The regions or projects that were asked for clusters, as a sentence; empty where none is known by name."""
    mine = [each for each in snapshot.readings if each.side == TIDB_SIDE and each.what is What.CLUSTERS]
    places = list(dict.fromkeys(plain(each.label, 60) for each in mine if each.label and each.place != LIST))
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"Searched: {', '.join(places[:MOST_PLACES])}{more}." if places else ""
