"""What can be copied of a private endpoint."""

from dataclasses import replace

from tests.fakes import ACCOUNT, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, service, vpc_endpoint
from tests.reading import read
from tests.screens import worlds
from tui.views.copying import values
from tui.views.describe import Network


async def test_every_name_and_id_of_either_side_can_be_copied_once() -> None:
    snapshot = await read(worlds.with_endpoint(private_dns_enabled=True))
    found = values(snapshot.rows[0], snapshot, Network())
    assert found[:2] == (("VPC endpoint", VPCE_ID), ("Host name", "orders.tidb.example.com"))
    assert {value for _, value in found} >= {
        VPC_ID,
        ACCOUNT,
        OPEN_GROUP,
        *SUBNET_IDS[:2],
        *vpc_endpoint().dns_names,
        *vpc_endpoint().network_interface_ids,
        service().name,
        "orders",
        cluster().id,
    }
    assert len({value for _, value in found}) == len(found)


async def test_what_a_terminal_would_obey_is_not_copied() -> None:
    snapshot = await read(worlds.with_endpoint())
    endpoint = snapshot.rows[0].vpc_endpoint
    assert endpoint
    row = snapshot.rows[0]._replace(vpc_endpoint=replace(endpoint, last_error="no\x1b]52;c;eA==\x07 room"))
    assert dict(values(row, snapshot, Network()))["Last error"] == "no]52;c;eA== room"
