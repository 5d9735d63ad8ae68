"""The names that shells complete: kept in a file that nobody has to trust."""

import json
import stat
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.reading import read as look
from tests.samples import VPCE_ID, cluster
from tests.screens import worlds
from tui.domain.clusters import TidbNodeGroup
from tui.domain.snapshot import Snapshot
from tui.local import last_read
from tui.local.last_read import FILE, Names
from tui.local.places import state_folder

NAMES = Names(endpoints=(VPCE_ID,), clusters=("orders", "orders/reporting"))


def file() -> Path:
    return state_folder(FILE)


async def test_ids_and_names_are_those_of_the_rows_and_clusters() -> None:
    world = worlds.active()
    groups = (TidbNodeGroup("1", "DefaultGroup", is_default=True), TidbNodeGroup("2", "reporting"))
    world.tidb.clusters = [cluster(node_groups=groups), cluster("archive")]
    names = last_read.names_of(await look(world))
    assert names == Names((VPCE_ID,), ("archive", "orders", "orders/reporting"))


def test_what_was_kept_is_read_again_by_its_owner_alone() -> None:
    last_read.write(NAMES)
    assert last_read.read() == NAMES
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert last_read.read("demo-") == Names()


def test_where_not_everything_was_read_nothing_is_forgotten() -> None:
    last_read.write(NAMES)
    last_read.write(Names(("vpce-1",), ()), whole=False)
    assert last_read.read() == Names((VPCE_ID, "vpce-1"), NAMES.clusters)
    last_read.write(Names(("vpce-1",), ()))
    assert last_read.read() == Names(("vpce-1",), ())


def test_the_same_names_are_not_written_again() -> None:
    last_read.write(NAMES)
    with patch.object(last_read, "write_private") as written:
        last_read.write(NAMES)
        last_read.write(Names(), whole=False)
    written.assert_not_called()


def test_nothing_that_a_terminal_would_obey_is_offered() -> None:
    hostile = Snapshot(clusters=(replace(cluster(), name="a\x1b]0;b\x07"), replace(cluster(), name="a\nb"), cluster()))
    assert last_read.names_of(hostile).clusters == ("orders",)
    last_read.write(NAMES)
    file().write_text(json.dumps({"endpoints": ["a\x1b[2J"], "clusters": ["fine"]}))
    assert last_read.read() == Names((), ("fine",))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"endpoints": 1, "clusters": []}', '{"endpoints": [1], "clusters": []}']
)
def test_a_damaged_file_offers_nothing(text: str) -> None:
    last_read.write(NAMES)
    file().write_text(text)
    assert last_read.read() == Names()


def test_a_disk_that_takes_nothing_is_no_error() -> None:
    with patch.object(last_read, "write_private", side_effect=OSError(28, "No space left on device")):
        last_read.write(NAMES)
    assert last_read.read() == Names()
