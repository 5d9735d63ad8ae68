"""Every page of the program, and the keys that lead there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.fakes import CLOSED_GROUP, VPC_ID, VPCE_ID
from tests.goldens.first_run_cases import CLOUD
from tests.goldens.removal_cases import interrupted
from tests.screens import tidb_cloud_worlds as cloud
from tests.screens import worlds
from tests.screens.harness import World, typed
from tests.screens.setups import first_run
from tui.domain.draft import Step
from tui.domain.network import VpcDns


@dataclass(frozen=True, slots=True)
class Place:
    """A page in one of its states."""

    screen: str
    """Its class."""
    world: Callable[[], World]
    way: str = ""
    """Keys from the first screen, pressed one by one."""

    @property
    def name(self) -> str:
        return f"{self.screen}-{self.world.__name__}"


def with_vpc() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)


def interface() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


def accepting() -> World:
    return worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)


def private_dns() -> World:
    return worlds.unfinished(Step.ENABLE_PRIVATE_DNS)


def without_hostnames() -> World:
    """AWS will refuse, and one command mends it."""
    world = private_dns()
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    return world


def enabled() -> World:
    """All that is left is Create."""
    world = private_dns()
    world.aws.change(VPCE_ID, private_dns_enabled=True)
    return world


def cloud_active() -> World:
    """An Active endpoint on TiDB Cloud."""
    world = cloud.with_record()
    world.aws.change(VPCE_ID, private_dns_enabled=True)
    return world


own = partial(Place, world=worlds.active)
ANOTHER_GROUP = f"e end space {typed(CLOSED_GROUP)}"

PLACES = (
    own("EndpointsScreen"),
    Place("EndpointsScreen", worlds.every_status),
    Place("EndpointsScreen", cloud.several_accounts),
    own("DetailScreen", way="enter"),
    Place("DetailScreen", cloud.with_record, "enter"),
    own("AnswersScreen", way="enter v"),
    own("DiagnoseScreen", way="enter w"),
    own("ConnectScreen", way="c"),
    Place("ConnectScreen", cloud.with_record, "c"),
    own("CaFileDialog", way="c f"),
    own("EditEndpointScreen", way="e"),
    Place("EditEndpointScreen", cloud_active, "e"),
    own("ConfirmDialog", way=f"{ANOTHER_GROUP} ctrl+r"),
    own("DeleteScreen", way="d"),
    Place("DeleteScreen", interrupted, "d"),
    Place("DeleteScreen", cloud.with_record, "d"),
    own("ClustersScreen", way="t"),
    Place("ClustersScreen", cloud.several_accounts, "t"),
    Place("TerminateServiceScreen", worlds.with_service, "t D"),
    own("HelpScreen", way="question_mark"),
    own("Palette", way="ctrl+p"),
    Place("ChooseClusterScreen", worlds.all_kinds, "n"),
    Place("ChooseClusterScreen", cloud.tidb_cloud, "n"),
    Place("ServiceEndpointScreen", worlds.one_cluster, "n ctrl+n"),
    Place("InterfaceEndpointScreen", interface, "enter"),
    Place("InterfaceEndpointScreen", worlds.filled, "enter"),
    Place("InterfaceEndpointScreen", cloud.service_creating, "enter"),
    Place("PickerDialog", interface, "enter down"),
    Place("PickerDialog", with_vpc, "enter tab down"),
    Place("AcceptEndpointConnectionScreen", accepting, "enter"),
    Place("AcceptEndpointConnectionScreen", worlds.several_waiting, "enter ctrl+n"),
    Place("EnablePrivateDnsScreen", private_dns, "enter"),
    Place("ChecksScreen", without_hostnames, "enter ctrl+t"),
    Place("FinishedScreen", enabled, "enter ctrl+n"),
    Place("FirstRunScreen", first_run),
    Place("TidbCloudSetup", first_run, f"home {CLOUD}"),
    Place("SelfManagedSetup", first_run, "G enter"),
)
