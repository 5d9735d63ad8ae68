"""What is refused, and in which words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.settings.files import Write, problems
from tui.settings.shape import ConfiguredCluster, ConfiguredPrice, Document, Profile
from tui.settings.table import SETTINGS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[profiles.prod]\nregions = 5",
            "profiles.prod.regions: expected a list of AWS regions such as us-west-2, got 5.",
        ),
        (
            '[profiles.prod]\nregions = ["Oregon"]',
            'profiles.prod.regions[0]: expected a list of AWS regions such as us-west-2, got "Oregon".',
        ),
        ("poll_moving_s = 0", "poll_moving_s: expected a number of seconds from 1 to 3600, got 0."),
        ('profiles = "prod"', 'profiles: expected tables named [profiles.NAME], got "prod".'),
        ("[profiles.prod]\nregion = []", "profiles.prod.region: unknown key, did you mean regions?"),
        (
            "colour = 1",
            (
                "colour: unknown key, expected one of keys, log_file, mouse, notices, poll_moving_s, poll_settled_s,"
                " price_list, profile, profiles, read_only, theme."
            ),
        ),
        (
            '[profiles.prod]\ntidb_side = "aurora"',
            'profiles.prod.tidb_side: expected "self-managed" or "tidb-cloud", got "aurora".',
        ),
        (
            '[[profiles.prod.clusters]]\nregion = "us-west-2"',
            "profiles.prod.clusters[0].name: expected the cluster's name, got nothing.",
        ),
        (
            '[[profiles.prod.clusters]]\nname = "a"\nregion = "us-west-2"\nport = 70000',
            "profiles.prod.clusters[0].port: expected a port number from 1 to 65535, got 70000.",
        ),
        (
            '[[profiles.prod.clusters]]\nname = "a"\nregion = "us-west-2"\nstate = "HAPPY"',
            'profiles.prod.clusters[0].state: expected a cluster state such as ACTIVE or CREATING, got "HAPPY".',
        ),
        (
            '[[profiles.prod.clusters]]\nname = "a"\nregion = "us-west-2"\nload_balancer_arn = "arn:aws:s3:::b"',
            (
                "profiles.prod.clusters[0].load_balancer_arn: expected an ARN that begins with"
                ' arn:aws:elasticloadbalancing:, got "arn:aws:s3:::b".'
            ),
        ),
        (
            '[[profiles.prod.clusters]]\nname = "a"\nregion = "us-west-2"\nhosts = "b"',
            "profiles.prod.clusters[0].hosts: unknown key, did you mean host?",
        ),
    ],
)
def test_a_problem_names_the_key_and_what_was_expected(write: Write, text: str, line: str) -> None:
    assert problems(write(text)) == [line]


def test_every_problem_has_its_own_line(write: Write) -> None:
    lines = problems(write('poll_moving_s = "x"\npoll_settled_s = []\n[profiles.a]\nregions = 1'))
    assert [line.split(":")[0] for line in lines] == ["poll_moving_s", "poll_settled_s", "profiles.a.regions"]


def test_a_problem_of_environment_or_option_names_what_to_change(tmp_path: Path) -> None:
    lines = problems(tmp_path / "none.toml", {"endpoint_url": "http://10.0.0.1"}, {"TIDB_PE_POLL_MOVING_S": "fast"})
    assert sorted(line.split(":")[0] for line in lines) == ["--endpoint-url", "TIDB_PE_POLL_MOVING_S"]
    [line] = problems(tmp_path / "none.toml", {}, {"TIDB_PE_CLUSTERS": "orders"})
    assert line.startswith('TIDB_PE_CLUSTERS: expected TOML such as [{name = "orders"')


def test_a_misspelt_variable_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.toml", {}, {"TIDB_PE_REGION": "us-west-2"}) == [
        "TIDB_PE_REGION: unknown key, did you mean regions?"
    ]


def test_what_a_message_shows_cannot_reach_the_terminal_raw_or_endless(write: Write) -> None:
    [line] = problems(write(f'poll_moving_s = "\\u001b[2J\\u202e{"x" * 10_000}"'))
    assert line.isprintable()
    assert len(line) < 150


def test_text_that_is_not_toml_is_told_with_its_place(write: Write) -> None:
    path = write("profile = \n")
    assert problems(path) == [f"{path}: expected TOML: Invalid value (at line 1, column 11)."]


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b'profile = "\xff"')])
def test_a_file_that_cannot_be_read_is_a_problem_not_a_crash(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "config.toml"
    make(path)
    [line] = problems(path)
    assert line.startswith(f"{path}: ")


def test_every_key_has_words_for_what_it_takes() -> None:
    tables = (Document, Profile, ConfiguredCluster, ConfiguredPrice)
    assert {name for table in tables for name in table.model_fields} == set(SETTINGS)
