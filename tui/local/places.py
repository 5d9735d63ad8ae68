"""Where the program's files are, and how they are written: whole and private, or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from tui.domain.clusters import TidbSide

_APP = "tidb-pe"
DEMO_PREFIXES = {TidbSide.SELF_MANAGED: "demo-", TidbSide.TIDB_CLOUD: "demo-tidb-cloud-"}
"""Of the names of what is kept of a demo: a world's clusters are not those of the other."""


def config_file() -> Path:
    """`$XDG_CONFIG_HOME/tidb-pe/config.toml`, else under `~/.config`."""
    return _xdg("XDG_CONFIG_HOME", ".config") / _APP / "config.toml"


def key_file(profile: str) -> Path:
    """Where the API key of a profile is looked for, beside the configuration: `keys/<profile>.toml`."""
    return config_file().parent / "keys" / f"{quote(profile, safe=' ')}.toml"


def shown(path: Path) -> str:
    """`path` as a person writes it, with `~` for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def state_folder(name: str) -> Path:
    """`$XDG_STATE_HOME/tidb-pe/<name>`, else under `~/.local/state`."""
    return _xdg("XDG_STATE_HOME", ".local/state") / _APP / name


def write_private(path: Path, text: str) -> None:
    """Replace the file at `path` as a whole, mode 0600, in a folder of mode 0700 if it has to be made.

    After a crash there is the old text or the new one, never a part. A symbolic link keeps pointing at its file.
    Raises OSError: disk full, not writable, and the like; the old file is then untouched.
    """
    import tempfile  # late: nothing is written before the first paint

    target = path.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # mkstemp: 0600 from the start
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _xdg(variable: str, otherwise: str) -> Path:
    """The folder of an XDG variable; its specification has relative values ignored."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / otherwise


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut only once its folder is written too; not every file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
