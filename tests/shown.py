"""Runs the commands that a page of the docs shows.

A page shows commands that run in a block ```console, each on a line that begins with `$ `; lines without it are what
the command prints and are not compared. Of a block ```sh the lines that begin with `.venv/bin/sayso` are run, and those
of other programs are not; of other blocks nothing is. In a shown command the words CASE, REPORT, CLAIM, PARTY ... stand
for identifiers and are replaced from the ledger at hand (`Shell.words`).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.cli import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROMPT = {"console": "$ ", "sh": ".venv/bin/"}
WORD = re.compile(r"\b[A-Z]{4,}(?:_[A-Z])?\b")


def commands(page: Path) -> list[str]:
    """The commands that a page shows, in order; a line that ends with a backslash goes on, a comment is left out."""
    found = []
    for language, block in BLOCK.findall(page.read_text("utf8")):
        prompt = PROMPT[language]
        lines = block.replace("\\\n", " ").splitlines()
        found += [re.sub(r"\s+# .*", "", line.removeprefix(prompt)) for line in lines if line.startswith(prompt)]
    return [command for command in found if is_ours(command)]


def is_ours(command: str) -> bool:
    """Whether a command is one of Sayso's, or of the shell itself, and not of the development tools."""
    return not command.startswith(("python", "pip", "ruff", "mypy"))


@dataclass
class Shell:
    """A folder in which shown commands run, with `sayso` on the path and the example reports at hand."""

    folder: Path
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._bin = self.folder / ".bin"
        self._bin.mkdir(exist_ok=True)
        command = self._bin / "sayso"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso "$@"\n')
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        for name, at in (("examples", ROOT / "examples"), ("my-folder", ROOT / "examples" / "reports")):
            if not (self.folder / name).exists():
                (self.folder / name).symlink_to(at)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """What one command gives. A plain `sayso` command runs in this process, where its rooms are loaded already;

        one with a pipe or redirection runs in a shell, and `sayso serve` is stopped as soon as it answers.
        """
        filled = WORD.sub(lambda word: self.words.get(word[0], word[0]), command)
        if filled.startswith("sayso serve"):
            return self._serve(filled)
        if filled.startswith("sayso ") and not set(filled) & set("|<>$&;`"):
            return self._here(shlex.split(filled))
        return subprocess.run(
            filled, shell=True, cwd=self.folder, env=self._env(), capture_output=True, text=True, timeout=120
        )

    def _here(self, argv: list[str]) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(argv[1:])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return subprocess.CompletedProcess(argv, code, out.getvalue(), err.getvalue())

    def _env(self) -> dict[str, str]:
        path = os.environ.get("PYTHONPATH")
        source = os.pathsep.join([str(ROOT / "src"), *([path] if path else [])])
        return {**os.environ, "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": source}

    def _serve(self, command: str) -> subprocess.CompletedProcess[str]:
        port = free_port()
        argv = [*re.sub(r" --port \d+", "", command).split(), "--port", str(port)]
        with subprocess.Popen(
            argv, cwd=self.folder, env=self._env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as server:
            answered = answers(port, server)
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=20)
        return subprocess.CompletedProcess(argv, 0 if answered else 1, out, err)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int, server: subprocess.Popen[str], seconds: float = 20.0) -> bool:
    """Whether something listens on the port before the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False
