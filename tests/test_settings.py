"""Settings: sources and their order, what is refused and in which words, the file on disk."""

import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from tui.domain.clusters import CloudProvider, Cluster, ClusterState, Tier
from tui.settings import load, of_demo, read, save, with_given
from tui.settings_problems import EXPECTED, SettingsError
from tui.settings_shape import THEMES, ConfiguredCluster, ConfiguredPrice, Document, Profile, Settings

ARN = "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/0123456789abcdef"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a configuration file; its path."""
    path = tmp_path / "config.toml"

    def put(text: str) -> Path:
        path.write_text(text, "utf-8")
        return path

    return put


def problems(path: Path, options: dict[str, str] | None = None, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path, options or {}, environment or {})
    return caught.value.summary.splitlines()


def test_without_any_source_everything_is_a_default(tmp_path: Path) -> None:
    loaded = load(tmp_path / "none.toml", {}, {})
    assert loaded.settings == Settings(profile="default", poll_moving_s=5, poll_settled_s=30)
    assert loaded.nothing_given


def test_an_option_wins_over_the_environment_over_the_file_over_the_default(write: Write) -> None:
    path = write(
        'poll_moving_s = 7\npoll_settled_s = 40\n[profiles.default]\naws_profile = "file"\nregions = ["eu-west-1"]'
    )
    environment = {"TIDB_PE_POLL_MOVING_S": "8", "TIDB_PE_REGIONS": "us-west-2, us-east-1"}
    loaded = load(path, {"poll_moving_s": "9"}, environment)
    assert loaded.settings.poll_moving_s == 9
    assert loaded.settings.regions == ("us-west-2", "us-east-1")
    assert loaded.settings.poll_settled_s == 40
    assert loaded.settings.aws_profile == "file"
    wanted = {
        "poll_moving_s": "--poll-moving-s",
        "regions": "TIDB_PE_REGIONS",
        "poll_settled_s": "file",
        "aws_profile": "file",
        "endpoint_url": "default",
    }
    assert {key: loaded.origins[key] for key in wanted} == wanted


def test_a_variable_set_to_nothing_counts_as_not_set(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", {}, {"TIDB_PE_PROFILE": ""}).nothing_given


@pytest.mark.parametrize("key", [key for key in Settings.model_fields if key != "profile"])
def test_every_setting_is_taken_from_the_environment(tmp_path: Path, key: str) -> None:
    text = {
        "regions": "us-west-2",
        "clusters": '[{name = "orders", region = "us-west-2"}]',
        "endpoint_url": "https://ec2.example.com",
        "tidb_side": "self-managed",
        "aws_profiles": '{12 = "data-team"}',
        "notices": "false",
        "read_only": "true",
        "theme": "textual-light",
        "price_list": "false",
        "prices": '[{region = "us-west-2", usd_per_zone_hour = 0.009, as_of = 2026-09-01}]',
    }.get(key, "12")
    loaded = load(tmp_path / "none.toml", {}, {f"TIDB_PE_{key.upper()}": text})
    assert loaded.origins[key] == f"TIDB_PE_{key.upper()}"
    assert key in loaded.settings.model_fields_set


def test_the_profile_named_is_the_one_used(write: Write) -> None:
    path = write('profile = "prod"\n[profiles.prod]\naws_profile = "p"\n[profiles.test]\naws_profile = "t"')
    assert load(path, {}, {}).settings.aws_profile == "p"
    assert load(path, {}, {"TIDB_PE_PROFILE": "test"}).settings.aws_profile == "t"
    assert load(path, {"profile": "prod"}, {"TIDB_PE_PROFILE": "test"}).settings.aws_profile == "p"


def test_a_profile_that_is_not_in_the_file_is_refused_where_it_was_named(write: Write) -> None:
    path = write("[profiles.prod]\n[profiles.test]")
    wanted = 'expected a profile of the configuration file (prod, test), got "x".'
    assert problems(path, {"profile": "x"}) == [f"--profile: {wanted}"]
    assert problems(path, {}, {"TIDB_PE_PROFILE": "x"}) == [f"TIDB_PE_PROFILE: {wanted}"]
    assert problems(path) == ['profile: expected a profile of the configuration file (prod, test), got "default".']


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
                "colour: unknown key, expected one of log_file, notices, poll_moving_s, poll_settled_s, price_list,"
                " profile, profiles, read_only, theme."
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


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://ec2.example.com", True),
        ("http://127.0.0.1:5000", True),
        ("http://[::1]:5000", True),
        ("http://localhost:5000", True),
        ("http://ec2.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://localhost@example.com", False),
        ("ftp://127.0.0.1", False),
        ("ec2.example.com", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_an_endpoint_url_is_encrypted_or_on_this_machine(tmp_path: Path, url: str, *, allowed: bool) -> None:
    path, options = tmp_path / "none.toml", {"endpoint_url": url}
    if allowed:
        assert load(path, options, {}).settings.endpoint_url == url
    else:
        assert problems(path, options)[0].startswith("--endpoint-url: expected an address that begins with https://")


def test_a_configured_cluster_becomes_a_cluster(write: Write) -> None:
    path = write(
        f'[[profiles.default.clusters]]\nname = "orders"\nregion = "us-west-2"\nload_balancer_arn = "{ARN}"\n'
        'tier = "dedicated"\ncloud = "AWS"\nstate = "creating"\n'
        'version = "v8.5.0"\nport = 4001\nhost = "o.example.com"\n'
        '[[profiles.default.clusters]]\nname = "bills"\nregion = "us-central1"\ncloud = "gcp"'
    )
    first, second = (cluster.as_cluster() for cluster in load(path, {}, {}).settings.clusters)
    assert first == Cluster(
        ARN,
        "orders",
        Tier.DEDICATED,
        CloudProvider.AWS,
        ClusterState.CREATING,
        version="v8.5.0",
        region="us-west-2",
        port=4001,
        host="o.example.com",
    )
    assert (second.id, second.cloud) == ("bills", CloudProvider.GOOGLE_CLOUD)


def test_two_clusters_under_one_id_are_refused(write: Write) -> None:
    table = f'[[profiles.a.clusters]]\nname = "NAME"\nregion = "us-west-2"\nload_balancer_arn = "{ARN}"\n'
    [line] = problems(write(table.replace("NAME", "one") + table.replace("NAME", "two")))
    assert line.startswith("profiles.a.clusters: expected a list of clusters, no two with the same load_balancer_arn")


def test_what_is_shown_can_be_used_as_the_file(write: Write) -> None:
    text = (
        'profile = "eu prod"\npoll_moving_s = 6\n[profiles."eu prod"]\nregions = ["eu-west-1", "eu-west-2"]\n'
        'aws_profiles = {12 = "data-team", 13 = ["a", "b"]}\n'
        '[[profiles."eu prod".clusters]]\nname = "orders"\nregion = "eu-west-1"\ncloud = "aws"'
    )
    loaded = load(write(text), {"aws_profile": "ops"}, {})
    shown = loaded.as_toml()
    assert load(write(shown), {}, {}).settings == loaded.settings
    assert 'aws_profile = "ops"  # --aws-profile' in shown.splitlines()
    assert "poll_settled_s = 30.0  # default" in shown.splitlines()


def test_saving_keeps_what_was_set_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    document = Document(profile="prod", profiles={"prod": Profile(regions=("us-west-2",))})
    save(document, path)
    assert read(path) == document
    assert tomllib.loads(path.read_text()) == {"profile": "prod", "profiles": {"prod": {"regions": ["us-west-2"]}}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_saving_through_a_symbolic_link_changes_the_file_behind_it(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("")
    link.symlink_to(real)
    save(Document(poll_moving_s=6), link)
    assert link.is_symlink()
    assert read(real).poll_moving_s == 6


def test_saving_where_one_cannot_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"config\.toml: File exists"):
        save(Document(), tmp_path / "file" / "config.toml")


DEMO = {"regions": ["us-west-2"], "clusters": [{"name": "a", "region": "us-west-2"}]}


def test_the_demo_has_settings_of_its_own() -> None:
    environment = {"TIDB_PE_ENDPOINT_URL": "nonsense", "TIDB_PE_REGION": "x", "TIDB_PE_POLL_MOVING_S": "60"}
    found = of_demo(DEMO, {"regions": "eu-west-1"}, environment)
    assert (found.profile, found.regions, found.poll_moving_s) == ("demo", ("us-west-2",), 2)
    assert found.endpoint_url == ""


def test_what_concerns_the_person_counts_in_the_demo_too() -> None:
    found = of_demo(DEMO, {"read_only": "true"}, {"TIDB_PE_THEME": "textual-light", "TIDB_PE_LOG_FILE": "x.log"})
    assert (found.read_only, found.theme, found.log_file) == (True, "textual-light", "x.log")
    with pytest.raises(SettingsError, match="TIDB_PE_THEME: expected the name of a theme such as textual-dark"):
        of_demo(DEMO, {}, {"TIDB_PE_THEME": "sunny"})


def test_the_themes_are_those_that_textual_has() -> None:
    assert len(THEMES) == len(set(THEMES))
    assert set(THEMES) == set(BUILTIN_THEMES)


def test_how_it_looks_says_nothing_of_whose_clouds_are_watched(tmp_path: Path) -> None:
    options = {"read_only": "true", "theme": "nord", "log_file": "x", "poll_moving_s": "3"}
    assert load(tmp_path / "none.toml", options, {}).nothing_given
    assert not load(tmp_path / "none.toml", {"regions": "us-west-2"}, {}).nothing_given


def test_every_key_has_words_for_what_it_takes() -> None:
    tables = (Document, Profile, ConfiguredCluster, ConfiguredPrice)
    assert {name for table in tables for name in table.model_fields} == set(EXPECTED)


def test_what_is_in_force_can_be_written_and_read_again(write: Write) -> None:
    path = write('theme = "textual-light"\n[profiles.default]\n[profiles.other]\nregions = ["eu-west-1"]')
    loaded = load(path, {"regions": "us-west-2", "aws_profile": "prod"}, {"TIDB_PE_POLL_MOVING_S": "7"})
    save(with_given(read(path), loaded), path)
    again = load(path, {}, {})
    assert (again.settings.regions, again.settings.aws_profile) == (("us-west-2",), "prod")
    assert (again.settings.poll_moving_s, again.settings.theme) == (7, "textual-light")
    assert read(path).profiles["other"].regions == ("eu-west-1",)
