"""Runs the application on one address of this machine until it is interrupted."""

from __future__ import annotations

import errno
import socket
import sys
from pathlib import Path

import uvicorn

from sayso.keep import Ledger
from sayso.show.web.app import create
from sayso.show.web.review import Reviewer

ANY = ("", "0.0.0.0", "::", "*")  # noqa: S104 - named to be refused


class ServeError(Exception):
    """The pages can't be served: the cause and the next step."""


def serve(ledger_path: Path, host: str = "127.0.0.1", port: int = 8317, reviewer: Reviewer | None = None) -> None:
    """Serves the ledger until Ctrl-C. With port 0 the system picks a free one; the address is told on stderr.

    With a `reviewer`, people can decide on its pages.

    Raises LedgerError for a ledger that can't be used, and ServeError for an address that can't be: both with cause
    and next step, before anything is served.
    """
    Ledger.open(ledger_path).close()
    with _bound(host, port) as listener:
        chosen = listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        print(f"Sayso is open at http://{shown}:{chosen}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
        config = uvicorn.Config(
            create(ledger_path, names=("127.0.0.1", "localhost", shown), reviewer=reviewer),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=2,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ServeError."""
    if host in ANY:
        raise ServeError(f"{host or 'No host'} would be every address of this machine. Name one, such as 127.0.0.1.")
    if not 0 <= port < 65536:
        raise ServeError(f"There is no port {port}. Choose one from 1024 to 65535 with --port.")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        raise ServeError(_cause(error, host, port)) from error
    return listener


def _cause(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program. Choose another with --port, or --port 0 for any."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} may not be used by you. Choose one from 1024 to 65535 with --port."
    return f"{host} can't be served: {error.strerror or error}. Use --host 127.0.0.1."
