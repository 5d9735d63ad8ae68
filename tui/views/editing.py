"""What the Edit page says: what AWS lets one change of an endpoint that works, and what a change brings about."""

from dataclasses import dataclass

from tui.domain import commands
from tui.domain.commands import Command
from tui.domain.editing import Network, Wanted, blockers, effects, why_not_editable
from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.domain.ids import Box
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS, Turn
from tui.views.ownership import once_more
from tui.views.page import Action, Field, Page, Question, action, aligned
from tui.views.plain import clock_time, plain
from tui.views.terms import Terms

TITLE = "Edit a private endpoint"
CHANGING = "AWS is changing the endpoint …"
_FIXED = "fixed: others take a new endpoint"
_HINTS = {Box.GROUPS: "Down: list", Box.SUBNETS: "one a zone; Down: list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """A VPC endpoint, and how the operator wants it."""

    key: str
    wanted: Wanted
    network: Network
    """What is known of the VPC around it."""
    snapshot: Snapshot
    terms: Terms
    ran: EndpointChange | None = None
    """The change that was asked for last."""
    busy: str = ""

    @property
    def endpoint(self) -> VpcEndpoint | None:
        row = self.snapshot.row(self.key)
        return row.vpc_endpoint if row else None

    @property
    def change(self) -> EndpointChange:
        """What Run asks for."""
        return self.wanted.change(self.endpoint) if self.endpoint else EndpointChange()

    @property
    def command(self) -> Command:
        """What does the same from a shell."""
        region, profile = (self.endpoint.region, self.endpoint.aws_profile) if self.endpoint else ("", "")
        return commands.modify_vpc_endpoint(region, self.key, self.change, self.terms.commands[profile])

    @property
    def effects(self) -> tuple[str, ...]:
        """What will happen, in sentences."""
        endpoint = self.endpoint
        return effects(self.wanted, endpoint, self.network, self.terms.prices) if endpoint else ()


def edit_page(editing: Editing) -> Page:
    """Nothing but why not, where nothing can be changed."""
    endpoint, why = editing.endpoint, why_not_editable(editing.key, editing.snapshot)
    lines = (("facts", "\n".join(aligned(_facts(editing), 17))), ("why", plain(why)), ("set-up", _set_up(editing)))
    if why or endpoint is None:
        return _page(editing, lines, why=why)
    on_ = editing.wanted.private_dns
    happens = editing.effects
    listed = "\n".join(("What will happen", *(f"• {plain(line)}" for line in happens))) if happens else ""
    more = (
        ("dns", f"{'Private DNS':<17}{'on' if on_ else 'off'}"),
        ("effects", listed),
        ("ran", _ran(editing, endpoint)),
    )
    blocks = (editing.busy,) if editing.busy else blockers(editing.wanted, endpoint, editing.network)
    return _page(editing, (*lines, *more), blocks=blocks, fields=_fields(editing.wanted))


def _page(
    editing: Editing,
    lines: tuple[tuple[str, str], ...],
    *,
    why: str = "",
    blocks: tuple[str, ...] = (),
    fields: tuple[Field, ...] = (),
) -> Page:
    why_not = why or " ".join(blocks)
    copies = (str(editing.command), "Command")
    return Page(
        title=TITLE,
        turn=Turn.AWS if editing.busy else Turn.NOBODY,
        lines=lines,
        fields=fields,
        command=editing.command if fields else None,
        blocks=blocks,
        actions=(
            *_toggle(editing, fields),
            *_back(editing, fields),
            action("editing", "run", why_not, question=_question(editing)),
            action("editing", "copy", why_not, copies=copies),
            action("editing", "close"),
        ),
    )


def _toggle(editing: Editing, fields: tuple[Field, ...]) -> tuple[Action, ...]:
    """Private DNS the other way round, where anything can be changed."""
    label = f"Turn private DNS {'off' if editing.wanted.private_dns else 'on'}"
    return (Action(name="dns", label=label, key=""),) if fields else ()


def _back(editing: Editing, fields: tuple[Field, ...]) -> tuple[Action, ...]:
    """How it was set up here into the boxes, where AWS has it otherwise."""
    return (Action(name="restore", label="As set up", key=""),) if fields and _set_up(editing) else ()


def _set_up(editing: Editing) -> str:
    """How what AWS has otherwise was set up here."""
    row = editing.snapshot.row(editing.key)
    differences = row.standing.differences if row else ()
    return "\n".join(f"Set up here with {each.what} {each.set_up}." for each in differences)


def _fields(wanted: Wanted) -> tuple[Field, ...]:
    why = {each.box: each.why for each in wanted.unread}
    return tuple(
        Field(name=box, label=box.label, text=wanted.text(box), wrong=why.get(box, ""), hint=hint)
        for box, hint in _HINTS.items()
    )


def _ran(editing: Editing, endpoint: VpcEndpoint) -> str:
    """What became of the last change."""
    if editing.ran is None or editing.busy:
        return ""
    read = clock_time(editing.snapshot.as_of)
    if editing.ran.made_to(endpoint):
        return f"✓ Changed: AWS shows it, read {read}."
    return f"▶ Asked; AWS does not show it yet, read {read}."


def _facts(editing: Editing) -> tuple[tuple[str, str], ...]:
    row = editing.snapshot.row(editing.key)
    if row is None:
        return (("VPC endpoint", editing.key),)
    return (
        ("Cluster, region", f"{plain(row.cluster_name, 40)}, {row.region} ({_FIXED})"),
        ("VPC endpoint", f"{row.key}  {MARKS[row.standing.status]} {row.standing.status}"),
        ("VPC", row.vpc_id or "not visible from this account"),
    )


def _question(editing: Editing) -> Question:
    endpoint = editing.endpoint
    account = editing.snapshot.account(endpoint.aws_profile) if endpoint else ""
    facts = (
        ("Account", account or "unknown"),
        ("Region", endpoint.region if endpoint else ""),
        ("VPC endpoint", editing.key),
    )
    lines = (*aligned(facts, 14), *(f"• {line}" for line in editing.effects))
    again = once_more(endpoint, "Change it here")
    return Question(title="Change this VPC endpoint?", lines=lines, yes="Change", again=again)
