"""How well reuse of text is found in corpora of known lineage, how fast, and how time and memory grow.

For each size a corpus is made (lineage.py, seeded), kept in a new ledger, and taken through the index and the
comparison of reports by the product's own functions, on all cores. Marking and linking are left out: the marks hold
the header, the printed credit and where the story stands on its page, and the reports of one story are weighed against
each other as those of one case are.

pairs       A found pair is right if the two reports are of one descent. recall: derived reports that are joined with
            each of their sources, directly or over others, by what was done to them; kind: of the direct pairs the
            same kind.
direction   Of the direct pairs of a copy and its source: how many are told, and how many of these rightly.
false_date  Of the copies that bear a date before their source, or weeks later: how many are flagged.
seconds     By part, of the clock; cpu_seconds of processor time of all processes, which other programs disturb little.
exponent    Of the growth of processor time from the size before: 1 is linear.
one_more    Milliseconds of processor time for one more report in the full ledger.
long        With --long MIB: seconds of processor time for one more report of that size, in which the texts of the
            corpus stand one after another, and others where they do not fill it; how many of the corpus it holds, with
            how many reports it was found to share text, and the most memory.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import lineage
import lineage_ways
import msgspec

from sayso import domains
from sayso.keep import Ledger
from sayso.keep.reuse import beside
from sayso.model import Attribution, Found, Header, Layer, Link, Marks, RelayRecord, Span
from sayso.reusing import Opened, compare, workers
from sayso.trace.reuse import Profile, retold_relays

AT_ONCE = 500  # reports whose fingerprints are kept in one transaction
SINGLES = 20  # reports by which the cost of one more is taken

Pair = frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000], help="sizes of corpora (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the corpora (default 1)")
    parser.add_argument("--cores", type=int, default=None, help="processes (default: all cores)")
    parser.add_argument("--copies-only", action="store_true", help="leave retellings out: index and alignment alone")
    parser.add_argument("--long", type=float, default=0, metavar="MIB", help="add one report of this size in the end")
    parser.add_argument("--json", action="store_true", help="one JSON object a size")
    parser.add_argument("--misses", action="store_true", help="print the pairs that were missed or wrong")
    options = parser.parse_args()
    before: dict[str, float] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(
                Path(folder), size, options.seed, options.cores, before, options.misses, options.copies_only,
                options.long,
            )  # fmt: skip
        before = found
        print(json.dumps(found) if options.json else "\n".join(f"{k:22} {v:10.2f}" for k, v in found.items()) + "\n")
        sys.stdout.flush()


def measure(
    folder: Path,
    size: int,
    seed: int,
    cores: int | None,
    before: dict[str, float],
    misses: bool = False,
    copies_only: bool = False,
    long: float = 0,
) -> dict[str, float]:
    """All figures of one size."""
    domain = domains.load()
    made = lineage.corpus(size + SINGLES, seed)
    with Ledger.open(folder / "corpus.db", create=True) as ledger:
        reports, ids = keep(ledger, islice(made, size))
        single = list(made)
        begin, busy = time.perf_counter(), cpu()
        index(ledger, ids.values(), domain)
        indexed = time.perf_counter()
        with workers(ledger, domain, cores) as all_cores:
            compare(ledger, all_cores)
            compared = time.perf_counter()
            stories = [] if copies_only else _stories(reports, ids)
            retold = [r for part in all_cores.map(_retold, stories, many=size > 500) for r in part]
        ended, busy = time.perf_counter(), cpu() - busy
        copies = [_bare(r) for r in ledger.all_relays() if r.source]
        one = statistics.median(_one_more(ledger, report, domain) for report in single)
        extra = _long(ledger, size, seed, int(long * 2**20), domain) if long else {}
    both = {frozenset((r.source or "", r.target)) for r in copies}
    relays = copies + [r for r in retold if frozenset((r.source or "", r.target)) not in both]
    names = {id: name for name, id in ids.items()}
    return {
        "reports": size,
        "seed": seed,
        **judged(reports, relays, names, misses),
        "index_seconds": indexed - begin,
        "compare_seconds": compared - indexed,
        "retold_seconds": ended - compared,
        "reports_a_second": size / (ended - begin),
        "one_more_ms": 1000 * one,
        "peak_mib": peak(),
        "ledger_mib": (folder / "corpus.db").stat().st_size / 2**20,
        "cpu_seconds": busy,
        **extra,
        **_growth(size, busy, before),
    }


def cpu() -> float:
    """Seconds of processor time of this process and of those that it has started and that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def peak() -> float:
    """The most memory of this process and of the largest of its children, in MiB."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, child) / 1024


def _growth(size: int, seconds: float, before: dict[str, float]) -> dict[str, float]:
    if not before:
        return {}
    return {"exponent": math.log(seconds / before["cpu_seconds"]) / math.log(size / before["reports"])}


# ------------------------------------------------------------------------------------------------------ run


def _bare(relay: RelayRecord) -> RelayRecord:
    """A relay without what it altered: of a hundred thousand reports that would be the greater part of the memory."""
    return msgspec.structs.replace(relay, changes=(), passages=())


def keep(ledger: Ledger, reports: Iterable[lineage.Report]) -> tuple[list[lineage.Report], dict[str, str]]:
    """Keeps reports with marks of their header alone; gives them without their texts, and their ids by name."""
    ids, bare = {}, []
    with ledger.store.transaction():
        for report in reports:
            bare.append(replace(report, sentences=(), planted=(), text=""))
            host = lineage.outlet(report.outlet).lower().replace(" ", "-")
            url = f"https://{host}.example/{report.name}"
            header = Header(
                outlet=lineage.outlet(report.outlet), url=url, published=report.date,
                published_basis="metadata" if report.date else None,
            )  # fmt: skip
            layer = Layer(extractor="plain 1", text=report.text, header=header)
            id, _ = ledger.add_report(Found(path=f"{report.name}.txt", data=report.text.encode()), layer)
            credits = (Link(speaker=report.credit),) if report.credit else ()
            marks = Marks(reader="none 1", header=header, credits=credits, attributions=(_told(report),))
            ledger.add_marks(id, marks, "none 1", "none")
            ids[report.name] = id
    return bare, ids


def _told(report: lineage.Report) -> Attribution:
    """What marking says of the story as against the page around it: that somebody tells it."""
    first, last = report.text.index("\n") + 1, report.text.rindex("\n")
    return Attribution(
        source=(), cue=(), content=(Span(first, last),), kind="carried", certainty="reported", confidence=1.0,
        reader="none 1",
    )  # fmt: skip


def index(ledger: Ledger, ids: Iterable[str], domain: domains.Domain) -> None:
    """Keeps the fingerprints of reports."""
    every = list(ids)
    for at in range(0, len(every), AT_ONCE):
        with ledger.store.transaction():
            for id in every[at : at + AT_ONCE]:
                ledger.keep_prints(id, Profile(ledger.review(id).marked, domain).prints)


def _one_more(ledger: Ledger, report: lineage.Report, domain: domains.Domain) -> float:
    """The seconds that one more report takes."""
    _, ids = keep(ledger, [report])
    begin = time.process_time()
    index(ledger, ids.values(), domain)
    with workers(ledger, domain, 1) as alone:
        compare(ledger, alone)
    return time.process_time() - begin


def _long(ledger: Ledger, reports: int, seed: int, size: int, domain: domains.Domain) -> dict[str, float]:
    """What one report costs that is made of those of the corpus, and then of others."""
    texts: list[str] = []
    held = count = 0
    for report in chain(lineage.corpus(reports, seed), lineage.corpus(size // 1000, seed + 1)):
        texts.append(report.text)
        held += len(report.text)
        count += 1
        if held >= size:
            break
    whole = replace(report, name="long", text="\n".join(texts)[:size], credit=None)
    seconds = _one_more(ledger, whole, domain)
    (id,) = ledger.reports_at("long.txt")
    return {
        "long_mib": len(whole.text) / 2**20,
        "long_seconds": seconds,
        "long_holds": min(count, reports),
        "long_found": len(beside(ledger.store, id)),
        "long_peak_mib": peak(),
    }


def _stories(reports: Iterable[lineage.Report], ids: dict[str, str]) -> list[list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for report in reports:
        found[report.story].append(ids[report.name])
    return list(found.values())


def _retold(opened: Opened, ids: list[str]) -> list[RelayRecord]:
    """The retellings within one story."""
    ledger, domain = opened.ledger, opened.domain
    found = retold_relays({id: Profile(ledger.review(id).marked, domain) for id in ids}, domain)
    return [_bare(relay) for relay in found]


# ---------------------------------------------------------------------------------------------------- judge


def judged(
    reports: list[lineage.Report], relays: list[RelayRecord], names: dict[str, str], misses: bool
) -> dict[str, float]:
    """The figures of quality."""
    truth = {frozenset((r.name, s)): r for r in reports for s in r.sources}
    found = {frozenset((names[r.source or ""], names[r.target])): r for r in relays}
    families, joined = components(truth), components(found)
    right = [pair for pair in found if len({families.get(one, one) for one in pair}) == 1]
    hit, total = Counter[str](), Counter[str]()
    for pair, report in truth.items():
        ok = len({joined.get(one, one) for one in pair}) == 1
        hit[report.way] += ok
        total[report.way] += 1
        if misses and not ok:
            print("missed", report.way, *sorted(pair), file=sys.stderr)
    for pair in found if misses else ():
        if pair not in right:
            print("wrong", found[pair].kind, found[pair].score, *sorted(pair), file=sys.stderr)
    recall, precision = _rate(sum(hit.values()), len(truth)), _rate(len(right), len(found))
    direct = [(found[p], r) for p, r in truth.items() if p in found]
    told = [(relay, report) for relay, report in direct if relay.directed]
    false = [(relay, r) for relay, r in direct if r.redated and r.way != "merge"]
    return {
        "found": len(found),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall or 1),
        **{f"recall_{way}": _rate(hit[way], total[way]) for way in lineage_ways.WAYS},
        "kind": _rate(sum(relay.kind in lineage_ways.KINDS[report.way] for relay, report in direct), len(direct)),
        "direction_told": _rate(len(told), len(direct)),
        "direction_right": _rate(sum(names[relay.target] == report.name for relay, report in told), len(told)),
        "false_date_found": _rate(sum("false_date" in relay.flags for relay, _ in false), len(false)),
    }


def _rate(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def components(pairs: Iterable[Pair]) -> dict[str, str]:
    """A representative for each of what pairs join."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for pair in pairs:
        ends = sorted(pair)
        root[find(ends[0])] = find(ends[-1])
    return {one: find(one) for one in list(root)}


if __name__ == "__main__":
    main()
