"""The operator's own tags are on what an export makes anew."""

import pytest

from tests.samples import cluster
from tests.views.exports.samples import self_managed
from tui.domain.tagging import Tagging
from tui.views.exports.script import script
from tui.views.exports.terraform import terraform

OWN = Tagging((("cost-centre", "42"),), "tidb-{cluster}")


@pytest.mark.parametrize("export", [script, terraform])
def test_own_tags_and_the_name_are_exported(export: object) -> None:
    assert callable(export)
    text = export(self_managed(cluster=cluster(tagging=OWN)))
    assert all(word in text for word in ("cost-centre", "42", "tidb-orders"))
    assert "tidb-orders" not in export(self_managed())
