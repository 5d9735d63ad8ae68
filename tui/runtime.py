"""What the application works with: what it was asked for, and what it is connected to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from tui.domain.clusters import TidbSide
from tui.prices import PriceBook

if TYPE_CHECKING:
    from tui.demo_process import DemoProcess
    from tui.domain.commands import CommandContext
    from tui.domain.deletion import Deletion
    from tui.domain.draft import Draft
    from tui.domain.intent import Intent
    from tui.domain.tidb_commands import TidbCommands
    from tui.first_run.answers import SettingUp
    from tui.local.drafts import CaFiles
    from tui.monitor.history import History
    from tui.monitor.poller import Poller
    from tui.operations import Operations
    from tui.preflight import Preflight


DEFAULT_SPEED = 10.0
"""Of the demo: its whole flow takes a person about a minute."""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, read."""

    settings: Mapping[str, str] = field(default_factory=dict)
    """Key of a setting to the text given for it."""
    demo: TidbSide | None = None
    """Which demo to open; None: none."""
    speed: float = DEFAULT_SPEED
    setup: bool = False
    """Whether to begin with the first-run pages, whatever is configured."""
    only_looks: bool = False
    """Whether it is a command that changes nothing, on no side and of nothing that is kept."""

    def once_set_up(self, chosen: Mapping[str, str]) -> Self:
        """With the settings that were chosen on the first-run pages, if any."""
        return replace(self, settings={**self.settings, **chosen}, setup=self.setup and not chosen)


class NothingConfigured(Exception):  # noqa: N818 - reads as what it says
    """The first-run pages are to be shown: nothing says what to connect to, or they were asked for."""

    def __init__(self, setting_up: "SettingUp", why: str = "Nothing is configured yet.") -> None:
        super().__init__(why)
        self.setting_up = setting_up


class Notices:
    """What the operator should read once, whenever it comes up, such as a draft that could not be read."""

    def __init__(self) -> None:
        self.said: list[str] = []
        """Each text once, in order."""
        self._listener: Callable[[str], None] = lambda _: None

    def say(self, text: str) -> None:
        """Keep `text` and pass it on; nothing where it is empty or was said before."""
        if text and text not in self.said:
            self.said.append(text)
            self._listener(text)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with what was said so far, and from now on."""
        self._listener = listener
        for text in self.said:
            listener(text)


@dataclass(frozen=True, slots=True)
class Looking:
    """The sides, connected to be looked at: all that a list needs."""

    poller: "Poller"
    drafts: "tuple[Draft, ...]"
    removals: "tuple[Deletion, ...]"
    """What was begun and is not finished."""
    intents: "Mapping[str, Intent]"
    """How endpoints were set up here, by VPC endpoint ID."""
    notices: Notices
    runtime: "Callable[[], Runtime]"
    """Makes the rest, which takes longer to load; once, and before the first poll."""
    demo: "DemoProcess | None" = None


@dataclass(frozen=True, slots=True)
class Runtime:
    """The connected program."""

    poller: "Poller"
    operations: "Operations"
    history: "History"
    preflight: "Preflight"
    commands: "Mapping[str, CommandContext]"
    """By AWS profile, see Cluster.aws_profiles."""
    label: str
    """What the screen says it is connected to, such as `demo x10` or the profile's name; what counts all the time,
    such as `read-only`, after ` · `.
    """
    tidb_commands: "TidbCommands" = field(kw_only=True)
    demo: "DemoProcess | None" = None
    ca_files: "CaFiles" = field(kw_only=True)
    notices: Notices = field(default_factory=Notices)
    prices: PriceBook = field(default_factory=PriceBook)
    theme: str = ""
    """Name of one of Textual's; empty leaves it."""
    mouse: bool = True
    """Whether clicks go to the program."""
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Other keys than the usual ones, see tui.settings.rebinding."""
    read_only: bool = False
    """Whether everything that writes is refused; screens then start nothing by themselves."""
    saved: bool = True
    """Whether what is begun outlives the program."""
    notices_wanted: bool = True
    """Whether to say so when an endpoint becomes Active, Failed or the operator's turn."""
