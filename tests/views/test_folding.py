"""Commands in lines: a shell takes them as they stand, where a backslash and the end of its line are nothing."""

import shlex

import pytest
from rich.cells import cell_len

from tui.views.folding import folded

TAGS = '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"tidb-pe:draft","Value":"3f0c9a52-5a1e-4b7e-8f53"}]}]'
WORDS = (
    "aws",
    "ec2",
    "create-vpc-endpoint",
    "--service-name",
    "com.amazonaws.vpce.us-west-2.vpce-svc-3469ebc16b7e2aa0d",
    "--tag-specifications",
    shlex.quote(TAGS),
    "--no-private-dns-enabled",
)
HOST = "privatelink-19243.p5qx3v.clusters.tidb-cloud.com"


@pytest.mark.parametrize("width", [40, 54, 76, 114, 300])
def test_a_shell_reads_the_same_words(width: int) -> None:
    assert shlex.split(folded(WORDS, width).replace("\\\n", "")) == shlex.split(" ".join(WORDS))


@pytest.mark.parametrize("width", [54, 76, 114])
def test_no_line_is_too_long_and_none_ends_within_quotes(width: int) -> None:
    lines = folded(WORDS, width).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert all(line.count("'") % 2 == 0 for line in lines)


def test_no_backslash_stands_alone() -> None:
    lines = folded(("mysql", "-u root", f"-h {HOST}", "-P 4000"), 53).split("\n")
    assert lines == ["mysql -u root -h \\", f"  {HOST} \\", "  -P 4000"]
