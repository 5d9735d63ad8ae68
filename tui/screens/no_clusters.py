"""What to say where no cluster was found."""

from tui.domain.clusters import TidbSide

_WHAT_IS_ONE = {
    TidbSide.SELF_MANAGED: (
        "A cluster is a network load balancer with the tag tidb-pe:cluster, or one named in the configuration."
    ),
    TidbSide.TIDB_CLOUD: "The API key sees no TiDB Cloud Dedicated cluster in the projects that are watched.",
}


def no_clusters(side: TidbSide, keys: str) -> str:
    """Why the page is empty, and which keys help."""
    return f"No TiDB clusters found.\n\n{_WHAT_IS_ONE[side]}\n{keys}"
