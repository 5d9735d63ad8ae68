"""Deletions that were begun, on disk: kept like setups, in a place of their own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clock import START
from tui.domain.deletion import Deletion
from tui.domain.errors import PrivateEndpointError
from tui.local.drafts import Deletions

VPCE_ID = "vpce-0123456789abcdef0"
BEGUN = Deletion(VPCE_ID, "arn:aws:…/orders", "", "us-west-2", START)
FULL = Deletion(
    VPCE_ID,
    "1",
    "2",
    "us-west-2",
    START,
    rejected_at=datetime(2026, 8, 1, 12, 0, 1, 5, tzinfo=UTC),
    deleting_at=START,
    draft_id="d-1",
    again="d-2",
)


@pytest.mark.parametrize("removal", [BEGUN, FULL], ids=["begun", "full"])
def test_the_next_program_reads_what_was_saved(tmp_path: Path, removal: Deletion) -> None:
    Deletions(tmp_path / "removals").save(removal)
    assert Deletions(tmp_path / "removals").load() == (removal,)


def test_what_is_over_is_deleted_and_may_be_twice(tmp_path: Path) -> None:
    removals = Deletions(tmp_path)
    removals.save(BEGUN)
    removals.delete(VPCE_ID)
    removals.delete(VPCE_ID)
    assert removals.load() == ()


@pytest.mark.parametrize("text", ["", "version = 1", f'version = 1\nid = "{VPCE_ID}"\nasked_at = 2026-08-01T12:00:00'])
def test_a_damaged_one_is_set_aside_and_told(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{VPCE_ID}.toml").write_text(text)
    removals = Deletions(tmp_path)
    assert removals.load() == ()
    assert removals.problems == (f"{VPCE_ID}.toml is damaged and was kept as {VPCE_ID}.broken.",)


def test_one_that_cannot_be_saved_is_called_a_deletion(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PrivateEndpointError, match="The unfinished deletion could not be saved"):
        Deletions(tmp_path / "file").save(BEGUN)
