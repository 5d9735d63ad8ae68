"""What each action of the keymap does: a world, the way to where it works, and what is true after the key alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.containers import VerticalScroll
from textual.widgets import OptionList, Select

from tests.fakes import CLOSED_GROUP, VPC_ID, VPCE_ID, cluster
from tests.goldens.first_run_cases import CLOUD, TYPED
from tests.goldens.removal_cases import interrupted
from tests.screens import worlds
from tests.screens.harness import Session, World, typed
from tests.screens.setups import first_run
from tests.screens.worlds import active
from tui.domain.draft import Step
from tui.domain.network import Vpc, VpcDns
from tui.screens.help import HelpScreen
from tui.widgets.endpoint_table import EndpointTable
from tui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class Deed:
    """`done` is false before the key and true after it."""

    scope: str
    action: str
    world: Callable[[], World]
    way: str
    """Keys to where it works."""
    done: Callable[[Session], object]
    height: int = 24


def on_screen(name: str) -> Callable[[Session], bool]:
    return lambda session: session.screen == name


def cursor_at(place: int) -> Callable[[Session], bool]:
    return lambda session: session.one(EndpointTable).cursor == place


def picked_at(place: int) -> Callable[[Session], bool]:
    return lambda session: session.one(OptionList).highlighted == place


def drafted(cluster_id: str) -> Callable[[Session], bool]:
    return lambda session: [each.cluster_id for each in session.world.drafts.saved.values()] == [cluster_id]


def scrolled(selector: str) -> Callable[[Session], bool]:
    return lambda session: session.one(VerticalScroll, selector).scroll_y > 0


def back_on_top(selector: str) -> Callable[[Session], bool]:
    return lambda session: session.one(VerticalScroll, selector).scroll_y == 0


def page_at(place: int) -> Callable[[Session], bool]:
    """Counted from the end where negative."""

    def there(session: Session) -> bool:
        moved = session.one(Page)
        return moved.scroll_y == (place if place >= 0 else moved.max_scroll_y + 1 + place)

    return there


def shows(text: str) -> Callable[[Session], bool]:
    return lambda session: text in session.prose


def on_clipboard(text: str) -> Callable[[Session], bool]:
    return lambda session: session.app.clipboard.startswith(text)


def first_cluster(session: Session) -> str:
    return session.one(EndpointTable).rows[0].cluster_name


def topic(session: Session) -> str:
    page = session.app.screen
    return page.topic if isinstance(page, HelpScreen) else ""


def taken(vpc_id: str) -> Callable[[Session], bool]:
    return lambda session: session.screen != "PickerDialog" and session.box("vpc").value == vpc_id


def crowd() -> World:
    return worlds.crowd(100)


def interface() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


def with_vpc() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)


def many_vpcs() -> World:
    world = interface()
    world.aws.vpcs = [Vpc(f"vpc-{at:017x}", f"vpc {at:02}", "10.1.0.0/16") for at in range(40)]
    return world


def without_hostnames() -> World:
    """AWS will refuse, and one command mends it."""
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    return world


def no_endpoint() -> World:
    """Clusters, and no endpoint to connect through."""
    return worlds.one_cluster()


FINISHED = "enter ctrl+n"
ANOTHER_GROUP = f"e end space {typed(CLOSED_GROUP)}"


def enabled() -> World:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    world.aws.change(VPCE_ID, private_dns_enabled=True)
    return world


everywhere = partial(Deed, "everywhere")
endpoints = partial(Deed, "endpoints")
lists = partial(Deed, "list")
detail = partial(Deed, "detail")
clusters = partial(Deed, "clusters")
connect = partial(Deed, "connect")
checks = partial(Deed, "checks")
page = partial(Deed, "page")
flow = partial(Deed, "flow")
editing = partial(Deed, "editing")
removing = partial(Deed, "removing")
setup = partial(Deed, "setup")
help_ = partial(Deed, "help")
dialog = partial(Deed, "dialog")

DEEDS = (
    everywhere("app.help", no_endpoint, "", on_screen("HelpScreen")),
    everywhere("app.refresh_now", no_endpoint, "", lambda s: s.world.tidb.called("list_clusters") == 2),
    everywhere("app.command_palette", no_endpoint, "", on_screen("Palette")),
    everywhere("app.quit", no_endpoint, "", lambda s: s.app._exit),
    endpoints("create", no_endpoint, "", on_screen("ChooseClusterScreen")),
    endpoints("open", interface, "", on_screen("InterfaceEndpointScreen")),
    endpoints("open", active, "", on_screen("DetailScreen")),
    endpoints("edit", active, "", on_screen("EditEndpointScreen")),
    endpoints("delete", active, "", on_screen("DeleteScreen")),
    endpoints("connect", active, "", on_screen("ConnectScreen")),
    endpoints("clusters", active, "", on_screen("ClustersScreen")),
    endpoints("discard", interface, "", on_screen("ConfirmDialog")),
    endpoints("filter", crowd, "", lambda s: bool(s.app.screen.query("FilterBox:focus-within"))),
    endpoints("sort", worlds.every_status, "", lambda s: first_cluster(s) != "active"),
    endpoints("reverse", worlds.every_status, "", lambda s: first_cluster(s) == "starting"),
    endpoints("show_all", crowd, "slash z enter", lambda s: len(s.one(EndpointTable).rows) == 100),
    endpoints("sort_by", crowd, "", lambda s: "▲" in s.text),
    endpoints("mark", crowd, "", lambda s: len(s.one(EndpointTable).marked) == 1),
    endpoints("copy_ids", active, "", on_clipboard(VPCE_ID)),
    lists("cursor_down", crowd, "", cursor_at(1)),
    lists("cursor_up", crowd, "G", cursor_at(98)),
    lists("cursor_first", crowd, "G", cursor_at(0)),
    lists("cursor_last", crowd, "", cursor_at(99)),
    lists("page_down", crowd, "", lambda s: 5 < s.one(EndpointTable).cursor < 30),
    lists("page_up", crowd, "G", lambda s: 70 < s.one(EndpointTable).cursor < 95),
    lists("cursor_down", many_vpcs, "enter down", picked_at(1)),
    lists("cursor_up", many_vpcs, "enter down G", picked_at(38)),
    lists("cursor_first", many_vpcs, "enter down G", picked_at(0)),
    lists("cursor_last", many_vpcs, "enter down", picked_at(39)),
    lists("page_down", many_vpcs, "enter down", lambda s: 5 < (s.one(OptionList).highlighted or 0) < 30),
    lists("page_up", many_vpcs, "enter down G", lambda s: 10 < (s.one(OptionList).highlighted or 0) < 35),
    detail("edit", active, "enter", on_screen("EditEndpointScreen")),
    detail("delete", active, "enter", on_screen("DeleteScreen")),
    detail("connect", active, "enter", on_screen("ConnectScreen")),
    detail("diagnose", active, "enter", on_screen("DiagnoseScreen")),
    detail("take", worlds.changed_elsewhere, "enter", on_screen("ConfirmDialog")),
    detail("answers", active, "enter", on_screen("AnswersScreen")),
    detail("close", active, "enter", on_screen("EndpointsScreen")),
    detail("copy_value", active, "enter", on_screen("PickerDialog")),
    detail("copy", active, "enter", on_clipboard(VPCE_ID)),
    clusters("connect", active, "t", on_screen("ConnectScreen")),
    clusters("create", active, "t", on_screen("ChooseClusterScreen")),
    clusters("terminate", active, "t", on_screen("TerminateServiceScreen")),
    clusters("close", active, "t", on_screen("EndpointsScreen")),
    connect("copy", active, "c", on_clipboard("mysql ")),
    connect("next_client", active, "c", lambda s: "mysql --" not in s.prose),
    connect("previous_client", active, "c", lambda s: "mysql --" not in s.prose),
    connect("scroll_down", active, "c l l l l l", scrolled("#strings"), 14),
    connect("scroll_up", active, "c l l l l l pagedown", back_on_top("#strings"), 14),
    connect("create", no_endpoint, "t enter", on_screen("ChooseClusterScreen")),
    connect("close", active, "c", on_screen("EndpointsScreen")),
    connect("ca_file", active, "c", on_screen("CaFileDialog")),
    Deed("finished", "connect", enabled, FINISHED, on_screen("ConnectScreen")),
    checks("copy", without_hostnames, "enter ctrl+t", on_clipboard("aws ec2 modify-vpc-attribute")),
    checks("run", without_hostnames, "enter ctrl+t", on_screen("ConfirmDialog")),
    checks("close", without_hostnames, "enter ctrl+t", on_screen("EnablePrivateDnsScreen")),
    page("scroll_down", active, "enter", page_at(1), 14),
    page("scroll_up", active, "enter j j", page_at(1), 14),
    page("scroll_home", active, "enter G", page_at(0), 14),
    page("scroll_end", active, "enter", page_at(-1), 14),
    page("page_down", active, "enter", lambda s: s.one(Page).scroll_y > 3, 14),
    page("page_up", active, "enter G", lambda s: s.one(Page).scroll_y < s.one(Page).max_scroll_y - 3, 14),
    flow("next", no_endpoint, "n", on_screen("ServiceEndpointScreen")),
    flow("run", worlds.filled, "enter", on_screen("ConfirmDialog")),
    flow("another", worlds.lost, "enter", on_screen("InterfaceEndpointScreen")),
    flow("copy", worlds.filled, "enter", on_clipboard("aws ec2 create-vpc-endpoint")),
    flow("checks", worlds.filled, "enter", on_screen("ChecksScreen")),
    flow("instruction", interface, "enter", shows("Hide instruction")),
    flow("back", no_endpoint, "n ctrl+n", on_screen("ChooseClusterScreen")),
    flow("leave", no_endpoint, "n ctrl+n", on_screen("EndpointsScreen")),
    flow("scroll_down", interface, "enter", scrolled("#step")),
    flow("scroll_up", interface, "enter pagedown", back_on_top("#step")),
    editing("run", active, ANOTHER_GROUP, on_screen("ConfirmDialog")),
    editing("copy", active, ANOTHER_GROUP, on_clipboard("aws ec2 modify-vpc-endpoint")),
    editing("close", active, "e", on_screen("EndpointsScreen")),
    editing("scroll_down", active, ANOTHER_GROUP, scrolled("#page"), 14),
    editing("scroll_up", active, f"{ANOTHER_GROUP} pagedown", back_on_top("#page"), 14),
    removing("go_on", interrupted, "d", on_screen("ConfirmDialog")),
    removing("copy", active, "d", on_clipboard("aws ec2 reject-vpc-endpoint-connections")),
    removing("close", active, "d", on_screen("EndpointsScreen")),
    removing("scroll_down", active, "d", scrolled("#page"), 14),
    removing("scroll_up", active, "d pagedown", back_on_top("#page"), 14),
    Deed("field", "pick", interface, "enter", on_screen("PickerDialog")),
    Deed("box", "show_overlay", worlds.one_cluster, "n", lambda s: s.one(Select, "#cluster").expanded),
    Deed("opened", "select", worlds.all_kinds, "n enter down", drafted(cluster("orders").id)),
    Deed("opened", "dismiss", worlds.one_cluster, "n enter", lambda s: not s.one(Select, "#cluster").expanded),
    Deed("filter", "clear", crowd, "slash z", lambda s: len(s.one(EndpointTable).rows) == 100),
    Deed("picker", "accept", interface, "enter down", taken(VPC_ID)),
    Deed("picker", "cancel", interface, "enter down", taken("")),
    Deed("marking", "mark", with_vpc, "enter tab down", shows("[ ] subnet-00000000000000001")),
    help_("next_topic", active, "question_mark", lambda s: topic(s) not in {"", "Keys"}),
    help_("previous_topic", active, "question_mark right", lambda s: topic(s) == "Keys"),
    help_("close", active, "question_mark", on_screen("EndpointsScreen")),
    Deed("first_run", "choose", first_run, "G", on_screen("SelfManagedSetup")),
    Deed("first_run", "close", first_run, "", lambda s: s.app._exit),
    setup("check", first_run, f"{CLOUD} {TYPED}", shows("sees 2 projects")),
    setup("save", first_run, f"{CLOUD} {TYPED} ctrl+t", on_screen("EndpointsScreen")),
    setup("close", first_run, CLOUD, on_screen("FirstRunScreen")),
    setup("scroll_down", first_run, CLOUD, scrolled("#form"), 14),
    setup("scroll_up", first_run, f"{CLOUD} pagedown", back_on_top("#form"), 14),
    dialog("close", interface, "x", on_screen("EndpointsScreen")),
    dialog("close", active, "enter v", on_screen("DetailScreen")),
    dialog("copy", active, "enter v", lambda s: VPCE_ID in s.app.clipboard),
    dialog("copy", enabled, FINISHED, on_clipboard("mysql ")),
)
