"""What shell completion offers: the IDs and cluster names of the last read, in a file."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.local.places import state_folder, write_private

if TYPE_CHECKING:
    from tui.domain.snapshot import Snapshot

FILE = "last-read.json"


@dataclass(frozen=True, slots=True)
class Names:
    """Sorted, each once, and nothing in them that a terminal would obey."""

    endpoints: tuple[str, ...] = ()
    """IDs of VPC endpoints."""
    clusters: tuple[str, ...] = ()
    """Names of clusters, and `NAME/GROUP` of their other node groups."""


def names_of(snapshot: "Snapshot") -> Names:
    """What `snapshot` shows."""
    groups = [(each, "") for each in snapshot.clusters]
    groups += [(each, group.key) for each in snapshot.clusters for group in each.node_groups]
    return Names(
        endpoints=_sorted(row.vpc_endpoint_id for row in snapshot.rows),
        clusters=_sorted(cluster.named(key) for cluster, key in groups),
    )


def read(prefix: str = "") -> Names:
    """What is kept; nothing where that cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):  # no file, or not one of ours
        raw = json.loads(_file(prefix).read_text("utf-8"))
        return Names(_sorted(raw["endpoints"]), _sorted(raw["clusters"]))
    return Names()


def write(names: Names, prefix: str = "", *, whole: bool = True) -> None:
    """Keep `names`, beside those that are kept where not everything was read.

    They are a convenience: a disk that takes nothing is no error.
    """
    before = read(prefix)
    known = Names() if whole else before
    now = Names(
        endpoints=_sorted((*known.endpoints, *names.endpoints)), clusters=_sorted((*known.clusters, *names.clusters))
    )
    if now != before:
        with suppress(OSError):
            write_private(_file(prefix), json.dumps({"endpoints": now.endpoints, "clusters": now.clusters}))


def _file(prefix: str) -> Path:
    return state_folder(f"{prefix}{FILE}")


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({each for each in found if each and each.isprintable()}))
