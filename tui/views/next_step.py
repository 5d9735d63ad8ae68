"""What comes next, with the keys that do it."""

from tui import keymap
from tui.domain.private_endpoint import PrivateEndpoint
from tui.views.plain import plain
from tui.views.words import WHOSE

_WITH_KEYS = (
    ("Accept the connection.", "Accept it with {edit}, reject it with {delete}."),
    ("accept or reject.", "accept it with {edit}, reject it with {delete}."),
    ("accept it if you know it.", "accept it with {edit} if you know it, else reject it with {delete}."),
    ("Enable private DNS.", "Enable private DNS with {edit}."),
    ("Go on with the setup.", "Go on with {edit}."),
    ("create one.", "create one with {edit}."),
    ("delete it and create another.", "delete it with {delete} and create another."),
    ("Delete it and create another.", "Delete it with {delete} and create another."),
    ("else check the ID.", "else check the ID with {edit}."),
    ("Change it back, or take it as it is.", "Change it back with {edit}; Describe takes it as it is ({take})."),
    ("accept it again, or delete it.", "accept it again with {edit}, or delete it with {delete}."),
    ("what is left on TiDB's side.", "what is left on TiDB's side with {delete}."),
    ("Edit, then Next, tries again:", "{edit}, then Next, tries again:"),
)
"""Ends (the last one: a beginning) of the sentences of tui.domain.status, and how the list and Describe say them."""
_ANYWHERE = (
    ("(Another)", "({another})"),
    ("(Clusters, then Terminate)", "({clusters}, then {terminate})"),
    ("Refresh to have", "press {refresh_now} to have"),
    ("Refresh looks again", "{refresh_now} looks again"),
    ("Refresh asks again", "{refresh_now} asks again"),
    ("Refresh to check", "Press {refresh_now} to check"),
    ("Delete goes on", "{delete} goes on"),
    ("Edit goes on", "{edit} goes on"),
    ("Copy sends what", "{copy} sends what"),
    ("Choose CA file to say", "Press {ca_file} to say"),
)
"""What the domain calls by the name of its action, and how any page with keys says it."""
_ROWS = {"endpoints", "detail"}
_OTHERS = ("endpoints", "connect", "clusters", "flow", "everywhere", "detail")


def next_step(row: PrivateEndpoint, scope: str) -> str:
    """Whose turn it is and what to do, as a sentence that names the keys of the page with the keys of `scope`."""
    return f"{WHOSE[row.standing.turn]}: {with_keys(plain(row.standing.next), scope)}"


def with_keys(sentence: str, scope: str) -> str:
    """`sentence` with the keys for what it asks for; as it is without a `scope`, for where there are no keys."""
    if not scope:
        return sentence
    for end, said in (*(_WITH_KEYS if scope in _ROWS else ()), *_ANYWHERE):
        if end in sentence:
            before, _, after = sentence.rpartition(end)
            return f"{before}{said.format_map(_Keys(scope))}{after}"
    return sentence


class _Keys(dict[str, str]):
    """Of each action by its name, found when it is asked for: a move of the cursor makes such a sentence.

    The page's own keys count before those of others; where one types, those that are no text.
    """

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def __missing__(self, name: str) -> str:
        rows = (row for each in (self._scope, *reversed(_OTHERS)) for row in keymap.of(each))
        row = next(row for row in rows if row.id.partition(".")[2] == name)
        return keymap.key(row.scope, row.action, typing=self._scope in keymap.WITH_TEXT)
