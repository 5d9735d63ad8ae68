"""Own tags and a pattern of names, as AWS takes them."""

import pytest

from tests.settings.files import Write
from tui.settings.loading import load
from tui.settings.problems import SettingsError


def test_tags_and_a_pattern_are_read_and_shown_so_that_they_can_be_read_again(write: Write) -> None:
    tags = 'tags = {cost-centre = "42", "team:name" = "data é"}'
    text = f'[profiles.default]\nendpoint_name = "tidb-{{cluster}}-{{vpc}}"\n{tags}'
    loaded = load(write(text), {}, {})
    assert loaded.settings.tags == {"cost-centre": "42", "team:name": "data é"}
    assert load(write(loaded.as_toml()), {}, {}).settings == loaded.settings


@pytest.mark.parametrize(
    "tags",
    ['{Name = "x"}', '{"aws:x" = "x"}', '{"TIDB-PE:draft" = "x"}', '{"" = "x"}', '{x = "a\\u001bb"}', '{"a;b" = "x"}'],
)
def test_what_aws_or_the_program_keeps_for_itself_is_refused(write: Write, tags: str) -> None:
    with pytest.raises(SettingsError, match="tags as AWS takes them"):
        load(write(f"[profiles.default]\ntags = {tags}"), {}, {})


def test_more_tags_than_aws_takes_beside_those_of_the_program_are_refused(write: Write) -> None:
    many = ", ".join(f'k{each} = "v"' for each in range(48))
    with pytest.raises(SettingsError, match="tags"):
        load(write(f"[profiles.default]\ntags = {{{many}}}"), {}, {})


@pytest.mark.parametrize("pattern", ["{owner}", "{", "a{cluster}}", "x" * 257, "a\\u001b"])
def test_a_pattern_with_anything_else_in_it_is_refused(write: Write, pattern: str) -> None:
    with pytest.raises(SettingsError, match="endpoint_name"):
        load(write(f'[profiles.default]\nendpoint_name = "{pattern}"'), {}, {})


def test_they_are_options_too(write: Write) -> None:
    loaded = load(write(""), {"tags": '{a = "b"}', "endpoint_name": "tidb-{cluster}"}, {})
    assert (loaded.settings.tags, loaded.settings.endpoint_name) == ({"a": "b"}, "tidb-{cluster}")
