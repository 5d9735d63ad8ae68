"""What is known of one thing: titled sections of labelled values."""

from dataclasses import dataclass

Fact = tuple[str, str]
"""A label and its value, of one or several lines; without a label the value takes the whole width."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title and what stands under it; every string is already plain."""

    title: str
    facts: tuple[Fact, ...] = ()
    note: str = ""
    """Behind the title, such as how old it is."""


Block = Section | tuple[Section, Section]
"""A section, or two that belong together."""
