"""How facts are laid out at a width."""

import pytest
from rich.cells import cell_len

from tui.views.plain import plain_lines
from tui.views.sections import Block, Section
from tui.widgets.sheet import WIDE, Sheet

LEFT = Section("Left", (("Name", "one"), ("Words", "a b")))
RIGHT = Section("Right", (("State", "on"),), "read 12:00")


def laid_out(width: int, *blocks: Block) -> list[str]:
    sheet = Sheet()
    sheet.set_reactive(Sheet.blocks, blocks)
    return ["".join(text for text, _ in line).rstrip() for line in sheet.parts(width)]


def test_sections_stand_one_after_the_other_with_an_empty_line_between() -> None:
    expected = ["Left", "Name            one", "Words           a b", "", "Right  read 12:00", "State           on"]
    assert laid_out(60, LEFT, RIGHT) == expected
    assert laid_out(60, (LEFT, RIGHT)) == expected


def test_a_pair_stands_side_by_side_where_there_is_room() -> None:
    room = (WIDE - 3) // 2 + 3
    assert laid_out(WIDE, (LEFT, RIGHT)) == [
        "Left".ljust(room) + "Right  read 12:00",
        "Name            one".ljust(room) + "State           on",
        "Words           a b",
    ]
    assert laid_out(WIDE - 1, (LEFT, RIGHT)) == laid_out(60, (LEFT, RIGHT))


def test_a_long_value_goes_on_under_its_beginning() -> None:
    section = Section("", (("Name", "x" * 8 + " yy"), ("", "said across the whole line")))
    assert laid_out(24, section)[1:] == [
        "Name            xxxxxxxx",
        "                yy",
        "said across the whole",
        "line",
    ]


@pytest.mark.parametrize("width", [20, 60, WIDE])
def test_no_line_is_wider_than_there_is_room_for_whatever_stands_there(width: int) -> None:
    wide = Section("東" * 100, (("東" * 20, "東" * 100), ("Name", "x" * 300)), "note " * 40)
    assert max(map(cell_len, laid_out(width, wide, (wide, wide)))) <= width


def test_lines_from_outside_keep_their_indentation_and_lose_what_a_terminal_obeys() -> None:
    assert plain_lines('{\n  "a": "\x1b[2Jb\u202e",\n\t"c": 1\n}') == '{\n  "a": "[2Jb",\n        "c": 1\n}'
