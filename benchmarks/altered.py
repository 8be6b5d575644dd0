"""How much of what was changed on the way is told, and how much of what is told was changed, in a generated corpus.

Of a corpus with known lineage (lineage.py, seeded) each copy and its sources are read with the rules and compared by
the product's own functions; what is told of changes is held against what was planted.

found_KIND   Of the planted changes of a kind: how many are told, in that kind, with the words before and after. A
             wording or a quotation may also be told as something graver. Retellings are left out, as each of their
             sentences is changed throughout.
told_KIND    Of the changes told in a kind: how many were planted, in whatever kind. Words exchanged by the way of
             deriving (edited, spun) and sentences cut or merged in count as planted. Translations are left out here:
             where a sentence was turned round, nobody knows what was changed.
found, told  The same of all kinds but mere wordings.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import lineage
from lineage_ways import Planted

from sayso import domains, mark
from sayso.link.names import fold
from sayso.model import ChangeRecord, Header, Layer, Marked, Marks
from sayso.trace.changes import changes
from sayso.trace.reuse import Profile, copy_relay

GRAVER = {"wording", "quotation"}  # kinds of words exchanged, which may be told in any
MILD = {"wording"}
Pair = tuple[lineage.Report, lineage.Report]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="?", default=1000, help="reports of the corpus (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the corpus (default 1)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--misses", action="store_true", help="print what was missed, and what was told wrongly")
    options = parser.parse_args()
    found = measure(options.size, options.seed, options.misses)
    print(json.dumps(found) if options.json else "\n".join(f"{k:26} {v:10.2f}" for k, v in found.items()))


def measure(size: int, seed: int, misses: bool = False) -> dict[str, float]:
    """All figures of one corpus."""
    domain = domains.load()
    tally = Tally(misses)
    for pairs in _stories(lineage.corpus(size, seed)):
        wanted = {r.name: r for pair in pairs for r in pair}
        marked = dict(zip(wanted, _marked(wanted.values(), domain)))
        profiles = {name: Profile(one, domain) for name, one in marked.items()}
        told: dict[str, list[tuple[lineage.Report, Sequence[ChangeRecord]]]] = {}
        for source, copy in pairs:
            if relay := copy_relay(profiles[source.name], profiles[copy.name], (), domain):
                turned = relay.source == copy.name
                passages = [type(p)(source=p.target, target=p.source) if turned else p for p in relay.passages]
                found = changes(profiles[source.name].view, profiles[copy.name].view, passages)
                told.setdefault(copy.name, []).append((source, found))
        for name, relays in told.items():
            tally.add(wanted[name], relays)
    return {"reports": size, "seed": seed, **tally.figures()}


def _stories(reports: Iterable[lineage.Report]) -> Iterator[list[Pair]]:
    """The pairs of a source and its copy, story by story; without what is retold."""
    story: dict[str, lineage.Report] = {}
    for report in reports:
        if story and report.story != next(iter(story.values())).story:
            yield _pairs(story)
            story = {}
        story[report.name] = report
    yield _pairs(story)


def _pairs(story: dict[str, lineage.Report]) -> list[Pair]:
    copies = [r for r in story.values() if r.way not in ("", "retell")]
    return [(story[s], r) for r in copies for s in r.sources if s in story]


def _marked(reports: Iterable[lineage.Report], domain: domains.Domain) -> Iterator[Marked]:
    """Reports as the rules read them."""
    every = list(reports)
    layers = [Layer(extractor="plain 1", text=r.text, header=_header(r)) for r in every]
    for report, marks in zip(every, mark.mark_all(layers, "rules", domain)):
        assert isinstance(marks, Marks)
        ids = [tuple(f"{report.name}-{n}" for n in range(len(of))) for of in (marks.claims, marks.attributions)]
        entities = tuple(f"{report.name}-e{n}" for n in range(len(marks.entities)))
        yield Marked(
            report=report.name, text=report.text, marks=marks, claim_ids=ids[0], attribution_ids=ids[1],
            entity_ids=entities,
        )  # fmt: skip


def _header(report: lineage.Report) -> Header:
    basis = "metadata" if report.date else None
    return Header(outlet=lineage.outlet(report.outlet), published=report.date, published_basis=basis)  # type: ignore[arg-type]


class Tally:
    """What was planted and what was told, pair by pair."""

    def __init__(self, misses: bool) -> None:
        self.misses = misses
        self.planted, self.found, self.told, self.right = (Counter[str]() for _ in range(4))

    def add(self, copy: lineage.Report, relays: Sequence[tuple[lineage.Report, Sequence[ChangeRecord]]]) -> None:
        """Counts one copy and what is told of its relays: of two sources a change is of one, whichever it is."""
        every = [record for _, told in relays for record in told]
        for change in (p for p in copy.planted if not p.whole):
            self.planted[change.kind] += 1
            hit = any(_same(change, record) for record in every)
            self.found[change.kind] += hit
            if self.misses and not hit:
                print("missed", copy.name, change, file=sys.stderr)
        for source, told in relays if copy.way != "translate" else ():
            for record in told:
                self.told[record.kind] += 1
                hit = any(_same(c, record) or _words(c, record) for c in [*copy.planted, *_colour(copy, source)])
                self.right[record.kind] += hit
                if self.misses and not hit:
                    print("wrong", copy.name, copy.way, record.explanation, file=sys.stderr)

    def figures(self) -> dict[str, float]:
        """The rates."""
        kinds = sorted(self.planted | self.told)
        graver = [k for k in kinds if k not in MILD]
        return {
            **{f"planted_{k}": self.planted[k] for k in kinds},
            **{f"found_{k}": _rate(self.found[k], self.planted[k]) for k in kinds if self.planted[k]},
            **{f"told_{k}": _rate(self.right[k], self.told[k]) for k in kinds if self.told[k]},
            "found": _rate(sum(self.found[k] for k in graver), sum(self.planted[k] for k in graver)),
            "told": _rate(sum(self.right[k] for k in graver), sum(self.told[k] for k in graver)),
        }


def _rate(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def _colour(copy: lineage.Report, source: lineage.Report) -> list[Planted]:
    """The writer's own sentences that a copy adds."""
    old = {s.fact for s in source.sentences}
    return [Planted("added", "", s.words) for s in copy.sentences if s.fact < 0 and s.fact not in old]


def _same(planted: Planted, record: ChangeRecord) -> bool:
    """Whether a record tells a planted change: the kind, and the words before and after."""
    if planted.kind == record.kind == "attribution_dropped":
        return True  # it was dropped throughout
    kinds = planted.kind == record.kind or planted.kind in GRAVER or {planted.kind, record.kind} in NEAR
    return kinds and _words(planted, record)


def _words(planted: Planted, record: ChangeRecord) -> bool:
    """Whether a record has the words of a planted change, in whatever kind it is told."""
    exchanged = bool(planted.before and planted.after) == bool(record.source_text and record.target_text)
    return exchanged and _holds(planted.before, record.source_text) and _holds(planted.after, record.target_text)


# A hedge that is gone is told as either; a step that is new is told as a harder one where there was a milder one.
NEAR = ({"hedge_dropped", "certainty"}, {"added", "stage"})


def _holds(planted: str, told: str) -> bool:
    """Whether one wording has the words of the other in a row; nothing stands in everything."""
    a, b = (" ".join(["", *re.findall(r"\w+", fold(text)), ""]) for text in (planted, told))
    return not planted or (bool(told) and (a in b or b in a))


if __name__ == "__main__":
    main()
