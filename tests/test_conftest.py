"""The suite may run in the background."""

from __future__ import annotations

import signal

from tests.conftest import pytest_configure


def test_ctrl_c_is_heard_where_a_shell_ignored_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pytest_configure()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
