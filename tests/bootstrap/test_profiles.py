"""With which AWS profiles a cluster is looked at."""

import pytest

from tui.bootstrap.adapters import profiles_of
from tui.domain.clusters import Cluster
from tui.settings.shape import Settings


@pytest.mark.parametrize(
    ("id_", "project", "profiles"),
    [
        ("1", "10", ("data-team",)),
        ("2", "10", ("", "data-team")),
        ("3", "11", ("",)),
        ("4", "", ("",)),
    ],
)
def test_a_clusters_own_profiles_count_then_its_projects_then_the_usual_one(
    id_: str, project: str, profiles: tuple[str, ...]
) -> None:
    named = {"10": ("data-team",), "2": ("app-team", "data-team")}
    settings = Settings(aws_profile="app-team", aws_profiles=named)
    assert profiles_of(Cluster(id_, "orders", project_id=project), settings) == profiles
