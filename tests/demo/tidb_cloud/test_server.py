"""The process with TiDB Cloud: what its ready line says, and that it answers there."""

import json

import httpx

from tests.demo.test_server import SERVER, pipe, started
from tui.demo.tidb_cloud.world import new_id


def test_the_ready_line_says_where_the_apis_are_and_which_key_opens_them() -> None:
    with started(*SERVER, "--tidb-cloud") as process:
        line = json.loads(pipe(process.stdout).readline())
        told = line["tidb_cloud"]
        assert told == {
            "dedicated_url": f"{line['url']}/tidb-cloud/dedicated",
            "iam_url": f"{line['url']}/tidb-cloud/iam",
            "public_key": "demo-public",
            "private_key": "demo-private",
        }
        auth = httpx.DigestAuth(told["public_key"], told["private_key"])
        with httpx.Client(auth=auth, trust_env=False) as client:
            projects = client.get(f"{told['iam_url']}/v1beta1/projects").json()["projects"]
            assert client.get(f"{told['dedicated_url']}/v1beta1/clusters").json()["totalSize"] == 8
    assert line["profile"] == {
        "tidb_side": "tidb-cloud",
        "poll_moving_s": 4,
        "regions": ["us-west-2", "eu-central-1"],
        "aws_profiles": {new_id("analytics"): "demo-analytics"},
    }
    assert [project["id"] for project in projects] == [new_id("payments"), new_id("analytics")]
