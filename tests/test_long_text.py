"""A text from outside of any length costs at most as much again for each letter more."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from textual.content import Content

from tui.domain import ids
from tui.domain.errors import NotFound
from tui.local.log import _Redacting, redacted
from tui.providers import aws_parse, aws_prices, self_managed_parse
from tui.providers.aws_errors import domain_error
from tui.providers.tidb_cloud import errors
from tui.providers.tidb_cloud import parse as cloud_parse
from tui.settings.problems import expected, unknown
from tui.views.plain import fit, fit_group, fit_id, plain, plain_lines

LETTERS = 1_000_000
SEEDS = {
    "no blank": "a",
    "blanks": " ",
    "tabs": "\t",
    "line ends": "\n",
    "lines": "a\n",
    "wide": "界",
    "accents": "e\u0301",
    "zero width": "a\u200b\u202e",
    "escapes": "\x1b[31m",
    "markup": "[/x]",
    "slashes": "a/",
    "dashes": "a-",
    "telling": "secret",
    "named": "token='",
    "half named": 'token "',
    "dotted": "secret.",
    "headers": "authorization ",
    "keys": "AKIA",
    "private key": "-----BEGIN ",
    "urls": "://",
    "permissions": "perform a-",
    "encoded": " Encoded authorization failure message",
    "digits": "9",
}


def formatted(text: str) -> str:
    return _Redacting("%(message)s").format(logging.LogRecord("tui", logging.INFO, "", 0, text, (), None))


def refused(text: str) -> Any:
    return domain_error(ClientError({"Error": {"Code": text, "Message": text}}, "CreateVpcEndpoint"))


def refused_by_tidb(text: str) -> Any:
    return errors.answered(400, {"X-Debug-Trace-Id": text}, {"code": text, "message": text}, "key")


def endpoint(text: str) -> Any:
    fields = ("VpcEndpointId", "ServiceName", "VpcId", "State", "OwnerId")
    raw: dict[str, Any] = dict.fromkeys(fields, text) | {"Tags": [{"Key": text, "Value": text}]}
    return aws_parse.vpc_endpoint(raw, "us-west-2", "")


def cluster_of_tidb(text: str) -> Any:
    names = ("name", "clusterId", "displayName", "regionId", "state", "version")
    return cloud_parse.cluster(dict.fromkeys(names, text))


def price(text: str) -> Any:
    raw = {"product": {"attributes": {"usagetype": text}}, "terms": {"OnDemand": {}}, "publicationDate": text}
    with pytest.raises((NotFound, ResponseParserError)):
        return aws_prices.zone_hour("us-west-2", [json.dumps(raw), text])


def an_id(text: str) -> Any:
    with pytest.raises(ValueError, match="Expected"):
        return ids.parse_id("vpce", f"vpce-{text}z")


USES: dict[str, Callable[[str], Any]] = {
    "redacted": redacted,
    "a log record": formatted,
    "an error of AWS": refused,
    "an error of the SDK": lambda text: domain_error(ValueError(text)),
    "an error of TiDB Cloud": refused_by_tidb,
    "a name": aws_parse.plain,
    "an endpoint": endpoint,
    "tags of a load balancer": lambda text: self_managed_parse.cluster({"LoadBalancerArn": text}, {text: text}, "r"),
    "a cluster": cluster_of_tidb,
    "a price list": price,
    "an ID": an_id,
    "plain": plain,
    "raw answers": lambda text: Content(plain_lines(text)).wrap(60),
    "a column": lambda text: fit(text, 20),
    "a column of IDs": lambda text: fit_id(text, 20),
    "a column of groups": lambda text: fit_group(text, 20),
    "a key of the settings": lambda text: unknown(text, text, ["profile", "regions"]),
    "a value of the settings": lambda text: expected("x", "y", text),
}


def spent_s(use: Callable[[str], Any], text: str) -> float:
    """CPU time of this thread, the lesser of two: what else the machine does is not counted."""
    times = []
    for _ in range(2):
        began = time.thread_time()
        use(text)
        times.append(time.thread_time() - began)
    return min(times)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("use", USES)
def test_twice_the_text_takes_about_twice_the_time(use: str, seed: str) -> None:
    text = SEEDS[seed] * (LETTERS // len(SEEDS[seed]))
    half, whole = (spent_s(USES[use], each) for each in (text[: LETTERS // 2], text))
    assert whole < 3 * half + 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_shown_has_an_end(seed: str) -> None:
    text = SEEDS[seed] * (LETTERS // len(SEEDS[seed]))
    assert len(plain(text)) <= 400
    assert len(plain_lines(text).splitlines()) <= 5_001
    assert len(refused(text).summary) <= 401
    assert len(refused_by_tidb(text).summary) <= 401
    assert len(redacted(text)) <= 1_000_000


def test_a_long_raw_answer_says_that_it_is_cut() -> None:
    assert plain_lines("a\n" * 10_000).splitlines()[-1] == "…"
    assert plain_lines("a\nb").splitlines() == ["a", "b"]
