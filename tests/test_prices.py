"""Whose word a price is: the operator's own, AWS's list, the dated table; and how often AWS is asked."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes import FakeAws
from tui.bootstrap import connect
from tui.domain.cost import OWN, PRICE_LIST, PRICE_PAGE, TABLE, Price
from tui.domain.errors import PermissionDenied
from tui.monitor.store import Store
from tui.prices import PriceBook
from tui.runtime import Options
from tui.settings.loading import load
from tui.settings.problems import SettingsError

LISTED = Price(0.012, "2026-08-20", PRICE_LIST)
MINE = Price(0.009, "2026-09-01", OWN)


def book(aws: FakeAws, **own: Price) -> PriceBook:
    return PriceBook(aws.zone_hour_price, {region.replace("_", "-"): price for region, price in own.items()})


async def test_aws_comes_before_the_table_and_the_operator_before_both() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED, "eu-central-1": LISTED}
    prices = book(aws, us_west_2=MINE)
    assert prices.known["us-east-1"].source == PRICE_PAGE
    await prices.refresh(["us-west-2", "eu-central-1"])
    assert prices.known == {**TABLE, "us-west-2": MINE, "eu-central-1": LISTED}
    assert aws.calls == [("zone_hour_price", "eu-central-1")]


async def test_a_region_is_asked_about_once_whatever_the_answer() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED}
    prices = book(aws)
    for _ in range(2):
        await prices.refresh(["us-west-2", "eu-central-1", ""])
    assert sorted(aws.calls) == [("zone_hour_price", "eu-central-1"), ("zone_hour_price", "us-west-2")]


async def test_a_refusal_leaves_the_table_and_is_told() -> None:
    aws = FakeAws()
    aws.fail["zone_hour_price"] = PermissionDenied("Not allowed.", "Ask for the permission pricing:GetProducts.")
    prices = book(aws)
    await prices.refresh(["us-west-2"])
    assert prices.known == TABLE
    assert prices.why_not == "Not allowed. Ask for the permission pricing:GetProducts."


async def test_where_nobody_reads_nothing_is_asked() -> None:
    prices = PriceBook(why_not="Not read.")
    await prices.refresh(["us-west-2"])
    assert (prices.known, prices.why_not) == (TABLE, "Not read.")


async def test_a_list_that_is_not_aws_is_not_called_so() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED}
    prices = PriceBook(aws.zone_hour_price, source="the demo's price list")
    await prices.refresh(["us-west-2"])
    assert prices.known["us-west-2"] == Price(0.012, "2026-08-20", "the demo's price list")


CONFIGURED = '[{region = "us-west-2", usd_per_zone_hour = 0.0095, as_of = 2026-09-01}]'


def test_own_prices_carry_their_date_and_whose_word_they_are(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[[profiles.default.prices]]\nregion = "us-west-2"\nusd_per_zone_hour = 0.0095\nas_of = 2026-09-01\n', "utf-8"
    )
    for loaded in (load(path, {}, {}), load(tmp_path / "none", {}, {"TIDB_PE_PRICES": CONFIGURED})):
        (own,) = loaded.settings.prices
        assert (own.region, own.as_price()) == ("us-west-2", Price(0.0095, "2026-09-01", OWN))
        path.write_text(loaded.as_toml(), "utf-8")
        assert load(path, {}, {}).settings == loaded.settings


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("0.0095", "0"), "prices[0].usd_per_zone_hour: expected a price in USD, more than 0 and at most 100, got 0."),
        (("2026-09-01", '"soon"'), 'prices[0].as_of: expected a day such as 2026-09-01, got "soon".'),
        ((", as_of = 2026-09-01", ""), "prices[0].as_of: expected a day such as 2026-09-01, got nothing."),
        (("us-west-2", "Oregon"), 'prices[0].region: expected a region such as us-west-2, got "Oregon".'),
        (("region =", "regoin ="), "prices[0].regoin: unknown key, did you mean region?"),
        ((CONFIGURED, f"{CONFIGURED[:-1]}, {CONFIGURED[1:]}"), "prices: expected a list of prices, one a region, got "),
    ],
)
def test_a_price_that_is_none_is_told(tmp_path: Path, change: tuple[str, str], line: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[profiles.default]\nprices = {CONFIGURED.replace(*change)}", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path, {}, {})
    assert any(f"profiles.default.{line}" in each for each in caught.value.summary.splitlines())


async def test_what_is_configured_is_what_the_program_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the price list turned off nothing is asked: there is no AWS here."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    settings = {"regions": "us-west-2", "prices": CONFIGURED, "price_list": "false"}
    with ExitStack() as resources:
        prices = connect(Options(settings), Store(), resources, demo=None).prices
        await prices.refresh(["eu-central-1"])
    assert prices.known == {**TABLE, "us-west-2": Price(0.0095, "2026-09-01", OWN)}
    assert prices.why_not == "Not read, as the setting price_list is false."
