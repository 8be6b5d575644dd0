"""Two windows that decide at once while the server is killed: whether each decision is kept, and kept once.

Serves a copy of a ledger with `sayso serve`. Two (or --windows) clients read pages and send forms as a browser does,
each on claims of the ledger in turn: accept, note, correct, reject. Meanwhile the server is killed (SIGKILL) --kills
times and started again; a form whose answer did not come is sent again as it is. Every decision has its own reason,
by which it is looked for in the end. Prints what was lost and doubled, and the time of one form; JSON with --json.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from sayso.keep import Ledger

ACTS = ("accept", "note", "correct", "reject")
CERTAINTIES = ("alleged", "reported", "possible", "asserted")
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Server:
    """`sayso serve` on one port, which can be killed and started again."""

    def __init__(self, ledger: Path) -> None:
        self.ledger, self.port, self.process = ledger, free_port(), None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(self.ledger), "--port", str(self.port)]
        self.process = subprocess.Popen([*command, "--as", "Ada"], stderr=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"The server ended by itself, with {self.process.returncode}.") from None
                time.sleep(0.05)

    def kill(self) -> None:
        """Ends it at once, whatever it is doing."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Window:
    """One browser window: gets pages and sends forms, again and again until there is an answer."""

    def __init__(self, port: int, name: str, claims: list[str]) -> None:
        self.port, self.name, self.claims = port, name, claims
        self.times: list[float] = []
        self.resent = self.refused = 0

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """The status and text of an answer."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin} if body else {}
        while True:
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
                line.request(method, path, body or None, headers)
                answer = line.getresponse()
                return answer.status, answer.read().decode()
            except (OSError, http.client.HTTPException):
                self.resent += bool(body)
                time.sleep(0.1)

    def decide(self, number: int) -> None:
        """One decision, from opening its page to the answer to its form."""
        claim, act = self.claims[number % len(self.claims)], ACTS[number % len(ACTS)]
        while True:
            _, page = self.ask("GET", f"/review/claim/{claim}")
            form = fields(page, "accept" if act == "reject" else act) | {"reason": f"{self.name}-{number}"}
            if act == "correct":
                form["certainty"] = CERTAINTIES[(number // len(ACTS)) % len(CERTAINTIES)]
                form["time"] = str(1000 + 4000 * int(self.name[1:]) % 8000 + number % 4000)  # never what it is already
            begin = time.perf_counter()
            status, text = self.ask("POST", f"/review/do/{act}", urlencode(form))
            if status == 303:
                self.times.append(time.perf_counter() - begin)
                return
            if status != 409:  # 409: the other window has changed the claim meanwhile; nothing was decided
                raise AssertionError(f"{act} was answered with {status}: {text[-2000:]}")
            self.refused += 1


def fields(page: str, act: str) -> dict[str, str]:
    """The hidden fields of a form."""
    form = page.split(f'action="/review/do/{act}"', 1)[1].split("</form>", 1)[0]
    return {name: unescape(value) for name, value in FIELD.findall(form)}


def run(ledger: Path, windows: int, each: int, kills: int, tell: Callable[[str], None] = lambda told: None) -> dict:
    """Makes the decisions and counts what became of them. The ledger is changed."""
    with Ledger.open(ledger) as opened:
        claims = sorted(claim.id for claim in opened.all_claims() if claim.review is None)
        before = len(opened.decisions())
    server = Server(ledger)
    server.start()
    made = [Window(server.port, f"w{n}", random.Random(n).sample(claims, len(claims))) for n in range(windows)]
    threads = [threading.Thread(target=lambda w=w: [w.decide(n) for n in range(each)], daemon=True) for w in made]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for number in range(kills):
        goal = windows * each * (number + 1) // (kills + 1)
        while sum(len(w.times) for w in made) < goal and any(thread.is_alive() for thread in threads):
            time.sleep(0.01)
        server.kill()
        tell(f"killed after {sum(len(w.times) for w in made)} answers")
        server.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    server.kill()
    return counted(ledger, before, made, each, kills) | {"seconds": round(seconds, 1)}


def counted(ledger: Path, before: int, made: list[Window], each: int, kills: int) -> dict:
    """How many decisions were lost and doubled, and how long a form took."""
    with Ledger.open(ledger) as opened:
        found = Counter(decision.reason for decision in opened.decisions()[before:])
    wanted = {f"{window.name}-{number}" for window in made for number in range(each)}
    times = sorted(one for window in made for one in window.times)
    return {
        "decisions": len(wanted),
        "windows": len(made),
        "kills": kills,
        "lost": len(wanted - found.keys()),
        "doubled": sum(count - 1 for count in found.values()),
        "strange": len(found.keys() - wanted),
        "sent_again": sum(window.resent for window in made),
        "changed_meanwhile": sum(window.refused for window in made),
        "form_ms_median": round(1000 * statistics.median(times)),
        "form_ms_95": round(1000 * times[int(len(times) * 0.95)]),
    }


def main() -> None:
    """Runs it as the options say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path, help="a ledger with claims, such as that of `make demo`; it is copied")
    parser.add_argument("--windows", type=int, default=2, help="how many decide at once (default: 2)")
    parser.add_argument("--each", type=int, default=1000, help="decisions of each (default: 1000)")
    parser.add_argument("--kills", type=int, default=2, help="how often the server is killed (default: 2)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(args.ledger, Path(folder) / "copy.db"))
        result = run(copy, args.windows, args.each, args.kills, lambda told: print(told, file=sys.stderr))
    print(json.dumps(result) if args.json else "\n".join(f"{name:20} {value}" for name, value in result.items()))
    sys.exit(1 if result["lost"] or result["doubled"] or result["strange"] else 0)


if __name__ == "__main__":
    main()
