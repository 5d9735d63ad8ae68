"""The application: opens screens, runs the poller, owns what is everywhere."""

import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.driver import Driver
from textual.errors import NoWidget
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input

from tui import exit_codes, keymap
from tui.domain.clusters import TidbSide
from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot
from tui.driver import TerminalDriver
from tui.input_queue import InputQueue, is_typed
from tui.monitor.store import Store
from tui.prices import PriceBook
from tui.runtime import NothingConfigured, Runtime
from tui.screens.endpoints import EndpointsScreen
from tui.screens.leaving import LeavesOnce
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested, SetupRequested
from tui.terminal import capabilities
from tui.terminal.output.frame import Frame
from tui.threads import in_thread
from tui.views.next_step import with_keys
from tui.views.plain import plain
from tui.widgets import sizes
from tui.widgets.at_once import AtOnce
from tui.widgets.guarded import Guarded
from tui.widgets.keys import everywhere, scopes_here

if TYPE_CHECKING:
    from tui.domain.work import Work
    from tui.screens.palette import Command

Connect = Callable[[TidbSide | None, Store, Mapping[str, str]], Runtime]
"""Blocking: makes the runtime, of a demo if told so, else with the settings that were chosen on the first-run pages.

Raises PrivateEndpointError or NothingConfigured.
"""


