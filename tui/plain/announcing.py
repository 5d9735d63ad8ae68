"""What happens to endpoints that the page one is on does not show."""

from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot
from tui.domain.work import Work
from tui.monitor.events import between
from tui.monitor.store import Store
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.plain import plain


def listen(runtime: Runtime, store: Store, talk: Talk) -> None:
    """Have it told, and what goes wrong by itself, on whatever page one is."""
    announcing = Announcing(runtime, talk)
    runtime.notices.listen(lambda text: talk.later(plain(text)))
    runtime.operations.tell_unsaved = lambda error: announcing.problem(error, "Not saved")
    runtime.operations.tell_failed = lambda error: announcing.problem(error, "That did not work")
    runtime.operations.work.tell_stopped = announcing.stopped
    store.subscribe(announcing.watch)


class Announcing:
    """Compares each snapshot with the one before."""

    def __init__(self, runtime: Runtime, talk: Talk) -> None:
        self._runtime, self._talk, self._before = runtime, talk, Snapshot()

    def problem(self, error: PrivateEndpointError, title: str) -> None:
        """Tell it when nothing else is being said."""
        self._talk.later(plain(f"✗ {title}. {error.told}", 1000))

    def stopped(self, work: Work) -> None:
        """The operator's work stopped, unless that was to be expected."""
        if work.problem and not work.expected:
            self.problem(work.problem, work.stopped)

    def watch(self, snapshot: Snapshot) -> None:
        """What became Active, Failed or the operator's turn; without its process the demo has nothing to show."""
        before, self._before = self._before, snapshot
        wanted = self._runtime.notices_wanted and before.loaded
        for event in between(before, snapshot) if wanted else ():
            if not self._talk.shows(event.key):
                self._talk.later(plain(event.text))
        demo = self._runtime.demo
        if demo and snapshot.problems and (line := demo.died()):
            self._talk.end(PrivateEndpointError(line))
