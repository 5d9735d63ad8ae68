"""Connecting with the settings that a test names."""

from contextlib import ExitStack

from tui.bootstrap import connect
from tui.monitor.store import Store
from tui.runtime import Options, Runtime


def aws(resources: ExitStack, **settings: str) -> Runtime:
    return connect(Options(settings), Store(), resources, demo=None)
