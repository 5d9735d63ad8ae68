"""Lines as a reader would break them."""

import pytest
from rich.cells import cell_len

from tui.views.wrapping import hanging, wrapped

NAME = "vpce-0123456789abcdef0-a1b2c3d4.vpce-svc-0fedcba9876543210.us-west-2.vpce.amazonaws.com"


def test_words_stay_whole_and_what_goes_on_hangs() -> None:
    assert wrapped("Your turn: accept it with e, reject it with d.", 24, 2) == [
        "Your turn: accept it",
        "  with e, reject it with",
        "  d.",
    ]


def test_a_host_name_is_broken_between_its_labels() -> None:
    assert wrapped(NAME, 42) == [
        "vpce-0123456789abcdef0-a1b2c3d4.",
        "vpce-svc-0fedcba9876543210.us-west-2.vpce.",
        "amazonaws.com",
    ]


def test_a_name_that_fits_a_line_of_its_own_begins_there() -> None:
    assert wrapped("Host orders.tidb.example.com", 24) == ["Host", "orders.tidb.example.com"]


def test_indentation_and_gaps_stay() -> None:
    assert wrapped("  one  two", 12, 2) == ["  one  two"]
    assert wrapped("  one  two", 8, 2) == ["  one", "    two"]


def test_lines_of_the_text_stay_lines() -> None:
    assert wrapped("a\n\nb", 10) == ["a", "", "b"]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("  n  Create a private endpoint.", ["  n  Create a private", "     endpoint."]),
        ("  - the VPC endpoint, in your VPC", ["  - the VPC endpoint, in", "    your VPC"]),
        ("• Enter at least one subnet ID.", ["• Enter at least one", "  subnet ID."]),
        ("a paragraph of some words here", ["a paragraph of some", "words here"]),
    ],
)
def test_what_goes_on_stands_below_the_text_of_its_line(line: str, lines: list[str]) -> None:
    assert hanging(line, 24) == lines


@pytest.mark.parametrize("width", range(4, 40))
@pytest.mark.parametrize("text", [NAME, "世界" * 20, "a " * 30, f"{NAME} {NAME}", "x" * 90, " " * 50, ""])
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, 1)
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_name_that_is_too_long_begins_beside_its_label() -> None:
    assert hanging(f"Service    {NAME}", 60)[0] == "Service    vpce-0123456789abcdef0-a1b2c3d4."
