"""Commands on fakes: what they print where, and their exit codes."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.reading import looking
from tests.screens.harness import World
from tui import assets, cli
from tui.domain.errors import PrivateEndpointError
from tui.headless.run import run

SCHEMA: Any = assets.output_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def command(world: World, *words: str) -> int:
    """The exit code of `tidb-pe WORDS` in `world`."""
    arguments = cli._parser(words).parse_args(words)
    try:
        return run(arguments, lambda store: looking(world, store))
    except PrivateEndpointError as error:
        return cli._explain(error)


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
