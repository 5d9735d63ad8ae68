"""What one client is given, as a value."""

import pytest

from tests.fakes import VPCE_ID
from tests.reading import read
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.connect_strings import Client
from tui.views.connecting import ConnectView, connect_view


async def connected(world: World, ca_file: str = "") -> ConnectView:
    snapshot = await read(world)
    row = snapshot.row(VPCE_ID)
    assert row
    return connect_view(row, Client.MYSQL, snapshot, ca_file)


async def test_an_active_endpoint_is_connected_to_by_its_private_name() -> None:
    view = await connected(worlds.active(), "/etc/tidb/ca.pem")
    assert (view.host, view.port, view.warning, view.why_not) == ("orders.tidb.example.com", 4000, "", "")
    assert view.text == (
        "mysql --connect-timeout 15 --ssl-mode=VERIFY_IDENTITY --ssl-ca=/etc/tidb/ca.pem -u root"
        " -h orders.tidb.example.com -P 4000 -D test -p"
    )


async def test_without_private_dns_the_name_of_aws_comes_with_a_warning() -> None:
    view = await connected(worlds.with_endpoint())
    assert view.host.endswith("vpce.amazonaws.com")
    assert "since private DNS is off" in view.warning


@pytest.mark.parametrize(
    ("state", "why"), [("failed", "while it is Failed."), ("pendingAcceptance", "while it is Discovered.")]
)
async def test_an_endpoint_that_carries_nothing_gives_no_string(state: str, why: str) -> None:
    view = await connected(worlds.with_endpoint(state))
    assert view.text == ""
    assert why in view.why_not
