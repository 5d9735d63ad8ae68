"""Nothing says what to connect to: the choice, and what each needs."""

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.demo_process import why_missing
from tui.domain.clusters import TidbSide
from tui.first_run.answers import Answers, SettingUp
from tui.screens.leaving import LeavesOnce
from tui.views.plain import plain
from tui.widgets.keys import KeyBar, bindings, bindings_to

_DEMO = "demo-"
_CLOUD_NEEDS = (
    "Needs an API key with the role Organization Owner or Project Owner (in TiDB Cloud: Organization Settings > API"
    " Keys), and AWS credentials of the account that your VPCs are in."
)
_OWN_NEEDS = (
    "Needs AWS profiles of both accounts, that of your VPCs and that of TiDB, and the tag tidb-pe:cluster on the"
    " network load balancer of each TiDB cluster."
)
_CHOICES = {
    f"{_DEMO}{TidbSide.TIDB_CLOUD}": ("Demo: TiDB Cloud", "Needs nothing: TiDB Cloud and AWS, played on this machine."),
    f"{_DEMO}{TidbSide.SELF_MANAGED}": (
        "Demo: self-managed",
        "Needs nothing: an AWS with TiDB in it, played on this machine.",
    ),
    TidbSide.TIDB_CLOUD: ("TiDB Cloud", _CLOUD_NEEDS),
    TidbSide.SELF_MANAGED: ("TiDB that we run ourselves on AWS", _OWN_NEEDS),
}


class _Choices(OptionList):
    """Enter takes the one that one is on."""

    BINDINGS = [*bindings("list"), *bindings_to("screen", "first_run", "choose")]

    def __init__(self) -> None:
        missing = why_missing()
        lines = [_option(name, title, needs, missing) for name, (title, needs) in _CHOICES.items()]
        super().__init__(*lines, compact=True, markup=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self.scroll_to_highlight)

    def action_cursor_first(self) -> None:
        self.action_first()

    def action_cursor_last(self) -> None:
        self.action_last()


def _option(name: str, title: str, needs: str, missing: str) -> Option:
    """A line to choose; not a demo whose extra is `missing`, which says so."""
    unable = missing if name.startswith(_DEMO) else ""
    return Option(Content.assemble((title, "bold"), "\n", unable or needs, "\n"), name, disabled=bool(unable))


class FirstRunScreen(LeavesOnce[TidbSide | Answers], Screen[TidbSide | Answers]):
    """A side: open its demo; answers: they are saved, start with them; None: leave."""

    CSS_PATH = "../styles/first_run.tcss"
    BINDINGS = bindings("first_run")

    def __init__(self, setting_up: SettingUp, why: str) -> None:
        super().__init__()
        self._setting_up = setting_up
        self._why = why

    def compose(self) -> ComposeResult:
        yield Static(plain(self._why), id="why", markup=False)
        looked_for = "; ".join(plain(each) for each in self._setting_up.found.looked_for)
        yield Static(f"Looked for: {looked_for}.", id="looked-for", markup=False)
        yield _Choices()
        yield KeyBar()

    def on_mount(self) -> None:
        choices, found = self.query_one(_Choices), self._setting_up.found
        choices.focus()
        side = TidbSide.TIDB_CLOUD if found.key_in_environment else found.before.tidb_side
        begun = found.key_in_environment or found.profiles
        choices.highlighted = choices.get_option_index(side) if begun or why_missing() else 0

    @on(OptionList.OptionSelected)
    @work(group="operation")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        from tui.screens.setup import SelfManagedSetup, TidbCloudSetup

        chosen = event.option_id or ""
        if chosen.startswith(_DEMO):
            self.dismiss(TidbSide(chosen.removeprefix(_DEMO)))
            return
        page = TidbCloudSetup if chosen == TidbSide.TIDB_CLOUD else SelfManagedSetup
        if answers := await self.ask(page(self._setting_up)):
            self.dismiss(answers)

    def action_choose(self) -> None:
        self.query_one(_Choices).action_select()

    def action_close(self) -> None:
        self.dismiss()
