"""Every key, declared once: bindings, footer, help and palette read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One action and the keys that do it."""

    scope: str
    """Where it works: a row of SCOPES."""
    keys: str
    """Comma separated; the first one is shown."""
    action: str
    """Name of the action, with `app.` where the application does it; one of NUMBERED is told which key it was."""
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence for help and palette."""
    shown: bool = True
    """Whether it stands in the footer."""

    @property
    def id(self) -> str:
        """What it is called in the table `keys` of the configuration."""
        return f"{self.scope}.{self.action.removeprefix('app.')}"


SCOPES = {
    "everywhere": "Everywhere",
    "list": "Private Endpoint page and other lists",
    "endpoints": "Private Endpoint page",
    "detail": "Describe page",
    "clusters": "Clusters page",
    "connect": "Connect to TiDB",
    "finished": "After Create",
    "checks": "Checks and diagnosis",
    "page": "Pages that scroll",
    "flow": "Creation flow",
    "editing": "Edit page",
    "removing": "Delete, reject and terminate pages",
    "field": "Box for IDs",
    "box": "Box with a list to choose from",
    "opened": "List of such a box, open",
    "filter": "Box of the filter",
    "picker": "List to pick from",
    "marking": "List to pick several from",
    "help": "Help",
    "dialog": "Dialogs and pages",
    "first_run": "First run",
    "setup": "First run: what to connect to",
}

NUMBERED = {"sort_by"}
WITH_TEXT = {"everywhere", "flow", "field", "editing", "setup", "removing", "filter"}
"""Scopes of pages where letters are text."""

DEFAULT = (
    Key("box", "down,enter,space", "show_overlay", "Choose", "Open the list of the box."),
    Key("opened", "enter", "select", "Take", "Take the selected line."),
    Key("opened", "escape,ctrl+g", "dismiss", "Close", "Close the list; what was chosen stays."),
    Key("endpoints", "n", "create", "New", "Create a private endpoint."),
    Key("endpoints", "enter", "open", "Open", "Describe the endpoint, or go on with an unfinished setup."),
    Key("endpoints", "e", "edit", "Edit", "Go on with what is missing; on an Active endpoint, change it."),
    Key("endpoints", "d", "delete", "Delete", "Delete the endpoint, after asking."),
    Key("endpoints", "c", "connect", "Connect", "How to connect through this endpoint."),
    Key("endpoints", "t", "clusters", "Clusters", "All TiDB clusters, and their endpoint services."),
    Key("endpoints", "slash", "filter", "Filter", "Show only rows with these words, or field:value."),
    Key("endpoints", "s", "sort", "Sort", "Sort by the next column.", shown=False),
    Key(
        "endpoints",
        "1,2,3,4,5,6,7,8",
        "sort_by",
        "Sort by",
        "Sort by the column of that number; the same again, the other way round.",
        shown=False,
    ),
    Key("endpoints", "S", "reverse", "Reverse", "Sort the other way round.", shown=False),
    Key("endpoints", "space", "mark", "Mark", "Mark or unmark the row.", shown=False),
    Key(
        "endpoints",
        "y",
        "copy_ids",
        "Copy IDs",
        "Send the IDs of the marked rows, or of this one, to the clipboard.",
        shown=False,
    ),
    Key("endpoints", "escape,ctrl+g", "show_all", "Show all", "Clear the filter."),
    Key("endpoints", "x", "discard", "Discard", "Throw an unfinished setup away; nothing is deleted on AWS."),
    Key("list", "j,down", "cursor_down", "Down", "One line down.", shown=False),
    Key("list", "k,up", "cursor_up", "Up", "One line up.", shown=False),
    Key("list", "g,home", "cursor_first", "First", "To the first line.", shown=False),
    Key("list", "G,end", "cursor_last", "Last", "To the last line.", shown=False),
    Key("list", "ctrl+f,pagedown", "page_down", "Page down", "One page down.", shown=False),
    Key("list", "ctrl+b,pageup", "page_up", "Page up", "One page up.", shown=False),
    Key("detail", "e", "edit", "Edit", "Go on with what is missing; on an Active endpoint, change it."),
    Key("detail", "d", "delete", "Delete", "Delete the endpoint, after asking."),
    Key("detail", "c", "connect", "Connect", "How to connect to the cluster."),
    Key("detail", "w", "diagnose", "Diagnose", "Find out why it does not work."),
    Key("detail", "a", "take", "As it is", "Take it as it is now, where it is not as it was set up here."),
    Key("detail", "v", "answers", "Raw", "What AWS and TiDB answered, word by word."),
    Key("detail", "escape,ctrl+g", "close", "Back", "Back to the page before."),
    Key("detail", "y", "copy", "Copy ID", "Send the endpoint's ID to the clipboard."),
    Key("detail", "Y", "copy_value", "Copy …", "Choose what else to send to the clipboard."),
    Key("clusters", "enter,c", "connect", "Connect", "How to connect to this cluster."),
    Key("clusters", "n", "create", "New", "Create a private endpoint for this cluster."),
    Key("clusters", "D", "terminate", "Terminate", "Delete an endpoint service that no connection uses, after asking."),
    Key("clusters", "escape,ctrl+g", "close", "Back", "Back to the page before."),
    Key("connect", "y,ctrl+y", "copy", "Copy", "Send what the client is given to the clipboard."),
    Key("connect", "right,l", "next_client", "Client", "What the next client is given."),
    Key("connect", "left,h", "previous_client", "Previous", "What the client before is given.", shown=False),
    Key("connect", "pagedown,ctrl+f", "scroll_down", "Page down", "Further down in what it is given.", shown=False),
    Key("connect", "pageup,ctrl+b", "scroll_up", "Page up", "Further up in what it is given.", shown=False),
    Key("connect", "f", "ca_file", "CA file", "Say where you have the cluster's CA certificate."),
    Key("connect", "n", "create", "Create", "Create a private endpoint for this cluster."),
    Key("connect", "escape,ctrl+g", "close", "Back", "Back to the page before."),
    Key("finished", "c", "connect", "Connect", "How to connect with other clients."),
    Key("checks", "enter,y,ctrl+y", "copy", "Copy fix", "Send the command that mends it to the clipboard."),
    Key("checks", "ctrl+r", "run", "Run fix", "Let the program run that command, after asking."),
    Key("checks", "escape,ctrl+g", "close", "Back", "Back to the page before."),
    Key("page", "j,down", "scroll_down", "Down", "Scroll one line down.", shown=False),
    Key("page", "k,up", "scroll_up", "Up", "Scroll one line up.", shown=False),
    Key("page", "g,home", "scroll_home", "First", "To the beginning.", shown=False),
    Key("page", "G,end", "scroll_end", "Last", "To the end.", shown=False),
    Key("page", "ctrl+f,pagedown", "page_down", "Page down", "Scroll one page down.", shown=False),
    Key("page", "ctrl+b,pageup", "page_up", "Page up", "Scroll one page up.", shown=False),
    Key("flow", "ctrl+n", "next", "Next", "To the next step; on the last one, Create."),
    Key("flow", "ctrl+r", "run", "Run", "Let the program run the command that is shown, after asking."),
    Key("flow", "f2", "another", "Another", "Create another endpoint with the same answers, where this one is lost."),
    Key("flow", "ctrl+y", "copy", "Copy", "Send the command to the clipboard."),
    Key("flow", "ctrl+t", "checks", "Checks", "What AWS would refuse, and what mends it."),
    Key("flow", "ctrl+o", "instruction", "Instruction", "Show or hide where to find the IDs."),
    Key("flow", "escape,ctrl+g", "back", "Back", "One step back; from the first, to the list. The setup is kept."),
    Key("flow", "ctrl+x", "leave", "List", "To the list; the setup is kept."),
    Key("flow", "pagedown", "scroll_down", "Page down", "Further down on this step.", shown=False),
    Key("flow", "pageup", "scroll_up", "Page up", "Further up on this step.", shown=False),
    Key("editing", "ctrl+r", "run", "Run", "Let the program run the command that is shown, after asking."),
    Key("editing", "ctrl+y", "copy", "Copy", "Send the command to the clipboard."),
    Key("editing", "escape,ctrl+g", "close", "Back", "Back; what was not run is not kept."),
    Key("editing", "pagedown", "scroll_down", "Page down", "Further down on this page.", shown=False),
    Key("editing", "pageup", "scroll_up", "Page up", "Further up on this page.", shown=False),
    Key("removing", "ctrl+r", "go_on", "Go on", "Go on with what was begun and interrupted."),
    Key("removing", "ctrl+y", "copy", "Copy", "Send the command of what comes next to the clipboard."),
    Key("removing", "escape,ctrl+g", "close", "Back", "Back; what was begun is remembered."),
    Key("removing", "pagedown", "scroll_down", "Page down", "Further down on this page.", shown=False),
    Key("removing", "pageup", "scroll_up", "Page up", "Further up on this page.", shown=False),
    Key("field", "down", "pick", "Pick", "Pick from the list that AWS has.", shown=False),
    Key("filter", "escape,ctrl+g", "clear", "Clear", "Show all rows again."),
    Key("picker", "enter", "accept", "Take", "Take the marked lines, or the selected one."),
    Key("marking", "space", "mark", "Mark", "Mark or unmark the line, where several can be taken."),
    Key("picker", "escape,ctrl+g", "cancel", "Back", "Back without a choice."),
    Key("help", "right,l", "next_topic", "Next topic", "The next topic."),
    Key("help", "left,h", "previous_topic", "Previous", "The topic before."),
    Key("help", "escape,ctrl+g", "close", "Back", "Back to the page before."),
    Key("dialog", "escape,ctrl+g", "close", "Back", "Close it."),
    Key("dialog", "y,ctrl+y", "copy", "Copy", "Send the text to the clipboard."),
    Key("first_run", "enter", "choose", "Choose", "Go on with the selected line."),
    Key("first_run", "escape,ctrl+g", "close", "Leave", "Leave the program; nothing is changed."),
    Key("setup", "ctrl+t", "check", "Check", "Ask TiDB Cloud and AWS with what was entered; nothing is saved."),
    Key("setup", "ctrl+n", "save", "Save and start", "Keep what was entered and checked, and start with it."),
    Key("setup", "escape,ctrl+g", "close", "Back", "Back to the choice; nothing is saved."),
    Key("setup", "pagedown", "scroll_down", "Page down", "Further down on this page.", shown=False),
    Key("setup", "pageup", "scroll_up", "Page up", "Further up on this page.", shown=False),
    Key("everywhere", "question_mark,f1", "app.help", "Help", "These keys, and what the words mean."),
    Key("everywhere", "r,f5", "app.refresh_now", "Refresh", "Ask TiDB and AWS now."),
    Key(
        "everywhere",
        "ctrl+l",
        "app.repaint",
        "Repaint",
        "Write the whole screen again, if something wrote over it.",
        shown=False,
    ),
    Key("everywhere", "ctrl+z", "app.suspend_process", "Suspend", "To the shell, until its `fg`.", shown=False),
    Key("everywhere", "ctrl+p,colon", "app.command_palette", "Palette", "Find any command by name.", shown=False),
    Key("everywhere", "q,ctrl+q", "app.quit", "Quit", "Leave the program; unfinished setups are kept."),
)

KEYMAP: tuple[Key, ...] = DEFAULT
"""Those that work: DEFAULT, unless the configuration has others; see `use`."""

_SIGNS = {"question_mark", "slash", "colon", "space"}

NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}


def spelled(key: str) -> str:
    """A key as people write it: `^N`, `Esc`, `F5`, `n`."""
    if key.startswith("ctrl+"):
        return f"^{key[5:].upper()}"
    return NAMES.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)


def first(action: str) -> str:
    """The keys of that action, in the first scope that has it."""
    return next(key.keys for key in KEYMAP if key.action == action)


def key(scope: str, action: str, *, typing: bool = False) -> str:
    """The first key of an action, as people write it: what sentences name. `typing`: the first that is no text."""
    names = next(each.keys.split(",") for each in of(scope) if each.action == action)
    return spelled(next((name for name in names if not (typing and is_text(name))), names[0]))


def is_text(key: str) -> bool:
    """Whether a box takes it for text."""
    return len(key) == 1 or key in _SIGNS


def use(rows: tuple[Key, ...]) -> None:
    """Have these be the keys from now on: what footer, help and sentences say. The bindings follow by their IDs."""
    global KEYMAP  # noqa: PLW0603 - one process has one keymap, as it has one keyboard
    KEYMAP = rows


def of(scope: str) -> tuple[Key, ...]:
    """The keys of one scope, in the order declared."""
    return tuple(key for key in KEYMAP if key.scope == scope)
