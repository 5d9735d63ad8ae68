"""What is kept between runs: damaged, held by another copy, or with no place to be kept in."""

import os
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bootstrap.connecting import aws
from tui.domain.draft import Draft
from tui.local import places
from tui.local.drafts import Drafts


@pytest.mark.usefixtures("signed_in")
def test_a_damaged_draft_is_set_aside_and_told(resources: ExitStack) -> None:
    folder = places.state_folder("drafts")
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text("version =")
    assert aws(resources, regions="us-west-2").notices.said == ["x.toml is damaged and was kept as x.broken."]


@pytest.mark.usefixtures("signed_in")
async def test_a_second_copy_works_saves_nothing_and_says_so(resources: ExitStack) -> None:
    with ExitStack() as first:
        assert aws(first, regions="us-west-2").label == "default"
        second = aws(resources, regions="us-west-2")
    assert second.label == "default · not saved"
    assert second.notices.said == ["Another tidb-pe works on these setups: nothing is saved here."]
    second.operations.keep(Draft("typed here", cluster_id="orders"))
    assert [draft.id for draft in second.operations.drafts()] == ["typed here"]
    resources.close()
    assert Drafts(places.state_folder("drafts")).load() == ()


@pytest.mark.usefixtures("signed_in")
def test_a_state_place_that_is_none_is_told_at_the_start(
    resources: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (notice,) = aws(resources, regions="us-west-2").notices.said
    assert notice == f"Unfinished setups cannot be kept: {tmp_path / 'file' / 'tidb-pe'}: Not a directory."


@pytest.mark.usefixtures("signed_in")
async def test_the_event_loop_writes_no_file(resources: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    synced = os.fsync

    def fsync(handle: int) -> None:
        threads.add(threading.get_ident())
        synced(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    runtime = aws(resources, regions="us-west-2")
    for region in ("", "us-west-2"):
        runtime.operations.keep(Draft("typed", cluster_id="orders", region=region))
    await runtime.ca_files.tell("orders", "/ca.pem")
    resources.close()
    assert threads
    assert threading.get_ident() not in threads
    assert Drafts(places.state_folder("drafts")).load() == (Draft("typed", "orders", region="us-west-2"),)
