"""Connection strings."""

import shlex


def mysql(host: str, port: int, user: str = "root") -> str:
    """A `mysql` line for the private host; `-p` asks for the password, so that none is on the command line."""
    return (
        f"mysql --connect-timeout 15 --ssl-mode=VERIFY_IDENTITY --ssl-ca=ca.pem -u {shlex.quote(user)}"
        f" -h {shlex.quote(host)} -P {port} -D test -p"
    )
