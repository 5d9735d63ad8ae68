"""What is to be written is written by a thread, in order, the newest text only; who asked hears how it ended."""

import asyncio
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from tui.local.writer import AtOnce, Writer, Writing, tell_end


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer()
    yield made
    made.close()


def _wait(until: threading.Event) -> None:
    until.wait(10)


@pytest.fixture
def held(writer: Writer) -> Iterator[threading.Event]:
    """The disk does nothing until it is told to."""
    free = threading.Event()
    writer.put("held", partial(_wait, free))
    yield free
    free.set()


def test_it_is_written_beside_the_thread_that_asks_and_in_order(writer: Writer, held: threading.Event) -> None:
    written: list[str] = []
    threads: set[int] = set()

    def write(text: str) -> None:
        written.append(text)
        threads.add(threading.get_ident())

    for text in "abc":
        writer.put(text, partial(write, text))
    assert written == []
    held.set()
    writer.close()
    assert written == ["a", "b", "c"]
    assert threads.isdisjoint({threading.get_ident()})


def test_of_what_waits_the_newest_text_alone_is_written_in_its_place(writer: Writer, held: threading.Event) -> None:
    written: list[str] = []
    waiting = [
        writer.put("new", lambda: written.append("new, first")),
        writer.put("old", lambda: written.append("old")),
    ]
    waiting.append(writer.put("new", lambda: written.append("new, last")))
    held.set()
    for each in waiting:
        each.result(10)
    assert written == ["new, last", "old"]


def test_all_that_waits_is_written_at_the_end(held: threading.Event, writer: Writer) -> None:
    written: list[int] = []
    for at in range(50):
        writer.put(at, partial(written.append, at))
    threading.Timer(0.01, held.set).start()
    writer.close()
    assert written == list(range(50))


def test_what_comes_after_the_end_is_written_too(writer: Writer) -> None:
    writer.close()
    assert writer.put("late", lambda: None).done()


def full() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("writing", [AtOnce(), None], ids=["at once", "thread"])
async def test_who_asked_hears_how_it_ended_on_the_event_loop(writer: Writer, writing: Writing | None) -> None:
    told: list[tuple[str, int]] = []
    ended = asyncio.Event()

    def tell(error: BaseException | None) -> None:
        told.append((str(error), threading.get_ident()))
        if len(told) == 2:
            ended.set()

    for write in (full, lambda: None):
        tell_end((writing or writer).put(write, write), tell)
    async with asyncio.timeout(10):
        await ended.wait()
    here = threading.get_ident()
    assert told == [("[Errno 28] No space left on device", here), ("None", here)]


async def test_a_write_that_failed_is_raised_where_it_is_waited_for_and_stops_no_other(writer: Writer) -> None:
    with pytest.raises(OSError, match="No space"):
        await asyncio.wrap_future(writer.put("a", full))
    async with asyncio.timeout(10):
        await asyncio.wrap_future(writer.put("a", lambda: None))


async def test_who_gives_up_waiting_keeps_nothing_from_being_written(writer: Writer, held: threading.Event) -> None:
    written: list[str] = []
    given_up = asyncio.ensure_future(asyncio.wrap_future(writer.put("a", lambda: written.append("a"))))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    last = writer.put("b", lambda: written.append("b"))
    held.set()
    await asyncio.wrap_future(last)
    assert written == ["a", "b"]
