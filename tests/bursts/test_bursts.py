"""What arrives in one read ends as it does key by key, and no keys end the program; `python -m tests.bursts` is longer.

Before keys were given in turn, 51 of 307 bursts of one seed ended differently and 3 with an exception.
"""

import pytest

from tests.bursts.monkey import writes_of_a_monkey
from tests.bursts.pages import PLACES, Place
from tests.bursts.playing import compare, drawn_for

BURSTS = 5
SEED = 1
IDS = [f"{at}-{place.name}" for at, place in enumerate(PLACES)]


@pytest.mark.parametrize("place", PLACES, ids=IDS)
async def test_what_arrives_at_once_ends_as_key_by_key(place: Place) -> None:
    difference = await compare(place, drawn_for(place, SEED, BURSTS))
    assert difference is None, str(difference)


@pytest.mark.parametrize("place", PLACES, ids=IDS)
async def test_no_keys_end_the_program(place: Place) -> None:
    """That none changes anything with --read-only, tests/bad_days/test_read_only.py proves key by key."""
    await writes_of_a_monkey(place, SEED, read_only=False, bursts=3)
