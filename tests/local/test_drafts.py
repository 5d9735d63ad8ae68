"""Drafts on disk: kept whole, private, and never lost."""

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.local.drafts import Drafts

FULL = Draft(
    id="0e0c6f6e-6f57-4a59-a1a5-000000000001",
    cluster_id="arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/0123456789abcdef",
    node_group_id="9223372036854775808",
    region="us-west-2",
    vpc_id="vpc-0123456789abcdef0",
    subnet_ids=("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"),
    security_group_ids=("sg-0123456789abcdef0",),
    vpc_endpoint_id="vpce-0123456789abcdef0",
    service_asked_at=datetime(2026, 8, 1, 12, 0, 0, 123456, tzinfo=UTC),
)
HALF = FULL.enter(Box.VPC, "vpc-0123abcd").enter(Box.GROUPS, 'sg-0 "half').enter(Box.VPC, "vpc-\t\u202e")
NEW = Draft(id="0e0c6f6e-6f57-4a59-a1a5-000000000002")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def drafts(folder: Path) -> Drafts:
    return Drafts(folder)


def test_with_no_folder_there_are_no_drafts(drafts: Drafts) -> None:
    assert drafts.load() == ()
    assert drafts.problems == ()


@pytest.mark.parametrize("draft", [FULL, NEW, HALF], ids=["full", "new", "half typed"])
def test_another_program_reads_what_was_saved(drafts: Drafts, folder: Path, draft: Draft) -> None:
    drafts.save(draft)
    assert Drafts(folder).load() == (draft,)


def test_saving_again_replaces(drafts: Drafts) -> None:
    drafts.save(FULL)
    changed = FULL.with_region("us-east-1")
    drafts.save(changed)
    assert drafts.load() == (changed,)


def test_the_last_changed_comes_first(drafts: Drafts, folder: Path) -> None:
    drafts.save(FULL)
    drafts.save(NEW)
    os.utime(folder / f"{NEW.id}.toml", (1, 1))
    assert drafts.load() == (FULL, NEW)


def test_a_deleted_draft_is_gone_and_may_be_deleted_again(drafts: Drafts) -> None:
    drafts.save(FULL)
    drafts.delete(FULL.id)
    drafts.delete(FULL.id)
    assert drafts.load() == ()


def test_drafts_are_for_the_owner_alone(drafts: Drafts, folder: Path) -> None:
    drafts.save(FULL)
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text",
    [
        "",
        'version = 1\nid = "0e0c6f6e',
        'version = 1\nid = "another"',
        f'version = 1\nid = "{NEW.id}"\nsubnet_ids = "subnet-1"',
        f'version = 1\nid = "{NEW.id}"\nservice_asked_at = 2026-08-01T12:00:00',
        f'version = "1"\nid = "{NEW.id}"',
        f'id = "{NEW.id}"',
        "\udcff",
    ],
    ids=["empty", "cut", "other id", "wrong type", "naive time", "odd version", "no version", "not UTF-8"],
)
def test_a_damaged_file_is_set_aside_and_told_and_hides_no_other(drafts: Drafts, folder: Path, text: str) -> None:
    drafts.save(FULL)
    raw = text.encode(errors="surrogateescape")
    (folder / f"{NEW.id}.toml").write_bytes(raw)
    assert drafts.load() == (FULL,)
    assert list(drafts.problems) == [f"{NEW.id}.toml is damaged and was kept as {NEW.id}.broken."]
    assert (folder / f"{NEW.id}.broken").read_bytes() == raw
    assert drafts.load() == (FULL,)
    assert list(drafts.problems) == []


def test_a_newer_file_is_left_alone_and_told(drafts: Drafts, folder: Path) -> None:
    folder.mkdir(parents=True)
    file = folder / f"{NEW.id}.toml"
    file.write_text(f'version = 2\nid = "{NEW.id}"\nshape = "unknown"')
    assert drafts.load() == ()
    assert drafts.problems == (f"{file.name} was written by a newer version of this program and is left alone.",)
    assert "unknown" in file.read_text()


def test_a_file_that_cannot_be_read_is_told(drafts: Drafts, folder: Path) -> None:
    (folder / f"{NEW.id}.toml").mkdir(parents=True)
    assert drafts.load() == ()
    assert drafts.problems == (f"{NEW.id}.toml cannot be read: Is a directory.",)


def test_what_a_killed_save_left_behind_is_no_draft(drafts: Drafts, folder: Path) -> None:
    drafts.save(FULL)
    (folder / f".{FULL.id}.toml.abc.toml").write_text("half")
    assert drafts.load() == (FULL,)
    assert drafts.problems == ()


def fails_with(number: int) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_full_disk_keeps_the_old_draft_and_says_so(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(FULL)
    monkeypatch.setattr(os, "fsync", fails_with(errno.ENOSPC))
    with pytest.raises(PrivateEndpointError) as caught:
        drafts.save(FULL.with_region("us-east-1"))
    assert caught.value.summary == "The unfinished flow could not be saved: No space left on device."
    assert "Free some space" in caught.value.remedy
    assert drafts.load() == (FULL,)


def test_a_failed_save_leaves_no_file_behind(drafts: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(FULL)
    monkeypatch.setattr(Path, "replace", fails_with(errno.EROFS))
    with pytest.raises(PrivateEndpointError):
        drafts.save(NEW)
    assert [file.name for file in folder.iterdir()] == [f"{FULL.id}.toml"]


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts = Drafts(tmp_path / "file" / "drafts")
    with pytest.raises(PrivateEndpointError, match=r"could not be saved: Not a directory"):
        drafts.save(NEW)
