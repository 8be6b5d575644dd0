"""What holds for every test: Ctrl-C reaches the commands that the tests start."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """A shell starts what it puts in the background (`make test &`) with Ctrl-C ignored, and every command that a test

    starts would inherit that: those of the tests that press it would then wait for ever.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