class PrivateEndpointApp(App[int]):
    """The first screen is painted before anything of AWS is loaded."""

    TITLE = "TiDB Cloud private endpoints"
    # of the default screen Textual reads no style by itself; Help's read late would cost its first opening 10 ms
    CSS_PATH = ["styles/app.tcss", "styles/endpoints.tcss", "styles/help.tcss"]
    BINDINGS = [
        *everywhere(),
        # before the widget sees it: what was typed or pasted right behind a Tab belongs into the next box, not this one
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, connect: Connect, *, demo: TidbSide | None) -> None:
        sizes.follow()
        super().__init__()
        if self.console.color_system == "standard":
            self.theme = "ansi-dark"  # 16 colours: its own; those nearest to other themes' are all the same
        self.store = Store()
        self.farewell = ""
        """What to print once the terminal is restored."""
        self._connect_to = connect
        self._demo = demo
        self._runtime: Runtime | None = None
        self._announced = Snapshot()
        self._painted = False
        self._leaving = False
        self.input_queue = InputQueue(self)
        self._given_at: tuple[Screen[Any] | None, Widget | None] = None, None
        """Page and focus of the last key, paste or click."""

    def get_driver_class(self) -> type[Driver]:
        return TerminalDriver

    @cached_property
    def animator(self) -> AtOnce:
        return AtOnce(self)

    def get_default_screen(self) -> Screen[None]:
        return EndpointsScreen(self.store)

    def on_mount(self) -> None:
        self.run_worker(self.input_queue.run(), group="keys")

    def post_message(self, message: Message) -> bool:
        """What was typed waits for its turn; all else is posted at once."""
        if not is_typed(message):
            return super().post_message(message)
        self.input_queue.put(message)
        return True

    def simulate_key(self, key: str) -> None:
        """What a click stands for: it comes before all that was typed behind the click."""
        self.input_queue.put_first(events.Key(key, None))

    def give(self, event: events.Event) -> None:
        self._given_at = self._top, self.focused
        super().post_message(event)

    @property
    def is_quiet(self) -> bool:
        page, focused = self._top, self.focused
        pumps = (self, page, *(focused.ancestors_with_self if focused else ()))
        return (page, focused) == self._given_at and not any(pump.message_queue_size for pump in pumps if pump)

    def fit(self) -> None:
        """Textual's timer for another size never ends if the processor is taken away as it begins."""
        if (page := self._top) and page.outer_size != self.size:
            page.post_message(events.Resize(self.size, self.size))

    @property
    def _top(self) -> Screen[Any] | None:
        """None before the first page and after the last."""
        return self.screen_stack[-1] if self.screen_stack else None

    @property
    def focused(self) -> Widget | None:
        """Likewise; Textual's own raises an error there, and the queue of keys asks at any moment of the end."""
        return super().focused if self.screen_stack else None

    def takes(self, event: events.Event) -> bool:
        """Not once one leaves; nor what a question was not to be seen for when it was pressed."""
        if self._leaving:
            return False
        if isinstance(event, events.Resize):
            return True
        asked: tuple[object, ...] = (self._top, self._under(event))
        return all(node.takes(event) for node in asked if isinstance(node, Guarded))

    def _under(self, event: events.Event) -> Widget | None:
        """The widget that the event goes to first."""
        if not isinstance(event, events.MouseEvent):
            return self.focused
        try:
            return self.get_widget_at(event.x, event.y)[0]
        except NoWidget:
            return None

    async def ready_for(self, event: events.Event) -> None:
        """Text is put into a box wherever that is; all else may depend on where things are, a click on what is seen."""
        text = isinstance(event, events.Key) and event.is_printable and isinstance(self.focused, Input)
        page = self._top
        if text or not isinstance(page, LeavesOnce):
            return
        await page.laid_out()
        if not self.screen_stack:  # the program ended meanwhile
            return
        if isinstance(event, events.MouseDown) or (page, self.focused) != self._given_at:
            await page.to_be_seen()  # where a click lands, and the last key led: the focus is scrolled into view first

    def exit(self, *arguments: Any, **options: Any) -> None:
        self._leaving = True
        super().exit(*arguments, **options)

    def pop_screen(self) -> AwaitComplete:
        """Its workers go with it: a page that was left takes no answer."""
        self.workers.cancel_node(self.screen)
        if isinstance(self.screen, LiveScreen):
            self._list.come_back_from(self.screen)
        return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Likewise."""
        self.workers.cancel_node(self.screen)
        return super().switch_screen(screen)

    def post_display_hook(self) -> None:
        """Connect once something is painted: what that loads must not hold up the first frame."""
        if isinstance(self.screen, Guarded) and (frame := self._new_frame()):
            self.screen.painted(frame)
        if not self._painted:
            self._painted = True
            self.call_later(self._connect, demo=self._demo)

    def _new_frame(self) -> Frame | None:
        """What was just handed over, if anything was; without a terminal it is to be seen at once."""
        if isinstance(self._driver, TerminalDriver):
            return self._driver.new_frame()
        now = monotonic()
        return Frame(now, now)

    @property
    def _list(self) -> EndpointsScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, EndpointsScreen)  # noqa: S101 - the default screen, see above
        return screen

    @work(group="connection")
    async def _connect(self, *, demo: TidbSide | None, chosen: Mapping[str, str] = MappingProxyType({})) -> None:
        self._list.waiting = "Starting the demo cloud …" if demo else "Loading the AWS SDK …"
        try:
            runtime = await in_thread(lambda: self._connect_to(demo, self.store, chosen))
        except NothingConfigured as error:
            self._set_up(error)
            return
        except PrivateEndpointError as error:
            self._give_up(error)
            return
        self._use(runtime)

    def _give_up(self, error: PrivateEndpointError) -> None:
        """Leave, and say why where the terminal keeps it."""
        lines = (*error.summary.splitlines(), error.remedy)
        self.farewell = "\n".join(f"tidb-pe: {line}" for line in lines if line)
        self.exit(return_code=exit_codes.exit_code(error))

    def _use(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._list.runtime = runtime
        if runtime.theme:
            self.theme = runtime.theme
        self._use_keys(runtime.keys)
        if isinstance(self._driver, TerminalDriver):
            self._driver.use_mouse(on=runtime.mouse)
        runtime.notices.listen(self._warn)
        runtime.operations.tell_unsaved = self._not_saved
        runtime.operations.tell_failed = self._failed
        runtime.operations.work.tell_stopped = self._stopped
        self.store.subscribe(self._watch_loading)
        self.store.subscribe(self._watch_demo)
        self.store.subscribe(self._announce)
        self.run_worker(runtime.operations.run(), group="work")
        self.run_worker(runtime.poller.run(), group="poller")

    def _use_keys(self, wanted: Mapping[str, Mapping[str, str]]) -> None:
        """The bindings follow by their IDs, what is said of keys by the keymap."""
        from tui.settings.rebinding import rebound

        keymap.use(rebound(wanted))
        changed = {f"{scope}.{action}" for scope, actions in wanted.items() for action in actions}
        self.set_keymap({key.id: key.keys for key in keymap.KEYMAP if key.id in changed})

    def _warn(self, notice: str) -> None:
        self.notify(plain(notice), severity="warning", timeout=30, markup=False)

    def _not_saved(self, error: PrivateEndpointError) -> None:
        self._say(error, "Not saved")

    def _failed(self, error: PrivateEndpointError) -> None:
        """What was asked for on a page that was left since."""
        self._say(error, "That did not work")

    def _stopped(self, work: "Work") -> None:
        """Told by the page that is about it, while that is on top; else by what goes on with it."""
        if isinstance(self.screen, LiveScreen) and self.screen.works_on == work.id:
            self.screen.stopped(work)
        elif work.problem and not work.expected:
            self._say(work.problem, with_keys(work.stopped, "flow"))

    def _say(self, error: PrivateEndpointError, title: str) -> None:
        text = plain(f"{error.summary} {error.remedy}".strip())
        self.notify(text, title=plain(title), severity="error", timeout=30, markup=False)

    def _fatal_error(self) -> None:
        """Leave with the traceback; Textual's own shows local variables, credentials among them."""
        error = sys.exception() or self._exception
        if error and not self.farewell:
            from tui.local import log

            self.farewell = log.note_bug(error)
        self._close_messages_no_wait()

    def _watch_loading(self, snapshot: Snapshot) -> None:
        """Once the first poll ended, well or not: what is there now stays, and walking it would hold up keys."""
        if snapshot.loaded and not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _watch_demo(self, snapshot: Snapshot) -> None:
        """Without its process the demo has nothing to show."""
        demo = self._runtime.demo if self._runtime else None
        if demo and snapshot.problems and (line := demo.died()):
            self._give_up(PrivateEndpointError(line))

    def _announce(self, snapshot: Snapshot) -> None:
        """Say what became Active, Failed or the operator's turn; ring where nobody is looking.

        What a person is doing here right now, a setup or a deletion, is no news to that person.
        """
        before, self._announced = self._announced, snapshot
        if self._runtime is None:
            return
        from tui.monitor.events import EventKind, between

        in_hand = {work.id for work in snapshot.works if work.deletes}
        setups = {screen.in_hand for screen in self.screen_stack if isinstance(screen, LiveScreen)}
        in_hand |= {row.key for row in snapshot.rows if row.draft and row.draft.id in setups}
        news = between(before, snapshot) if self._runtime.notices_wanted else ()
        happened = [event for event in news if event.key not in in_hand]
        good = [plain(event.text) for event in happened if event.kind is not EventKind.FAILED]
        bad = [plain(event.text) for event in happened if event.kind is EventKind.FAILED]
        if good:
            self.notify("\n".join(good), markup=False)
        if bad:
            self.notify("\n".join(bad), severity="error", markup=False)
        if happened and not self.app_focus:
            self.bell()

    @work(group="connection")
    async def _set_up(self, needed: NothingConfigured) -> None:
        from tui.screens.first_run import FirstRunScreen

        chosen = await self._list.ask(FirstRunScreen(needed.setting_up, str(needed)))
        if isinstance(chosen, TidbSide):
            self._connect(demo=chosen)
        elif chosen:
            self._connect(demo=None, chosen=chosen.as_settings())
        else:
            self.exit(return_code=exit_codes.OK)

    @on(SetupRequested)
    def _begin_setup(self, event: SetupRequested) -> None:
        page = self.screen
        if self._runtime and isinstance(page, LeavesOnce):
            from tui.screens.wizard import creation

            page.open_page(creation(self._runtime, self.store, event.cluster_id))

    @on(CopyRequested)
    @work(group="operation")
    async def _copy(self, event: CopyRequested) -> None:
        page = self.screen
        try:
            sent = await capabilities.send_to_clipboard(event.text, self.copy_to_clipboard)
        except PrivateEndpointError as error:
            from tui.screens.dialogs import ProblemDialog

            if isinstance(page, LeavesOnce):
                await page.ask(ProblemDialog(error))
            return
        self.notify(f"{event.what} sent to clipboard ({sent.via}).", markup=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A blinking cursor never stops writing to the line; a button that flashes takes no key meanwhile."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False
        if isinstance(event.widget, Button):
            event.widget.active_effect_duration = 0

    def watch_app_focus(self, focused: bool) -> None:
        """Who comes back may have had something else in this terminal."""
        if focused and self._painted:
            self.action_repaint()

    def action_repaint(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.repaint()

    def action_help_quit(self) -> None:
        """What ^C does; in a box it copies what is selected there."""
        leave, anywhere = (keymap.spelled(name) for name in keymap.first("app.quit").split(",")[:2])
        self.notify(f"{leave} leaves the program, {anywhere} from any page; unfinished setups are kept.", markup=False)

    def action_refresh_now(self) -> None:
        if self._runtime:
            self._runtime.poller.refresh()
        if isinstance(self.screen, LiveScreen):
            self.screen.refreshed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Where nothing is connected there is nothing to read anew."""
        if action == "refresh_now" and not self._runtime:
            return None if isinstance(self.screen, LiveScreen) else False
        return True

    def action_help(self) -> None:
        if topic := getattr(self.screen, "help_topic", "Keys"):
            from tui.screens.help import HelpScreen

            prices = self._runtime.prices if self._runtime else PriceBook()
            self.push_screen(HelpScreen(self.store.snapshot, prices, topic, scopes_here(self.screen)))

    def action_command_palette(self) -> None:
        from tui.screens.palette import Command

        offered = sorted(self.get_system_commands(self.screen), key=lambda each: each.title)
        self._choose([Command(each.title, each.help, each.callback) for each in offered])

    def action_change_theme(self) -> None:
        from tui.screens.palette import Command

        self._choose([Command(name, "", partial(setattr, self, "theme", name)) for name in self.available_themes])

    def _choose(self, commands: Sequence["Command"]) -> None:
        """Offer these, unless some are offered already; the one that is chosen is done where one was before."""
        from tui.screens.palette import Palette

        def do(chosen: "Command | None") -> None:
            if chosen:
                self.call_later(chosen.do)

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(commands), do)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key that works on this screen, by name; and the theme."""
        declared = {key.help for key in keymap.KEYMAP if key.action != "app.command_palette"}
        offered = {
            each.binding.tooltip: SystemCommand(
                each.binding.description, each.binding.tooltip, partial(self.run_action, each.binding.action, each.node)
            )
            for each in screen.active_bindings.values()
            if each.enabled and each.binding.tooltip in declared
        }
        yield from offered.values()
        yield SystemCommand("Theme", "Change the colours.", self.action_change_theme)
