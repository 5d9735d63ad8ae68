"""The command lines of TiDB's side, whichever it is."""

import shlex
from dataclasses import replace

from tests.samples import VPCE_ID, cluster, connection, service
from tui.domain.clusters import Cluster, TidbNodeGroup
from tui.domain.commands import CommandContext
from tui.domain.tidb_commands import TidbCommands

OWN = TidbCommands(CommandContext(("--profile", "tidb-platform")))
CLOUD = TidbCommands(url="https://dedicated.tidbapi.com")
SERVICE, CLUSTER = service(), cluster()
SERVICE_ID = SERVICE.name.rpartition(".")[2]
DEDICATED = Cluster("10", "orders", node_groups=(TidbNodeGroup("20", is_default=True), TidbNodeGroup("21")))
OF_DEDICATED = replace(SERVICE, cluster_id="10", node_group_id="")
RECORD = replace(connection(), id="30")
URL = "https://dedicated.tidbapi.com/v1beta1/clusters/10/tidbNodeGroups/20/privateEndpointConnections"
CURL = 'curl --digest --user "$TIDBCLOUD_PUBLIC_KEY:$TIDBCLOUD_PRIVATE_KEY"'


def test_behind_load_balancers_the_service_account_decides() -> None:
    what = f"--service-id {SERVICE_ID} --region {SERVICE.region} --vpc-endpoint-ids {VPCE_ID} --profile tidb-platform"
    assert str(OWN.accept(SERVICE, CLUSTER, VPCE_ID)) == f"aws ec2 accept-vpc-endpoint-connections {what}"
    assert str(OWN.reject(SERVICE, CLUSTER, connection())) == f"aws ec2 reject-vpc-endpoint-connections {what}"


def test_a_service_is_made_permitted_verified_and_deleted_in_the_service_account() -> None:
    making, permitting = OWN.make_service(CLUSTER, None, "arn:aws:iam::111122223333:root")
    assert making.argv[2] == "create-vpc-endpoint-service-configuration"
    assert CLUSTER.id in making.argv
    assert permitting.missing == ("<your_endpoint_service_id>",)
    (again,) = OWN.make_service(CLUSTER, SERVICE, "arn:aws:iam::111122223333:root")
    assert again.argv[2] == "modify-vpc-endpoint-service-permissions"
    assert SERVICE_ID in again.argv
    for command, operation in (
        (OWN.verify_name(SERVICE), "start-vpc-endpoint-service-private-dns-verification"),
        (OWN.delete_service(SERVICE), "delete-vpc-endpoint-service-configurations"),
    ):
        assert command
        assert command.argv[2] == operation
        assert command.argv[-2:] == ("--profile", "tidb-platform")


def test_tidb_cloud_is_asked_by_a_line_without_the_key() -> None:
    accepting = CLOUD.accept(OF_DEDICATED, DEDICATED, VPCE_ID)
    body = f"""--header 'Content-Type: application/json' --data '{{"endpointId":"{VPCE_ID}"}}'"""
    assert str(accepting) == f"{CURL} --request POST {body} {URL}"
    assert str(CLOUD.reject(OF_DEDICATED, DEDICATED, RECORD)) == f"{CURL} --request DELETE {URL}/30"


def test_the_node_group_is_the_one_that_is_meant() -> None:
    line = str(CLOUD.accept(replace(OF_DEDICATED, node_group_id="21"), DEDICATED, VPCE_ID))
    assert "/tidbNodeGroups/21/" in line
    unknown = CLOUD.accept(OF_DEDICATED, replace(DEDICATED, node_groups=()), VPCE_ID)
    assert unknown.missing == ("<your_tidb_node_group_id>",)


def test_what_has_no_record_cannot_be_deleted_on_tidb_cloud_and_services_are_its_own() -> None:
    assert CLOUD.reject(OF_DEDICATED, DEDICATED, replace(RECORD, id="")) is None
    assert CLOUD.make_service(DEDICATED, None, "*") == ()
    assert (CLOUD.verify_name(SERVICE), CLOUD.delete_service(SERVICE)) == (None, None)


def test_an_id_from_outside_stays_one_part_of_the_address() -> None:
    hostile = CLOUD.reject(OF_DEDICATED, replace(DEDICATED, id="1/2", node_groups=()), replace(RECORD, id="$(x) a"))
    assert hostile
    line = str(hostile)
    assert "/clusters/1%2F2/" in line
    assert shlex.split(line)[-1].endswith("/%24%28x%29%20a")
