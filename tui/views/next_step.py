"""What comes next, with the keys that do it."""

from collections.abc import Mapping

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
    ("Edit, then Next, tries again:", "{edit}, then Next, tries again:"),
)
"""Ends (the last one: a beginning) of the sentences of tui.domain.status, and how a page with keys says them."""


def next_step(row: PrivateEndpoint, scope: str) -> str:
    """Whose turn it is and what to do, as a sentence that names the keys of the page with the keys of `scope`."""
    return f"{WHOSE[row.standing.turn]}: {with_keys(plain(row.standing.next), scope)}"


def with_keys(sentence: str, scope: str) -> str:
    """`sentence` with the keys for what it asks for; as it is without a `scope`."""
    keys = _keys(scope)
    for end, said in _WITH_KEYS if scope else ():
        if end in sentence:
            before, _, after = sentence.rpartition(end)
            return f"{before}{said.format(**keys)}{after}"
    return sentence


def _keys(scope: str) -> Mapping[str, str]:
    keys = (*keymap.of("detail"), *keymap.of(scope))
    return {key.action: keymap.spelled(key.keys.split(",")[0]) for key in keys}
