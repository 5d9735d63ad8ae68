"""What an error says: sentences, and a remedy that is true where it stands."""

import pytest

from tui.domain.errors import CredentialsError, InvalidRequest, Throttled, ended


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Rate exceeded", "Rate exceeded."), ("No.", "No."), ("Why?", "Why?"), ("Cut…", "Cut…"), ("", "")],
)
def test_a_sentence_ends(text: str, sentence: str) -> None:
    assert ended(text) == sentence


def test_what_the_vendor_says_and_what_to_do_are_two_sentences() -> None:
    assert InvalidRequest("Rate exceeded", "Wait a minute.").told == "Rate exceeded. Wait a minute."
    assert InvalidRequest("Rate exceeded").told == "Rate exceeded."


def test_only_a_poll_is_asked_again_by_itself() -> None:
    error = Throttled("Rate exceeded", "Wait a minute, then try again.")
    assert error.when_polled == "Nothing to do: it is asked again, more slowly."
    assert error.remedy == "Wait a minute, then try again."


def test_what_is_mended_is_read_again_by_the_key_of_the_list() -> None:
    assert CredentialsError("Expired.", "Sign in, then try again.").when_polled == "Sign in, then refresh."
