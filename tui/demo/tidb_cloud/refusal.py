"""Why a request is not answered with what it asked for."""


class RefusedError(Exception):
    """An error of TiDB Cloud's; `code` is the gRPC status code that goes with it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def invalid(message: str) -> RefusedError:
    """A request field is wrong."""
    return RefusedError(400, 3, message)


def not_found(what: str, name: str) -> RefusedError:
    """Assumption: no published description names 404."""
    return RefusedError(404, 5, f"{what} {name} is not found")


def exists_already(message: str) -> RefusedError:
    """Assumption: what a second record for the same endpoint gets is not published."""
    return RefusedError(409, 6, message)


def forbidden(message: str) -> RefusedError:
    """The key's role or scope does not reach so far."""
    return RefusedError(403, 7, message)


def not_ready(message: str) -> RefusedError:
    """The request is right, but not now."""
    return RefusedError(400, 9, message)
