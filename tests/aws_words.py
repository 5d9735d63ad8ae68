"""What the `aws` command line makes of a line, by its own model of EC2; nothing is sent."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import awscli  # type: ignore[import-untyped] # has no types
from awscli.clidriver import (  # type: ignore[import-untyped]
    CLIOperationCaller,
    create_clidriver,
)

Understood = tuple[str, dict[str, Any]]
"""Name of the operation and its parameters, as boto3 would be given them."""

_MODELS = {"AWS_DATA_PATH": str(Path(awscli.__file__).parent / "data")}


def reader() -> Callable[[str], Understood]:
    """Reads lines of one operation: the command line remembers customisations of an operation for the next ones."""
    driver = create_clidriver()

    def read(line: str) -> Understood:
        seen: list[Understood] = []

        def note(_self: object, _service: str, operation: str, parameters: dict[str, Any], _globals: object) -> int:
            seen.append((operation, parameters))
            return 0

        program, *words = shlex.split(line)
        with patch.dict(os.environ, _MODELS), patch.object(CLIOperationCaller, "invoke", note):
            assert (program, driver.main(words)) == ("aws", 0), line
        (understood,) = seen
        return understood

    return read
