"""The conversation: a page is read out, changes are told as they come, and a line answers."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.domain.errors import PrivateEndpointError
from tui.domain.status import Turn
from tui.monitor.store import Store
from tui.plain.lines import Lines
from tui.plain.reading import AGAIN, changes, choices, read_out, read_question
from tui.plain.speech import spoken
from tui.terminal.streams import say
from tui.views.choices import Choice
from tui.views.page import Page, Question
from tui.views.plain import plain
from tui.views.problems import headline, origin

_EVERYWHERE = {"help": "help", "?": "help", "refresh": "refresh"}
"""Words that every page knows, and the names of what they do."""
YOURS = {Turn.YOU, Turn.NOBODY}


class Left(Exception):  # noqa: N818 - reads as what it says
    """The operator leaves, or the input ended."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A page as it was last said, and the names of its choices by their numbers."""

    page: Page
    offered: list[str]


class Talk:
    """With one operator; everything is said in whole lines."""

    def __init__(self, store: Store, lines: Lines) -> None:
        self._lines = lines
        self._changed = asyncio.Event()
        self._told: list[str] = []
        self._line: asyncio.Task[str | None] | None = None
        self._offered: list[str] = []
        """Names of the choices by their numbers, as they were last read out."""
        self._error: PrivateEndpointError | None = None
        self._until: float | None = None
        """When waiting is over, by the event loop's clock; None: when it is the operator's turn."""
        self.heard: Heard | None = None
        """The page that was last chosen from."""
        self.shows: Callable[[str], bool] = lambda _: False
        """Whether the page one is on tells what happens to the endpoint of that key."""
        store.subscribe(lambda _: self._changed.set())

    def tell(self, text: str) -> None:
        """Say it now. Raises OutputError."""
        if text:
            say(f"{spoken(text)}\n")

    def tell_as_is(self, text: str) -> None:
        """Say what is to be copied, to the letter. Raises OutputError."""
        say(f"{text.rstrip()}\n")

    def later(self, text: str) -> None:
        """Say it as soon as nothing else is being said."""
        self._told.append(text)
        self._changed.set()

    def problem(self, error: PrivateEndpointError) -> None:
        """What went wrong, and what to do."""
        remedy = f"What to do: {plain(error.remedy)}" if error.remedy else ""
        lines = (f"✗ {headline(error)}. {plain(error.summary)}", remedy, plain(origin(error)))
        self.tell("\n".join(line for line in lines if line))

    async def choose(self, make: Callable[[], Page], heard: Heard | None = None) -> str:
        """The name of what the operator chose of the page that `make` makes anew as things change. Raises Left.

        Of a page that was `heard` before only what changed since is said.
        """
        page = make()
        if heard and heard.page.title == page.title:
            self._offered = heard.offered
            self.tell(f"\n{page.title}")
            self._tell_changes(heard.page, page)
            self.tell(AGAIN)
        else:
            self._read(page)
        waiting = False
        while True:
            line = await self._next(waiting=waiting)
            before, page = page, make()
            self._tell_changes(before, page)
            waiting = waiting and page.turn not in YOURS
            waiting = waiting and not self._is_late()
            if line is None:
                continue
            waiting = self._waits(line)
            if chosen := self._chosen(line, page):
                self.heard = Heard(page, self._offered)
                return chosen

    def _read(self, page: Page) -> None:
        self._offered = [name for name, _ in choices(page)]
        self.tell(read_out(page))

    def _waits(self, line: str) -> bool:
        """Whether `line` is `wait`, or `wait SECONDS`, which is to be over by then."""
        word, _, seconds = line.lower().partition(" ")
        self._until = None
        if word == "wait" and seconds.strip().isdecimal():
            loop = asyncio.get_running_loop()
            self._until = loop.time() + int(seconds)
            loop.call_at(self._until, self._changed.set)
        return word == "wait"

    def _is_late(self) -> bool:
        if self._until is None or asyncio.get_running_loop().time() < self._until:
            return False
        self._until = None
        self.tell("The time is up.")
        return True

    def _tell_changes(self, before: Page, page: Page) -> None:
        self._offered += [name for name, _ in choices(page) if name not in self._offered]
        self.tell("\n".join(changes(before, page, self._offered)))

    def _chosen(self, line: str, page: Page) -> str:
        """The name of a choice that can be made now; empty where something else was to be done, or told."""
        if line.lower() in {"", "read"}:
            self._read(page)
        elif line.lower() == "quit":
            raise Left
        elif line.lower().split()[0] == "wait":
            self.tell("Waiting until it is your turn …" if page.turn not in YOURS else "It is your turn already.")
        elif line.lower() in _EVERYWHERE:
            return _EVERYWHERE[line.lower()]
        elif name := self._named(line, page):
            return self._possible(name, page)
        else:
            self.tell(f"{plain(line, 60)!r} is none of the choices. Empty line: read the page again.")
        return ""

    def _named(self, line: str, page: Page) -> str:
        if line.isdecimal():
            number = int(line)
            return self._offered[number - 1] if 0 < number <= len(self._offered) else ""
        words = {label.lower(): name for name, label in choices(page)}
        if back := page.action("close") or page.action("back"):
            words["back"] = back.name
        return words.get(line.lower(), line.lower() if line.lower() in words.values() else "")

    def _possible(self, name: str, page: Page) -> str:
        if name not in dict(choices(page)):
            self.tell("That is not offered any more. Empty line: read the page again.")
            return ""
        found = page.action(name)
        if found and found.why_not:
            self.tell(f"Not now. {found.why_not}")
            return ""
        return name

    async def confirmed(self, question: Question) -> bool:
        """Whether the operator types what confirms it. Raises Left."""
        self.tell(read_question(question))
        wanted, typed = question.expected or question.yes, await self.entered("")
        if typed == wanted or (not question.expected and typed.lower() == wanted.lower()):
            return question.again is None or await self.confirmed(question.again)
        self.tell("Nothing was done.")
        return False

    async def pick(self, title: str, offered: Sequence[Choice], *, many: bool = False, now: str = "") -> str | None:
        """What is to stand where `now` does: what was typed, with IDs for numbers; None: as it is. Raises Left."""
        proposed = "" if now else " ".join(each.id for each in offered if each.marked)
        self.tell("\n".join((title, *_lines(offered), _how(many=many, now=now, proposed=proposed))))
        typed = await self.entered("")
        if typed in {"", "-"}:
            return "" if typed else proposed or None
        words = typed.replace(",", " ").split() if many else [typed]
        return " ".join(offered[int(each) - 1].id if _is_one_of(each, offered) else each for each in words)

    async def entered(self, prompt: str) -> str:
        """The next line. Raises Left."""
        self.tell(prompt)
        while (line := await self._next()) is None:
            pass
        return line

    async def change(self) -> None:
        """Return once something changed."""
        await self._next(waiting=True)

    def end(self, error: PrivateEndpointError) -> None:
        """Have whoever waits here hear `error`."""
        self._error = error
        self._changed.set()

    async def _next(self, *, waiting: bool = False) -> str | None:
        """The next line, or None once something changed; while `waiting`, lines are left for later. Raises Left."""
        change = asyncio.ensure_future(self._changed.wait())
        if not waiting and self._line is None:
            self._line = asyncio.ensure_future(self._lines.next())
        asked = {change} if waiting or self._line is None else {change, self._line}
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        change.cancel()
        self._changed.clear()
        self._tell_later()
        if self._error:
            raise self._error
        if waiting or self._line is None or not self._line.done():
            return None
        line, self._line = self._line.result(), None
        if line is None:
            raise Left
        return line

    def _tell_later(self) -> None:
        told, self._told = self._told, []
        self.tell("\n".join(told))


def _lines(offered: Sequence[Choice]) -> list[str]:
    lines = [f"{number}. {each.text}" for number, each in enumerate(offered, 1)]
    return lines or ["There is none."]


def _how(*, many: bool, now: str, proposed: str) -> str:
    how = "Numbers or IDs, with spaces between" if many else "A number or an ID"
    empty = f"takes {proposed}" if proposed else f"leaves {now or 'it as it is'}"
    return f"{how}; an empty line {empty}{'; - empties it' if now else ''}."


def _is_one_of(word: str, offered: Sequence[Choice]) -> bool:
    return word.isdecimal() and 0 < int(word) <= len(offered)
