"""Nothing is changed silently: --yes, or the ID typed at a terminal."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Iterable

from tui import exit_codes
from tui.domain.deletion import mismatch
from tui.domain.endpoints import VpcEndpoint
from tui.domain.ids import VPC_ENDPOINT, InvalidId, parse_id
from tui.headless.session import Session
from tui.headless.working import Ends
from tui.settings.problems import SettingsError
from tui.views.ownership import once_more
from tui.views.plain import plain


def check_asked(arguments: Namespace) -> None:
    """Before anything is read. Raises SettingsError where the ID is none, or nobody can be asked."""
    try:
        parse_id(VPC_ENDPOINT, arguments.id)
    except InvalidId as error:
        raise SettingsError(f"ID: {error}") from None
    if not arguments.yes and not _is_terminal():
        raise SettingsError("--yes: expected, as there is no terminal to type the ID at.")


async def agree(session: Session, arguments: Namespace, what: str, lines: Iterable[str]) -> None:
    """Tell what will happen, and return if it is wanted. Raises Ends."""
    for line in lines:
        session.tell(plain(line, 1000))
    if arguments.yes:
        return
    session.progress.text = ""
    session.progress.clear()
    typed = await _answer(f"Type {arguments.id} to {what}: ")
    if typed != arguments.id:
        raise Ends(exit_codes.USAGE, f"{mismatch(typed, arguments.id)} Nothing was changed.".strip())


async def agree_once_more(session: Session, arguments: Namespace, what: str, endpoint: VpcEndpoint | None) -> None:
    """Where another program made the endpoint, return if it is wanted all the same. Raises Ends."""
    if question := once_more(endpoint, ""):
        await agree(session, arguments, f"{what} all the same", question.lines)


def _is_terminal() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


async def _answer(prompt: str) -> str:
    """A line of standard input; Ctrl-C ends the question, which `input` would not notice here."""
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    os.write(sys.stderr.fileno(), prompt.encode())
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
        return os.read(sys.stdin.fileno(), 4096).decode("utf-8", "replace").strip()
    finally:
        loop.remove_reader(sys.stdin)
