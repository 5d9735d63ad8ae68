"""What was begun and is not finished, on disk: one TOML file a record, so that a lost line loses nothing."""

import asyncio
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import quote

import tomli_w

from tui.domain.deletion import Deletion
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.domain.intent import Intent
from tui.domain.waits import Took
from tui.local import locks
from tui.local.places import state_folder, write_private
from tui.local.writer import AtOnce, Writer, Writing

VERSION = 1
"""Of the file's shape; raised when an older program could not read it any more."""


@dataclass(frozen=True, slots=True)
class CaFile:
    """Where the operator has the CA certificate of a cluster."""

    id: str
    """The cluster's, fit for a file's name."""
    path: str


R = TypeVar("R", Draft, Deletion, CaFile, Intent, Took)


class Records(Generic[R]):
    """The records in `folder`, which is made when the first one is saved.

    Every call blocks for a few milliseconds. Nothing is kept in memory: another program's records are seen too.
    """

    KIND: type[R]
    NAME: ClassVar[str]
    """What a record is called in an error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: tuple[str, ...] = ()
        """What the last `load` could not read, one line a file; none of these files is lost."""

    def load(self) -> tuple[R, ...]:
        """The records, last changed first. Damaged files are set aside as `.broken`, newer ones left alone."""
        read = [self._read(path) for path in self._newest_first()]
        self.problems = tuple(each for each in read if isinstance(each, str))
        return tuple(each for each in read if not isinstance(each, str))

    def save(self, record: R) -> None:
        """Keep `record`, in the place of what was kept under its ID."""
        values = {key: value for key, value in asdict(record).items() if value is not None}
        with self._explained("saved"):
            write_private(self._path(record.id), tomli_w.dumps({"version": VERSION, **values}))

    def delete(self, id_: str) -> None:
        """Forget the record; one that is gone already is no error."""
        with self._explained("deleted"):
            self._path(id_).unlink(missing_ok=True)

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.toml"

    def _newest_first(self) -> list[Path]:
        found = [path for path in self._folder.glob("*.toml") if not path.name.startswith(".")]
        return sorted(found, key=_changed_at, reverse=True)

    def _read(self, path: Path) -> R | str:
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
            if raw.get("version", 0) > VERSION:
                return f"{path.name} was written by a newer version of this program and is left alone."
            return self._record(raw, path.stem)
        except OSError as error:
            return f"{path.name} cannot be read: {error.strerror}."
        except (ValueError, TypeError):  # not TOML, not UTF-8, or not the shape of a record
            return self._set_aside(path)

    def _record(self, raw: dict[str, Any], id_: str) -> R:
        """The record of a file's values; ValueError where they are not one."""
        from pydantic import TypeAdapter  # late: nothing before the first paint needs it

        version = raw.pop("version", None)
        record: R = TypeAdapter(self.KIND).validate_python(raw)
        times = [value for value in asdict(record).values() if isinstance(value, datetime)]
        if version != VERSION or record.id != id_ or not all(time.tzinfo for time in times):
            raise ValueError(id_)
        return record

    def _set_aside(self, path: Path) -> str:
        try:
            path.replace(path.with_suffix(".broken"))
        except OSError:
            return f"{path.name} is damaged."
        return f"{path.name} is damaged and was kept as {path.stem}.broken."

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            summary = f"The {self.NAME} could not be {done}: {error.strerror}."
            raise PrivateEndpointError(summary, f"Free some space, or make {self._folder} writable.") from error


class Unsaved(Generic[R]):
    """Records in memory: those on disk are another program's."""

    def __init__(self, records: Iterable[R]) -> None:
        self._records: dict[str, R] = {record.id: record for record in records}

    def load(self) -> tuple[R, ...]:
        return tuple(self._records.values())

    def save(self, record: R) -> None:
        self._records[record.id] = record

    def delete(self, id_: str) -> None:
        self._records.pop(id_, None)


class Drafts(Records[Draft]):
    """Unfinished flows."""

    KIND = Draft
    NAME = "unfinished flow"


class Deletions(Records[Deletion]):
    """Deletions that were begun, by VPC endpoint ID."""

    KIND = Deletion
    NAME = "unfinished deletion"


class Intents(Records[Intent]):
    """How endpoints were set up here, by VPC endpoint ID."""

    KIND = Intent
    NAME = "record of how the endpoint was set up"


class Durations(Records[Took]):
    """How long waits took."""

    KIND = Took
    NAME = "time that something took"


class CaFiles(Records[CaFile]):
    """Paths of CA certificates, by cluster ID. Of two programs the one that saves last wins."""

    KIND = CaFile
    NAME = "path of the CA certificate"

    def __init__(self, folder: Path, writer: Writing | None = None) -> None:
        super().__init__(folder)
        self._writer = writer or AtOnce()

    def path(self, cluster_id: str) -> str:
        """Empty where nobody said."""
        return next((each.path for each in self.load() if each.id == _as_name(cluster_id)), "")

    async def tell(self, cluster_id: str, path: str) -> None:
        """Remember `path`, or with an empty one nothing. PrivateEndpointError where it cannot be written."""
        name = _as_name(cluster_id)
        write = (lambda: self.save(CaFile(name, path))) if path else (lambda: self.delete(name))
        await asyncio.wrap_future(self._writer.put(("CA file", name), write))


def _as_name(cluster_id: str) -> str:
    return quote(cluster_id, safe="")


def _changed_at(path: Path) -> tuple[float, str]:
    try:
        return path.stat().st_mtime, path.name
    except FileNotFoundError:  # another program finished it in between
        return 0.0, path.name


@dataclass(frozen=True, slots=True)
class Begun:
    """Everything that was begun and is not finished, and what is to be remembered of the rest."""

    drafts: Drafts | Unsaved[Draft]
    removals: Deletions | Unsaved[Deletion]
    intents: Intents | Unsaved[Intent]
    waits: Durations | Unsaved[Took]
    ca_files: CaFiles
    writer: Writing
    """Through which all of it is written."""
    saved: bool = True
    """Whether what is changed reaches the disk: no other program works on the same."""


def begun(prefix: str, resources: ExitStack, tell: Callable[[str], None], *, only_looks: bool = False) -> Begun:
    """What is kept in the state folders whose names begin with `prefix`; `tell` hears what the operator should know.

    Until `resources` are closed, another program that works on the same saves nothing, unless this one `only_looks`.
    """
    drafts, removals = Drafts(state_folder(f"{prefix}drafts")), Deletions(state_folder(f"{prefix}removals"))
    intents = Intents(state_folder(f"{prefix}set-up"))
    waits = Durations(state_folder(f"{prefix}waits"))
    lock = None if only_looks else locks.take(state_folder(f"{prefix}drafts.lock"), resources)
    writer = Writer()
    resources.callback(writer.close)  # before the lock is let go
    ca_files = CaFiles(state_folder(f"{prefix}ca-files"), writer)
    tell(lock.notice if lock else "")
    found = (
        drafts.load(),
        removals.load(),
        intents.load(),
        waits.load(),
        ca_files.load(),
    )  # now rather than when first shown: it sets aside what is damaged
    for problem in drafts.problems + removals.problems + intents.problems + waits.problems + ca_files.problems:
        tell(problem)
    if lock and lock.ours:
        return Begun(drafts, removals, intents, waits, ca_files, writer)
    drafts_read, removals_read, intents_read, waits_read, _ = found
    unsaved = Unsaved(drafts_read), Unsaved(removals_read), Unsaved(intents_read), Unsaved(waits_read)
    return Begun(*unsaved, ca_files, writer, saved=False)
