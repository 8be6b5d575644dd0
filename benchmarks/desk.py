"""How fast the pages of a large ledger are: 20 readers at once, each page's median and 95th percentile.

The ledger is made of marked reports (see marked.py): some cases are settled as any build would settle them, and then
copied under other names and ids until there are enough (see copies.py), as settling 20,000 reports would take hours.
The readers ask for pages of each kind in turn, cases, reports and parties by chance, so that hardly a page is asked
for twice. The server runs in a process of its own (`sayso serve`), the readers in this one: with two cores they share
them. Prints a line a page in milliseconds: what the readers wait, and the processor time that a page costs by itself;
then the server's memory before, half-way and after. Or one JSON object with --json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import copies
import httpx
import marked
from starlette.testclient import TestClient

from sayso.domains import load
from sayso.keep import Ledger
from sayso.model import Found, Layer
from sayso.pipeline import fingerprint, settle
from sayso.show.web import create

SETTLED = 60  # cases that are settled and then copied
KINDS = ("cases", "filtered", "words", "search", "overview", "reports", "case", "report", "party", "compare")


def ledger(path: Path, cases: int, reports: int, settled: int = SETTLED) -> None:
    """Makes the ledger unless it is there: `settled` of the cases are settled, the others copied from them."""
    if path.exists():
        return
    each = max(1, cases // settled)
    source = path.with_suffix(".settled")
    build(source, settled, reports // each)
    copies.multiply(source, path, each, marked.invented_words(settled))
    source.unlink()


def build(path: Path, cases: int, reports: int) -> None:
    """A ledger as a build would leave it."""
    domain = load()
    with Ledger.open(path, create=True) as made:
        for name, value in (("stages", domain.stages), ("domain", fingerprint(domain)), ("reader", marked.READER)):
            made.note(name, value)
        for case in marked.cases(cases, reports):
            for one in case:
                layer = Layer(extractor="plain 1", text=one.text, header=one.marks.header)
                id, _ = made.add_report(Found(path=one.path, data=one.text.encode()), layer)
                made.add_marks(id, one.marks, marked.READER, fingerprint(domain))
        settle(made, domain, lambda what, done, of: print(f"\rsettling: {done}", end="", file=sys.stderr))
    print(file=sys.stderr)


# ------------------------------------------------------------------------------------------- reading


def addresses(path: Path, source: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and address of a page, without end."""
    with Ledger.open(path) as opened:
        rows = opened.store.rows
        ids = {kind: [id for (id,) in rows(f"SELECT id FROM {kind}")] for kind in ("cases", "parties")}
        held = [id for (id,) in rows("SELECT report FROM headers")]
        pairs = rows("SELECT a, b FROM copies LIMIT 20000")
        names = [name for (name,) in rows("SELECT name FROM parties WHERE kind = 'person' LIMIT 3000")]
        services = [facet.value for facet in opened.facets("service")]
        outlets = [line.outlet for line in opened.outlets()]
    assert names and outlets and services and held, "this ledger is too small"
    while True:
        for kind in KINDS:
            word = source.choice(source.choice(names).split())
            yield (
                kind,
                {
                    "cases": f"/?page={source.randint(1, 30)}",
                    "filtered": f"/?service={source.choice(services)}&sort=newest&disputed=yes",
                    "words": f"/?text={word}",
                    "search": f"/search?q={word}",
                    "overview": "/overview",
                    "reports": f"/reports?outlet={source.choice(outlets)}",
                    "case": f"/case/{source.choice(ids['cases'])}",
                    "report": f"/report/{source.choice(held)}",
                    "party": f"/party/{source.choice(ids['parties'])}",
                    "compare": "/compare/{}/{}".format(*source.choice(pairs)) if pairs else "/",
                }[kind],
            )


