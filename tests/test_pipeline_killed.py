"""A build that is killed at any moment leaves a ledger from which the next build ends where an undisturbed one does."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.keep.canonical import Form, canonical
from sayso.pipeline import build
from tests.keep_world import DOMAIN, build_world, read_all, some_report, write

FORK = multiprocessing.get_context("fork") if "fork" in multiprocessing.get_all_start_methods() else None
ROOT = Path(__file__).parents[1]
REAL = """
import sys
from sayso import domains
from sayso.keep import Ledger
from sayso.pipeline import build
with Ledger.open(sys.argv[1], create=True) as ledger:
    print("at work", flush=True)
    build(ledger, sys.argv[2:], domain=domains.load(), progress=lambda *at: print(*at, flush=True))
print("parser loaded:", "spacy" in sys.modules)
"""


def _steps(path: Path, folder: Path, pipe: Connection, pause: float) -> None:
    """A build in a process of its own that tells each of its steps."""
    os.chdir(folder)

    def tell(what: str, done: int, of: int | None) -> None:
        pipe.send((what, done))
        time.sleep(pause)

    with Ledger.open(path, create=True) as ledger:
        build(ledger, [folder], domain=DOMAIN, reader="plain", marker=read_all, version="plain 1", progress=tell)
    pipe.send(None)


def _run(path: Path, folder: Path, until: int | None, chance: random.Random) -> int:
    """Runs a build and kills it at a step, or somewhat after. Gives how many steps it made."""
    assert FORK is not None
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_steps, args=(path, folder, there, 0.0 if until is None else 0.002))
    process.start()
    there.close()
    steps = 0
    while here.recv() is not None:
        steps += 1
        if until is not None and steps >= until:
            time.sleep(chance.random() * 0.008)
            os.kill(process.pid or 0, signal.SIGKILL)
            break
    process.join()
    return steps


def _form(path: Path) -> Form:
    with Ledger.open(path) as ledger:
        assert ledger.store.rows("PRAGMA integrity_check") == [("ok",)]
        assert ledger.store.rows("PRAGMA foreign_key_check") == []
        assert ledger.left() == {}
        return canonical(ledger)


@pytest.mark.skipif(FORK is None, reason="this system cannot fork")
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_points(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "in"
    write(folder, map(some_report, chance.sample(range(900), 10)))
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    steps = _run(whole, folder, None, chance)
    assert steps > 30
    for _ in range(8):
        _run(killed, folder, chance.randint(1, 14), chance)
    _run(killed, folder, None, chance)
    assert _form(killed) == _form(whole)


@pytest.mark.skipif(FORK is None, reason="this system cannot fork")
def test_two_builds_at_once_end_with_one_ledger(tmp_path: Path) -> None:
    assert FORK is not None
    folder = tmp_path / "in"
    write(folder, map(some_report, range(40, 52)))
    both, whole = tmp_path / "both.db", tmp_path / "whole.db"
    pipes = [FORK.Pipe(duplex=False) for _ in range(2)]
    builds = [FORK.Process(target=_steps, args=(both, folder, there, 0.001)) for _, there in pipes]
    for process in builds:
        process.start()
    for (here, _), process in zip(pipes, builds, strict=True):
        while here.recv() is not None:
            pass
        process.join()
        assert process.exitcode == 0
    _run(whole, folder, None, random.Random(0))
    assert _form(both) == _form(whole)


def test_the_real_reader_killed_between_its_reports(tmp_path: Path) -> None:
    texts = [
        f"The FBI arrested Anna Berg in May 202{n}. She was charged with spying for MI6, the FBI said.\n"
        for n in range(3)
    ]
    paths = [tmp_path / f"r{n}.txt" for n in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf8")
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    for stop in ("marking 1", "linking 2", None):
        _real(killed, paths, stop)
    assert _real(whole, paths, None).endswith("parser loaded: True\n")
    assert _real(whole, paths, None).endswith("parser loaded: False\n"), "a build with nothing to do is quick"
    assert _form(killed) == _form(whole)
    assert len(_form(whole)["reports"]) == 3 and len(_form(whole)["claims"]) >= 3


def _real(ledger: Path, paths: list[Path], stop: str | None) -> str:
    """Runs a build with the real reader, until it prints a line that starts so. Gives what it printed."""
    told = ""
    command = [sys.executable, "-c", REAL, str(ledger), *map(str, paths)]
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}) as child:
        assert child.stdout is not None
        for line in child.stdout:
            told += line
            if stop and line.startswith(stop):
                child.kill()
                break
        child.stdout.close()
    assert child.returncode == (0 if stop is None else -signal.SIGKILL)
    return told


def test_a_reader_of_the_ledger_sees_whole_cases_while_it_is_built(tmp_path: Path) -> None:
    paths = write(tmp_path / "in", map(some_report, range(6)))
    with Ledger.open(tmp_path / "l.db", create=True) as ledger, Ledger.open(tmp_path / "l.db") as reader:
        seen: list[int] = []

        def look(what: str, done: int, of: int | None) -> None:
            for claim in reader.all_claims():
                text = reader.report(claim.report).text
                assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
            seen.append(len(reader.cases()))

        build(ledger, paths, domain=DOMAIN, reader="plain", marker=read_all, version="plain 1", progress=look)
        assert seen[0] == 0 and seen[-1] == len(build_world(ledger, paths) and reader.cases())
