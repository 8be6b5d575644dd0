"""How well marking tells which words of a report mean the same person: mentions of people on GUM.

python benchmarks/coref.py --gum DIR

DIR holds CoNLL columns of entities ("(person-8", "person-8)") by document. The documents are read by all steps of
of people with two mentions or more it counts

  found     the share of their mentions of which marking has one that ends at the same word, possessives aside
  links     precision and recall of pairs: of two mentions that both sides have, whether both put them together
  b3, muc   the same mentions by B-cubed and by links of chains
  by form   share found, and recall of links to an earlier mention for names, pronouns and descriptions

Chains of groups, things and places, and people mentioned once, are not counted: Sayso keeps no such party, or keeps it
only where it is accused or speaks.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sayso.domains import load
from sayso.mark import mark_all
from sayso.model import Header, Layer, Marks

OPEN, CLOSE = re.compile(r"\(([a-z]+-\d+)"), re.compile(r"([a-z]+-\d+)[^()]*\)")
PRONOUNS = frozenset("he him his himself she her hers herself they them their i me my you your we us our who".split())


class Document(NamedTuple):
    """A text with, for each chain of people, the code points at which its mentions end, and their words."""

    text: str
    chains: dict[str, dict[int, str]]


def documents(folder: Path) -> Iterator[Document]:
    """The documents of a folder."""
    for path in sorted(folder.glob("*.conll")):
        rows = [line.split("\t") for line in path.read_text("utf8").splitlines() if "\t" in line]
        yield document([row[1] for row in rows], [row[-1] for row in rows])


def document(words: list[str], columns: list[str]) -> Document:
    """One document from its words and their entity columns."""
    text, starts = "", []
    for word in words:
        text += " " if text and word not in ".,;:!?)'" and not word.startswith("'") else ""
        starts.append(len(text))
        text += word
    open_at: defaultdict[str, list[int]] = defaultdict(list)
    chains: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for at, column in enumerate(columns):
        for name in OPEN.findall(column):
            open_at[name].append(at)
        for name in re.findall(r"([a-z]+-\d+)(?=[^()]*\))", column):
            if name.startswith("person") and open_at[name]:
                first = open_at[name].pop()
                last = at - (at > first and words[at] in ("'s", "'", "’s", "’"))
                chains[name][starts[last] + len(words[last])] = " ".join(words[first : last + 1])
    return Document(text, {name: ends for name, ends in chains.items() if len(ends) > 1})


def predicted(marks: Marks) -> dict[int, int]:
    """For each end of a mention of people its entity; a mention of several people is left out."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for index, entity in enumerate(marks.entities):
        for mention in entity.mentions if entity.kind in ("person", "unnamed") else ():
            found[mention.span.end].add(index)
    return {end: indices.pop() for end, indices in found.items() if len(indices) == 1}


class Counts(NamedTuple):
    """What is counted over all documents."""

    mentions: int = 0
    found: int = 0
    together: int = 0  # pairs that both sides put together
    gold: int = 0  # pairs of found mentions that the gold puts together
    made: int = 0  # pairs of found mentions that marking puts together
    b3_precision: float = 0.0
    b3_recall: float = 0.0
    muc_hit: int = 0
    muc_gold: int = 0

    def __add__(self, other: tuple[float, ...]) -> Counts:  # type: ignore[override]
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[arg-type]


def score(chains: Iterable[Iterable[int]], made: dict[int, int]) -> Counts:
    """Counts of one document: gold chains as ends of mentions, and the entity at each end."""
    gold = {end: number for number, ends in enumerate(chains) for end in ends}
    both = sorted(gold.keys() & made.keys())
    pairs = [(gold[a] == gold[b], made[a] == made[b]) for a, b in combinations(both, 2)]
    same = [sum(gold[a] == gold[b] and made[a] == made[b] for b in both) for a in both]
    chained = defaultdict(list)
    for end in both:
        chained[gold[end]].append(made[end])
    return Counts(
        mentions=len(gold),
        found=len(both),
        together=sum(g and m for g, m in pairs),
        gold=sum(g for g, _ in pairs),
        made=sum(m for _, m in pairs),
        b3_precision=sum(s / sum(made[a] == made[b] for b in both) for a, s in zip(both, same, strict=True)),
        b3_recall=sum(s / sum(gold[a] == gold[b] for b in both) for a, s in zip(both, same, strict=True)),
        muc_hit=sum(len(each) - len(set(each)) for each in chained.values()),
        muc_gold=sum(len(each) - 1 for each in chained.values()),
    )


def form(words: str) -> str:
    """Whether a mention is a name, a pronoun or a description."""
    if words.lower() in PRONOUNS:
        return "pronoun"
    return "name" if words.split()[-1][:1].isupper() else "description"


def by_form(document: Document, made: dict[int, int]) -> dict[str, list[int]]:
    """For each form the found mentions that have an earlier one in their chain: linked to one of these, and all."""
    counts: dict[str, list[int]] = {kind: [0, 0] for kind in ("name", "pronoun", "description")}
    for ends in document.chains.values():
        seen: list[int] = []
        for end in sorted(ends):
            if end in made and seen:
                counts[form(ends[end])][0] += made[end] in seen
                counts[form(ends[end])][1] += 1
            seen += [made[end]] if end in made else []
    return counts


def measure(folder: Path, reader: str) -> dict[str, float]:
    """The figures over all documents of a folder, in per cent."""
    read = list(documents(folder))
    layers = [Layer(extractor="words", text=d.text, header=Header()) for d in read]
    total, forms = Counts(), {kind: [0, 0] for kind in ("name", "pronoun", "description")}
    for each, marks in zip(read, mark_all(layers, reader, load("espionage")), strict=True):
        made = predicted(marks)
        total += score(each.chains.values(), made)
        for kind, (hit, of) in by_form(each, made).items():
            forms[kind] = [forms[kind][0] + hit, forms[kind][1] + of]
    return {
        "mentions": total.mentions,
        "found": rate(total.found, total.mentions),
        "link_precision": rate(total.together, total.made),
        "link_recall": rate(total.together, total.gold),
        "b3_precision": rate(total.b3_precision, total.found),
        "b3_recall": rate(total.b3_recall, total.found),
        "muc_recall": rate(total.muc_hit, total.muc_gold),
        **{f"{kind}_linked": rate(*counts) for kind, counts in forms.items()},
    }


def rate(hit: float, of: float) -> float:
    """A share in per cent."""
    return round(100 * hit / of, 1) if of else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, required=True, help="folder of .conll files")
    parser.add_argument("--reader", default="rules", help="reader of attributions, which may find speakers")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    result = measure(options.gum, options.reader)
    print(json.dumps(result) if options.json else "\n".join(f"{k:20} {v:8,.1f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
