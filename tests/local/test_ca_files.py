"""Paths of CA certificates, as they are remembered."""

import errno
import stat
from contextlib import ExitStack
from pathlib import Path

import pytest

from tui.domain.errors import PrivateEndpointError
from tui.local import drafts, places
from tui.local.drafts import CaFiles, begun

ARN = "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders.v1/50dc6c495c0c9188"


async def test_the_next_program_has_each_clusters_path_for_its_owner_alone(tmp_path: Path) -> None:
    await CaFiles(tmp_path / "ca-files").tell(ARN, "/x/it's $HOME.pem")
    await CaFiles(tmp_path / "ca-files").tell("10581931049381047", "C:\\ca.pem")
    assert CaFiles(tmp_path / "ca-files").path(ARN) == "/x/it's $HOME.pem"
    assert CaFiles(tmp_path / "ca-files").path("10581931049381047") == "C:\\ca.pem"
    assert CaFiles(tmp_path / "ca-files").path("another") == ""
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "ca-files").iterdir()} == {0o600}


async def test_of_two_programs_the_last_word_counts(tmp_path: Path) -> None:
    first, second = CaFiles(tmp_path / "ca-files"), CaFiles(tmp_path / "ca-files")
    await first.tell(ARN, "/first.pem")
    await second.tell(ARN, "/second.pem")
    assert first.path(ARN) == "/second.pem"


async def test_an_empty_path_is_forgotten(tmp_path: Path) -> None:
    files = CaFiles(tmp_path / "ca-files")
    await files.tell(ARN, "/x.pem")
    await files.tell(ARN, "")
    await files.tell(ARN, "")
    assert files.path(ARN) == ""
    assert list((tmp_path / "ca-files").iterdir()) == []


async def test_where_it_cannot_be_written_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(drafts, "write_private", full)
    with pytest.raises(PrivateEndpointError, match="The path of the CA certificate could not be saved: No space left"):
        await CaFiles(tmp_path / "ca-files").tell(ARN, "/x.pem")


def test_a_damaged_one_is_set_aside_and_told_and_a_newer_one_left_alone() -> None:
    folder = places.state_folder("demo-ca-files")
    folder.mkdir(parents=True)
    (folder / "1.toml").write_text("path =")
    (folder / "2.toml").write_text('version = 99\nid = "2"\npath = "/x"\n')
    said: list[str] = []
    with ExitStack() as resources:
        files = begun("demo-", resources, said.append).ca_files
    assert [files.path("1"), files.path("2")] == ["", ""]
    assert sorted(path.name for path in folder.iterdir()) == ["1.broken", "2.toml"]
    assert {line for line in said if line} == {
        "1.toml is damaged and was kept as 1.broken.",
        "2.toml was written by a newer version of this program and is left alone.",
    }
