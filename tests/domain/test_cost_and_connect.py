"""Estimates and connection strings."""

import shlex

from tui.domain.connect import Address
from tui.domain.connect_strings import Client, connection_string
from tui.domain.cost import OWN, PRICE_PAGE, PRICES_AS_OF, USUAL, Price, estimate


def test_two_zones_cost_twice_one_for_730_hours() -> None:
    assert estimate("us-west-2", 2).usd_per_month == 2 * estimate("us-west-2", 1).usd_per_month == 14.6


def test_an_estimate_says_that_it_is_one_and_how_old_its_price_is_and_whose() -> None:
    text = str(estimate("us-west-2", 2))
    assert "14.60 USD a month" in text
    assert f"estimate, price of {PRICES_AS_OF}, {PRICE_PAGE}" in text
    assert "not known" not in text


def test_a_price_that_is_given_takes_the_place_of_the_tables() -> None:
    own = estimate("us-west-2", 2, {"us-west-2": Price(0.02, "2026-09-01", OWN)})
    assert own.usd_per_month == 29.2
    assert str(own).endswith("estimate, price of 2026-09-01, your configuration")


def test_a_region_without_a_price_is_said_to_have_none() -> None:
    guess = estimate("mars-north-1", 1)
    assert guess.usd_per_month == USUAL.usd_per_zone_hour * 730
    assert not guess.region_known
    assert "this region's price is not known" in str(guess)


def test_the_mysql_line_checks_the_servers_name_and_holds_no_password() -> None:
    words = shlex.split(connection_string(Client.MYSQL, Address("orders.tidb.example.com", 4001)).text)
    assert "--ssl-mode=VERIFY_IDENTITY" in words
    assert words[words.index("-h") + 1] == "orders.tidb.example.com"
    assert words[words.index("-P") + 1] == "4001"
    assert words[-1] == "-p"


def test_a_hostile_host_is_one_word_to_the_shell() -> None:
    assert "a; reboot" in shlex.split(connection_string(Client.MYSQL, Address("a; reboot", 4000)).text)
