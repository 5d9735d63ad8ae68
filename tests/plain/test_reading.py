"""Pages as lines: pure."""

from dataclasses import replace

import pytest

from tui.domain.status import Turn
from tui.plain.reading import changes, read_out, read_question
from tui.plain.speech import spoken
from tui.views.page import Action, Field, Page, Question

PAGE = Page(
    title="A page",
    turn=Turn.AWS,
    lines=(("service", "Creating, 0:10 elapsed"), ("price", ""), ("state", "off")),
    fields=(Field(name="vpc", label="VPC ID", text=""),),
    blocks=("Creating …",),
    actions=(
        Action(name="next", label="Next", key="^N", why_not="Creating …"),
        Action(name="back", label="Back", key="Esc"),
    ),
)
OFFERED = ["field vpc", "next", "back"]


def told(page: Page) -> list[str]:
    return list(changes(PAGE, page, OFFERED))


def test_a_page_is_its_title_lines_boxes_what_blocks_whose_turn_and_the_choices() -> None:
    assert read_out(PAGE).splitlines() == [
        "",
        "A page",
        "Creating, 0:10 elapsed",
        "off",
        "VPC ID: empty.",
        "Creating …",
        "Waiting for AWS.",
        "1. VPC ID",
        "2. Next (not now)",
        "3. Back",
        "Type a number or a word, or: read, wait, help, quit.",
    ]


def test_a_clock_that_went_on_is_no_change() -> None:
    assert told(replace(PAGE, lines=(("service", "Creating, 0:15 elapsed"), *PAGE.lines[1:]))) == []


def test_a_change_is_told_alone_on_a_line_of_its_own() -> None:
    page = replace(PAGE, lines=(*PAGE.lines[:2], ("state", "on\noff")))
    assert told(page) == ["on"]


def test_what_can_be_done_from_now_on_is_told_with_its_number() -> None:
    actions = (replace(PAGE.actions[0], why_not=""), PAGE.actions[1])
    assert told(replace(PAGE, blocks=(), actions=actions, turn=Turn.YOU)) == ["Now possible: 2. Next", "Your turn."]


def test_choices_that_come_go_and_change_are_told() -> None:
    renamed = replace(PAGE.actions[0], label="Create")
    assert told(replace(PAGE, actions=(renamed,))) == ["Changed: 2. Create", "No more: Back"]
    assert list(changes(replace(PAGE, actions=()), PAGE, OFFERED)) == ["New: 2. Next", "New: 3. Back"]


def test_what_is_in_the_way_of_the_operator_is_told_so() -> None:
    assert told(replace(PAGE, blocks=("Enter the VPC ID.",))) == ["In the way: Enter the VPC ID."]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("◐ Pending (your turn): Accept it.", "Pending (your turn): Accept it."),
        ("● Active", "Active"),
        ("✓ Gone", "Done: Gone"),
        ("▶ Delete on AWS: asking …", "Now: Delete on AWS: asking ..."),
        ("○ Gone", "To do: Gone"),
        ("orders  us-west-2", "orders, us-west-2"),
        ("F5 looks again.", "Refresh looks again."),
        ("Create another with the same answers (F2).", "Create another with the same answers (Another)."),
        ("subnet-F5F2", "subnet-F5F2"),
    ],
)
def test_marks_and_keys_are_words(shown: str, said: str) -> None:
    assert spoken(shown) == said


def test_a_question_says_what_to_type() -> None:
    question = Question(title="Delete?", lines=("VPC  vpc-1",), yes="Delete", expected="vpce-1")
    assert read_question(question).splitlines() == [
        "Delete?",
        "VPC  vpc-1",
        "Type vpce-1 to confirm; anything else leaves it.",
    ]
