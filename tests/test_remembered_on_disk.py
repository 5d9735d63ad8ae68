"""How endpoints were set up and how long waits took, on disk: kept like setups, in places of their own."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clock import START
from tui.domain.errors import PrivateEndpointError
from tui.domain.intent import Intent
from tui.domain.waits import Took
from tui.local.drafts import Durations, Intents

SET_UP = Intent("vpce-0123456789abcdef0", ("subnet-1", "subnet-2"), ("sg-1",), private_dns=True, at=START)
SEEN = replace(SET_UP, subnet_ids=(), private_dns=False, seen_since=datetime(2026, 8, 1, 12, 0, 1, 5, tzinfo=UTC))


@pytest.mark.parametrize("intent", [SET_UP, SEEN], ids=["as set up", "otherwise"])
def test_the_next_program_reads_what_was_saved(tmp_path: Path, intent: Intent) -> None:
    Intents(tmp_path / "set-up").save(intent)
    assert Intents(tmp_path / "set-up").load() == (intent,)


def test_one_that_cannot_be_saved_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PrivateEndpointError, match="The record of how the endpoint was set up could not be saved"):
        Intents(tmp_path / "file").save(SET_UP)


def test_how_long_waits_took_is_read_again(tmp_path: Path) -> None:
    took = Took("tidb-cloud-accept", (100.0, 65.5))
    Durations(tmp_path).save(took)
    assert Durations(tmp_path).load() == (took,)
