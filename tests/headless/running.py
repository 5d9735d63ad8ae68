"""Commands on fakes: what they print where, and their exit codes."""

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.reading import looking
from tests.screens.harness import World
from tui import assets, cli
from tui.domain.errors import PrivateEndpointError
from tui.headless.progress import Progress
from tui.headless.run import _run, run
from tui.headless.session import Session
from tui.monitor.store import Store

SCHEMA: Any = assets.output_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

Happening = Callable[[World], object]
POLL_S = 200.0


def command(world: World, *words: str) -> int:
    """The exit code of `tidb-pe WORDS` in `world`."""
    arguments = cli._parser(words).parse_args(words)
    try:
        return run(arguments, lambda store: looking(world, store))
    except PrivateEndpointError as error:
        return cli._explain(error)


async def goes_on(world: World, *words: str, happens: Iterable[Happening] = ()) -> int:
    """The exit code; each of `happens` comes between two polls."""
    task = begun(world, *words)
    for happening in happens:
        await at_rest(world, task)
        happening(world)
        world.clock.advance(POLL_S)
    try:
        return await asyncio.wait_for(task, 20)
    except PrivateEndpointError as error:
        return cli._explain(error)


def begun(world: World, *words: str) -> "asyncio.Task[int]":
    """The command under way."""
    arguments = cli._parser(words).parse_args(words)
    store = Store()
    session = Session(looking(world, store), store, arguments.output, Progress(""))
    return asyncio.create_task(_run(session, arguments))


async def at_rest(world: World, task: "asyncio.Task[int]") -> None:
    """Until the command waits for the clock, or is over."""
    world.clock.asleep.clear()
    for _ in range(500):
        await asyncio.sleep(0)
        if task.done() or (world.clock.sleeping and world.clock.asleep.is_set()):
            break
    for _ in range(50):
        await asyncio.sleep(0)


def nothing(_world: World) -> None:
    """A poll that shows what the one before showed."""


def time_is_up(_world: World) -> None:
    """An hour passes at once on the loop's own clock, which limits of time go by."""
    loop = asyncio.get_running_loop()
    real = loop.time
    loop.time = lambda: real() + 3600  # type: ignore[method-assign] # for this loop, which ends with the test


def printed(world: World, capfd: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    """The documents that a command prints, one a line, each valid."""
    command(world, *words)
    return valid(capfd.readouterr().out.splitlines())


def valid(lines: Iterable[str]) -> list[Any]:
    """The documents in `lines`: as the schema has them, with nothing that it does not tell of."""
    documents = [json.loads(line) for line in lines]
    for document in documents:
        VALIDATOR.validate(document)
        name = document["schema"].split("/")[1]
        [data] = [each["properties"]["data"] for each in SCHEMA["oneOf"] if name in _kind(each)]
        undescribed(document["data"], data)
    return documents


def _kind(option: Any) -> list[str]:
    return [option["properties"]["schema"]["const"].split("/")[1]]


def undescribed(value: Any, schema: Any) -> None:
    """Fails where `value` has a field that `schema` does not describe."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for option in schema.get("oneOf", ()):
        if "$ref" in option and value is not None:
            undescribed(value, option)
    if isinstance(value, list):
        for each in value:
            undescribed(each, schema["items"])
    elif isinstance(value, dict) and "properties" in schema:
        assert value.keys() == schema["properties"].keys()
        for name, each in value.items():
            undescribed(each, schema["properties"][name])
