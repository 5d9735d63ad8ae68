"""The demo: seen through the same adapters, and one clear line where it is not installed."""

import asyncio
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.clock import START
from tui import bootstrap, demo_process, exit_codes
from tui.bootstrap import connect
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.local import places
from tui.local.drafts import Deletions, Drafts
from tui.monitor.store import Store
from tui.runtime import Options


async def test_the_demo_is_seen_through_the_same_adapters_and_ends_with_them(
    resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator's own settings and AWS configuration, wrong as they are, do not matter there."""
    for name, value in {"AWS_PROFILE": "nobody", "AWS_RETRY_MODE": "foo", "AWS_DEFAULTS_MODE": "foo"}.items():
        monkeypatch.setenv(name, value)
    for name in ("config", "credentials"):
        path = Path("~/.aws").expanduser() / name  # noqa: ASYNC240 - before anything runs
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"[broken\n\xff")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("colour = 1")
    drafts, store = Drafts(places.state_folder("demo-drafts")), Store()
    drafts.save(Draft("lost", cluster_id="gone"))
    drafts.save(Draft("kept", cluster_id="sandbox", vpc_id="vpc-1", vpc_endpoint_id="vpce-gone"))
    removals = Deletions(places.state_folder("demo-removals"))
    removals.save(Deletion("vpce-gone", "sandbox", "", "us-west-2", START))
    runtime = await asyncio.to_thread(
        connect, Options(demo=TidbSide.SELF_MANAGED, speed=50), store, resources, demo=TidbSide.SELF_MANAGED
    )
    assert (runtime.label, runtime.poller._waits.speed) == ("demo x50", 50)
    assert drafts.load() == (Draft("kept", cluster_id="sandbox", vpc_id="vpc-1"),)
    assert removals.load() == ()
    option, url = runtime.commands[""].options
    assert (option, urlsplit(url).hostname) == ("--endpoint-url", "127.0.0.1")
    assert dict(runtime.commands[""].environment) == {
        "AWS_ACCESS_KEY_ID": "demo-operator",
        "AWS_SECRET_ACCESS_KEY": "demo",
    }
    await runtime.poller.poll_once()
    assert store.snapshot.rows
    assert store.snapshot.problems == ()
    assert store.snapshot.identity
    assert store.snapshot.identity.account == "111122223333"
    await runtime.prices.refresh(["eu-central-1"])
    assert runtime.prices.known["eu-central-1"].source == "the demo's price list"
    assert runtime.demo
    runtime.demo.close()
    assert runtime.demo.died() == ""
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=5)  # noqa: ASYNC210, S310 - refused at once


def test_a_missing_extra_gives_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, resources: ExitStack, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo_process, "find_spec", lambda name: None if name == "flask_cors" else object())
    line = "The demo needs: pip install 'tidb-private-endpoint[demo]'"
    with pytest.raises(PrivateEndpointError) as caught:
        connect(Options(), Store(), resources, demo=TidbSide.SELF_MANAGED)
    assert caught.value.summary == line
    assert bootstrap.run(Options(demo=TidbSide.SELF_MANAGED)) == exit_codes.USAGE
    assert capsys.readouterr().err == f"tidb-pe: {line}\n"
