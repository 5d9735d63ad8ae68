"""Pages of Help laid out for a terminal."""

import pytest

from tests.documents import HELP
from tui.views import help as pages
from tui.views.help import TOPICS, laid_out
from tui.views.markdown import Literal, blocks, plainly


def test_the_topics_are_the_files() -> None:
    assert sorted(TOPICS) == sorted(path.stem for path in HELP.glob("*.md"))


@pytest.mark.parametrize("width", [55, 80, 100])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_line_fits_but_what_must_not_be_broken(topic: str, width: int) -> None:
    text = (HELP / f"{topic}.md").read_text("utf-8")
    kept = {f"    {line}".rstrip() for block in blocks(text) if isinstance(block, Literal) for line in block.lines}
    long = [line for line in pages.page(topic, width).splitlines() if len(line) > width and line not in kept]
    assert [line for line in long if len(line.split()) > 1 and "://" not in line] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_no_word_is_lost(topic: str) -> None:
    """Each word of the source is in the text, but for marks, rules and the heads of tables of two columns."""
    text = (HELP / f"{topic}.md").read_text("utf-8")
    shown = pages.page(topic, 80)
    for block in blocks(text):
        for line in block.lines if isinstance(block, Literal) else ():
            assert line in shown
    prose = [each.text for each in blocks(text) if hasattr(each, "text")]
    assert all(word in shown for line in prose for word in plainly(line).split())


def test_no_mark_is_left_in_the_text() -> None:
    for topic in TOPICS:
        lines = [line for line in pages.page(topic, 80).splitlines() if not line.startswith("    ")]
        assert not any(mark in line for line in lines for mark in ("`", "**", "](", "| ", "<!--")), topic


def test_blocks_of_each_kind() -> None:
    text = "# Title\n\nOne\ntwo `three`.\n\n## Part\n\n- first that\n  goes on\n- second\n\n```\n  as it is\n```\n"
    expected = "Title\n\n  One two three.\n\nPart\n  - first that goes on\n  - second\n\n      as it is"
    assert laid_out(text, 40) == expected


def test_a_table_with_a_narrow_first_column_has_its_second_beside_it() -> None:
    text = "| key | does |\n| --- | --- |\n| `n` | Create a private endpoint. |\n| `Esc` | Back. |\n"
    assert laid_out(text, 24) == "  n    Create a private\n       endpoint.\n  Esc  Back."


def test_a_table_of_three_columns_names_them_below_its_first() -> None:
    text = "| tag | value | if absent |\n| --- | --- | --- |\n| `tidb-pe:port` | SQL port | `4000` |\n"
    assert laid_out(text, 60) == "  tidb-pe:port\n      value: SQL port\n      if absent: 4000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`code` and **bold** and *title*", "code and bold and title"),
        ("see [IAM policies](policies.md#notes)", "see IAM policies (help policies)"),
        ("see [AWS](https://aws.amazon.com/)", "see AWS (https://aws.amazon.com/)"),
        ("see the [schema](../schemas/output.json)", "see the schema"),
        ("`arn:aws:ec2:*:1:vpc/*` stays", "arn:aws:ec2:*:1:vpc/* stays"),
    ],
)
def test_marks_within_a_line(text: str, expected: str) -> None:
    assert plainly(text) == expected
