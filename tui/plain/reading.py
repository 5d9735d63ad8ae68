"""A page, a change of it, and a question, as lines. Pure."""

from collections.abc import Iterator, Sequence

from tui.domain.status import Turn
from tui.plain.speech import timeless
from tui.views.page import Page, Question
from tui.views.plain import plain
from tui.views.words import WHOSE

_SCREEN_ONLY = {"copy": "Read the command out"}
"""What an action is called where there is no clipboard."""
AGAIN = "Its choices are as before; an empty line reads them again."
HOW = "Type a number or a word, or: read, wait, help, quit."


def choices(page: Page) -> tuple[tuple[str, str], ...]:
    """Name and label of what can be chosen, what is entered first."""
    entered = ((f"field {each.name}", each.label) for each in page.fields)
    return (*entered, *((each.name, _SCREEN_ONLY.get(each.name, each.label)) for each in page.actions))


def read_out(page: Page) -> str:
    """All of it, an empty line before."""
    lines = ["", page.title, *_said(page.lines), *_fields(page), *_blocks(page)]
    if page.turn is not Turn.NOBODY:
        lines.append(f"{WHOSE[page.turn]}.")
    return "\n".join((*lines, *_numbered(page), HOW))


def changes(before: Page, page: Page, offered: Sequence[str]) -> Iterator[str]:
    """What is not as it was, a line each; `offered` has the names of the choices by their numbers."""
    known = {timeless(line) for _, text in before.lines for line in text.splitlines()}
    for _, text in page.lines:
        yield from (line for line in text.splitlines() if timeless(line) not in known)
    yield from (line for line in _fields(page) if line not in set(_fields(before)))
    yield from (line for line in _blocks(page) if line not in set(_blocks(before)))
    yield from _changed_choices(before, page, offered)
    if page.turn is not before.turn:
        yield f"{WHOSE[page.turn]}."


def _changed_choices(before: Page, page: Page, offered: Sequence[str]) -> Iterator[str]:
    """Those that come, go, are called otherwise, or can be made from now on."""
    labels, names = dict(choices(page)), {each.name for each in page.actions}
    for each in page.actions:
        old, numbered = before.action(each.name), f"{offered.index(each.name) + 1}. {labels[each.name]}"
        if old is None:
            yield f"New: {numbered}"
        elif old.why_not and not each.why_not:
            yield f"Now possible: {numbered}"
        elif old.label != each.label:
            yield f"Changed: {numbered}"
    yield from (f"No more: {each.label}" for each in before.actions if each.name not in names)


def read_question(question: Question) -> str:
    """What will be done, the same as a command, and what to type."""
    command = f"The same as a command: {question.command}" if question.command else ""
    typed = question.expected or question.yes
    asked = f"Type {typed} to confirm; anything else leaves it."
    return "\n".join(line for line in (question.title, *map(plain, question.lines), command, asked) if line)


def _said(lines: Sequence[tuple[str, str]]) -> list[str]:
    return [text for _, text in lines if text]


def _fields(page: Page) -> list[str]:
    return [f"{each.label}: {each.text or 'empty'}. {each.wrong}".rstrip() for each in page.fields]


def _blocks(page: Page) -> list[str]:
    """What passes by itself ends in dots."""
    return [each if each.endswith("…") else f"In the way: {each}" for each in page.blocks]


def _numbered(page: Page) -> Iterator[str]:
    for number, (name, label) in enumerate(choices(page), 1):
        not_now = " (not now)" if page.action(name) and page.why_not(name) else ""
        yield f"{number}. {label}{not_now}"