async def read(base: str, pages: Sequence[tuple[str, str]], readers: int, pause: float) -> dict[str, list[float]]:
    """The times of all pages by kind, asked for by so many readers at once, who look at each for `pause` seconds."""
    times: dict[str, list[float]] = defaultdict(list)
    waiting = iter(pages)

    async def reader(client: httpx.AsyncClient, first: float) -> None:
        await asyncio.sleep(first)
        for kind, address in waiting:
            begin = time.perf_counter()
            answer = await client.get(base + address)
            times[kind].append(1000 * (time.perf_counter() - begin))
            assert answer.status_code == 200, (address, answer.status_code)
            await asyncio.sleep(pause)

    async with httpx.AsyncClient(timeout=120, limits=httpx.Limits(max_keepalive_connections=0)) as client:
        await asyncio.gather(*(reader(client, pause * at / readers) for at in range(readers)))
    return times


def alone(path: Path, pages: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """The processor time that each page costs one reader, which other programs disturb little."""
    client = TestClient(create(path), base_url="http://127.0.0.1")
    times: dict[str, list[float]] = defaultdict(list)
    for kind, address in pages:
        begin = time.process_time()
        assert client.get(address).status_code == 200, address
        times[kind].append(1000 * (time.process_time() - begin))
    return times


def memory(process: subprocess.Popen[str]) -> float:
    """The server's resident memory in MiB, without the parts of the ledger that are mapped into it."""
    told = Path(f"/proc/{process.pid}/status").read_text("utf8")
    found = re.search(r"RssAnon:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0


def measure(path: Path, requests: int, readers: int, pause: float) -> dict[str, object]:
    """What the readers see."""
    pages = [page for page, _ in zip(addresses(path, random.Random(7)), range(requests))]
    costs = alone(path, pages[: 40 * len(KINDS)])
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            told = next(line for line in server.stderr if " at http" in line)  # a warning may come first
            base = told.split(" at ")[1].split(" ")[0].rstrip("/")
            asyncio.run(read(base, pages[: 5 * len(KINDS)], 4, 0))  # warm
            before = memory(server)
            begin = time.perf_counter()
            times = asyncio.run(read(base, pages[: requests // 2], readers, pause))
            half = memory(server)
            for kind, found in asyncio.run(read(base, pages[requests // 2 :], readers, pause)).items():
                times[kind] += found
            seconds = time.perf_counter() - begin
            after = memory(server)
        finally:
            server.terminate()
    return {
        "pages": {kind: {"p50": middle(found, 0.5), "p95": middle(found, 0.95)} for kind, found in times.items()},
        "cpu": {kind: {"p50": middle(found, 0.5), "p95": middle(found, 0.95)} for kind, found in costs.items()},
        "requests": requests, "per_second": round(requests / seconds, 1),
        "memory_before": round(before, 1), "memory_half": round(half, 1), "memory_after": round(after, 1),
    }  # fmt: skip


def middle(times: Sequence[float], share: float) -> float:
    """The time that this share of all stays under."""
    return round(sorted(times)[min(len(times) - 1, int(share * len(times)))], 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=3000, metavar="N")
    parser.add_argument("--reports", type=int, default=20000, metavar="N")
    parser.add_argument("--requests", type=int, default=3000, metavar="N", help="pages that are asked for")
    parser.add_argument("--readers", type=int, default=20, metavar="N", help="at once (default 20)")
    parser.add_argument("--pause", type=float, default=1.0, metavar="S", help="a reader looks at a page so long (1 s)")
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, or use it if it is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = options.ledger or Path(name) / "desk.db"
        ledger(path, options.cases, options.reports)
        result = measure(path, options.requests, options.readers, options.pause)
    if options.json:
        print(json.dumps(result))
        return
    costs: Any = result.pop("cpu")
    times: Any = result.pop("pages")
    for kind, found in times.items():
        cpu = f"processor p50 {costs[kind]['p50']:7.1f} p95 {costs[kind]['p95']:7.1f} ms"
        print(f"{kind:10} p50 {found['p50']:8.1f}   p95 {found['p95']:8.1f} ms   {cpu}")
    print("   ".join(f"{name} {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
