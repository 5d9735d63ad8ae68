"""The one place that knows concrete classes: settings -> providers -> poller and operations -> application."""

import gc
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui import exit_codes
from tui.domain.clusters import TidbSide
from tui.runtime import NothingConfigured, Options, Runtime
from tui.settings.problems import SettingsError
from tui.terminal.streams import say, tell

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.bootstrap.adapters import Connected
    from tui.monitor.store import Store


def run(options: Options) -> int:
    """Open the screen and stay until it is left; the exit code."""
    if options.demo and (missing := _missing()):
        return _say(f"tidb-pe: {missing}", exit_codes.USAGE)
    sys.setswitchinterval(0.001)  # a frame is written by a thread that waits for its turn, else 5 ms
    gc.disable()  # until the first rows: of what is loaded nothing is garbage, and looking takes a tenth of the time
    from tui.app import PrivateEndpointApp
    from tui.terminal.capabilities import mouse_by_default

    resources = ExitStack()
    app = PrivateEndpointApp(
        lambda demo, store, chosen: connect(options.once_set_up(chosen), store, resources, demo=demo), demo=options.demo
    )
    try:
        app.run(mouse=options.settings.get("mouse") != "false" and mouse_by_default())
    finally:
        resources.close()
        gc.freeze()  # what is left ends with the process: walking all of it once more takes a tenth of a second
    if app.return_code is None:
        return _say(app.farewell or "tidb-pe: It ended, and nobody wanted it to. This is a bug.", exit_codes.BUG)
    return _say(app.farewell, app.return_code)


def run_command(arguments: "Namespace", options: Options) -> int:
    """Carry out a command on what `options` lead to; the exit code. Raises PrivateEndpointError."""
    if options.demo and (missing := _missing()):
        return _say(f"tidb-pe: {missing}", exit_codes.USAGE)
    gc.disable()  # as above: of what a short run makes little is garbage
    from tui.headless.arguments import changes
    from tui.headless.run import run as carry_out

    looking = options if changes(arguments) else _only_looking(options)
    with ExitStack() as resources:
        try:
            return carry_out(arguments, lambda store: _connected(looking, store, resources, options.demo).looking())
        except NothingConfigured as error:
            raise _not_without_settings(error) from None
        finally:
            gc.freeze()


def run_plain(options: Options) -> int:
    """The same program without a screen, until it is left; the exit code. Raises PrivateEndpointError."""
    if options.demo and (missing := _missing()):
        return _say(f"tidb-pe: {missing}", exit_codes.USAGE)
    from tui.monitor.store import Store
    from tui.plain.run import run as converse

    store = Store()
    with ExitStack() as resources:
        say("Starting the demo cloud ...\n" if options.demo else "Connecting ...\n")
        try:
            read = partial(os.read, sys.stdin.fileno()) if sys.stdin else None
            return converse(connect(options, store, resources, demo=options.demo), store, read)
        except NothingConfigured as error:
            raise _not_without_settings(error) from None


def _not_without_settings(error: NothingConfigured) -> SettingsError:
    return SettingsError(str(error), "Start `tidb-pe --setup` in a terminal, or name a profile.")


def _only_looking(options: Options) -> Options:
    return replace(options, settings={**options.settings, "read_only": "true"}, only_looks=True)


def connect(options: Options, store: "Store", resources: ExitStack, *, demo: TidbSide | None) -> Runtime:
    """Read the settings and build what the application works with, which publishes to `store`.

    Blocks for seconds and loads the SDKs: call it in a thread, after the first paint. What has to be ended with the
    program is put on `resources` as soon as it is there, so that leaving early ends it too.
    Raises PrivateEndpointError, or NothingConfigured where the first-run pages are to be shown.
    """
    return _connected(options, store, resources, demo).runtime()


def _connected(options: Options, store: "Store", resources: ExitStack, demo: TidbSide | None) -> "Connected":
    from tui.bootstrap import configured, demonstrated
    from tui.bootstrap.remembering import remember
    from tui.local.places import DEMO_PREFIXES

    if demo:
        connected = demonstrated.connect(options, store, resources, demo)
    else:
        connected = configured.connect(options, store, resources)
    remember(store, connected.begun.writer, DEMO_PREFIXES[demo] if demo else "")
    return connected


def _missing() -> str:
    from tui.demo_process import why_missing

    return why_missing()


def _say(line: str, code: int) -> int:
    if line:
        tell(line)
    return code
