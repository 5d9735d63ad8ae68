"""The operator's own tags and names, on everything that is created."""

from dataclasses import replace

from tests.samples import REGION, SUBNET_IDS, TOKEN, VPC_ID, cluster
from tui.domain import requests
from tui.domain.draft import Draft, asked
from tui.domain.endpoints import DRAFT_TAG
from tui.domain.requests import CLUSTER_TAG, Request
from tui.domain.tagging import LONGEST_VALUE, PLAIN, Tagging

OWN = Tagging((("cost-centre", "42"), ("owner", "data")), "tidb-{cluster}-{region}-{vpc}")
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:1])


def tags(request: Request) -> dict[str, str]:
    (of,) = request.parameters["TagSpecifications"]
    return {each["Key"]: each["Value"] for each in of["Tags"]}


def test_an_endpoint_has_the_own_tags_the_pattern_filled_in_and_the_drafts() -> None:
    wanted = asked(DRAFT, "com.example", replace(cluster(), tagging=OWN))
    assert tags(requests.create_endpoint(wanted)) == {
        DRAFT_TAG: TOKEN,
        "Name": f"tidb-orders-{REGION}-{VPC_ID}",
        "cost-centre": "42",
        "owner": "data",
    }


def test_a_service_has_the_own_tags_and_its_clusters_name() -> None:
    of = cluster(tagging=OWN)
    own = {"cost-centre": "42", "owner": "data"}
    assert tags(requests.create_service(of)) == {CLUSTER_TAG: "orders", "Name": "orders", **own}


def test_without_own_ones_it_is_named_after_the_program() -> None:
    assert tags(requests.create_endpoint(asked(DRAFT, "com.example", cluster()))) == {
        DRAFT_TAG: TOKEN,
        "Name": "tidb-pe",
    }


def test_a_name_is_no_longer_than_aws_takes() -> None:
    named = Tagging(endpoint_name="{cluster}").of_endpoint(cluster="x" * 400, region="", vpc="")
    assert named == (("Name", "x" * LONGEST_VALUE),)
    assert PLAIN.of_endpoint(cluster="", region="", vpc="") == (("Name", "tidb-pe"),)
