"""What some settings may be: addresses, clusters and themes."""

from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from tests.settings.files import Write, problems
from tui.domain.clusters import CloudProvider, Cluster, ClusterState, Tier
from tui.settings.loading import load
from tui.settings.shape import THEMES

ARN = "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/0123456789abcdef"


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


def test_the_themes_are_those_that_textual_has() -> None:
    assert len(THEMES) == len(set(THEMES))
    assert set(THEMES) == set(BUILTIN_THEMES)
