"""A trained network made smaller: what matters is kept, what does not is left out, and the rest makes up for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is needed for training only")

from training import smaller, train  # noqa: E402
from training.examples import IGNORED, Batch, Example, batches, count  # noqa: E402
from training.network import HEAD, HEADS, INNER, Greatest, Joined, Network, shape_of, trained  # noqa: E402
from training.smaller import Worth  # noqa: E402

WORDS = 120  # pieces of a made-up vocabulary, the first and last of a window among them
TWO = ((HEADS, INNER),) * 2


def batch(seed: int, size: int = 24) -> Batch:
    chance = torch.Generator().manual_seed(seed)

    def drawn(below: int) -> torch.Tensor:
        return torch.randint(0, below, (2, size), generator=chance)

    mask = torch.ones(2, size, dtype=torch.bool)
    mask[1, size // 2 :] = False
    labels = [drawn(below).masked_fill(~mask, IGNORED) for below in (7, size // 2, size // 2, size // 2)]
    return Batch(drawn(WORDS), drawn(6), mask, *labels)


def network(shape: tuple[tuple[int, int], ...] = TWO) -> Network:
    torch.manual_seed(3)
    return Network(WORDS, shape, dropout=0.0).eval()


def apart(one: Network, other: Network, seen: Batch) -> float:
    with torch.no_grad():
        given = (n.eval().encoded(seen.ids, seen.kinds, seen.mask)[seen.mask] for n in (one, other))
        return float((next(given) - next(given)).abs().max())


def test_nothing_is_lost_where_nothing_is_cut() -> None:
    teacher = network()
    worths = smaller.worth(teacher, [batch(1)])
    assert apart(teacher, smaller.cut(teacher, worths, teacher.shape), batch(2)) < 1e-3


def test_what_is_never_used_is_left_out() -> None:
    teacher = network()
    dead_heads, dead_inner = [1, 7, 11], list(range(100, 612))
    with torch.no_grad():
        for layer in teacher.layers:
            layer.out.weight.view(-1, HEADS, HEAD)[:, dead_heads] = 0
            layer.narrow.weight[:, dead_inner] = 0
    worths = smaller.worth(teacher, [batch(n) for n in range(2)])
    shape = ((HEADS - 3, INNER - 496),) * 2  # the loudest values are kept though they be dead
    student = smaller.cut(teacher, worths, shape)
    assert student.shape == shape_of(student.state_dict()) == shape
    assert apart(teacher, student, batch(5)) < 1e-3


def test_what_is_kept_makes_up_for_what_is_left_out() -> None:
    teacher = network()
    half = INNER // 2
    with torch.no_grad():
        for layer in teacher.layers:  # every inner value is there twice
            layer.wide.weight[half:], layer.wide.bias[half:] = layer.wide.weight[:half], layer.wide.bias[:half]
    worths = smaller.worth(teacher, [batch(n) for n in range(40)])
    for worth in worths:
        worth.inner[:half], worth.inner[half:] = 2.0, 1.0
    student = smaller.cut(teacher, worths, ((HEADS, half),) * 2)
    assert apart(teacher, student, batch(99)) < 0.05
    with torch.no_grad():
        for layer, old in zip(student.layers, teacher.layers, strict=True):
            layer.narrow.weight.copy_(old.narrow.weight[:, :half])
    assert apart(teacher, student, batch(99)) > 0.2, "without new weights it is another network"


def worth(heads: float, inner: float) -> Worth:
    none = torch.zeros(0)
    return Worth(torch.full((HEADS,), heads), torch.full((INNER,), inner), none, none)


def test_what_matters_more_for_its_cost_is_kept() -> None:
    first, second = smaller.shape([worth(9000.0, 9.0), worth(0.1, 0.0001)], 0.5)
    assert first == (HEADS, 768), "what is left of half the time when its heads and the least of both are taken"
    assert second == (smaller.LEAST_HEADS, smaller.LEAST_INNER)


@pytest.mark.parametrize("share", [0.4, 0.7, 1.0])
def test_the_share_of_the_time_is_kept_to(share: float) -> None:
    worths = [worth(float(n), n / 100) for n in range(1, 7)]
    shape = smaller.shape(worths, share)
    cost = sum(heads * smaller.COST + inner for heads, inner in shape)
    whole = 6 * (HEADS * smaller.COST + INNER)
    assert share * whole - 2 * smaller.COST < cost <= share * whole
    assert shape == smaller.shape(worths, share)


def test_teachers_scores_are_what_a_student_is_measured_by() -> None:
    teacher, seen = network(), batch(1)
    scores = teacher(seen.ids, seen.kinds, seen.mask)
    assert float(smaller.soft(scores, scores, seen).detach()) == pytest.approx(0, abs=1e-5)
    moved = (scores[0] + torch.tensor([3.0, 0, 0, 0, 0, 0, 0]), *scores[1:])
    assert float(smaller.soft(moved, scores, seen).detach()) > 0.1


def test_teachers_together_say_what_is_between_them() -> None:
    sure, doubtful = torch.tensor([[9.0, 0.0, 0.0]]), torch.tensor([[0.0, 0.0, 9.0]])
    (both,) = smaller.together([(sure,), (doubtful,)])
    means = (sure.softmax(-1) + doubtful.softmax(-1)) / 2
    assert torch.allclose(both.exp(), means, atol=1e-6)
    (alone,) = smaller.together([(sure,)])
    assert torch.allclose(alone.exp(), sure.softmax(-1), atol=1e-6)


class Shown(train.Material):
    """Made-up material: each article has a number of its own in the place of all its pieces."""

    def __init__(self, articles: int, held_out: int = 2) -> None:
        self.learned = [(_article(n), _article(n)) for n in range(articles)]
        self.field = [(_article(n), _article(n)) for n in range(40, 42)]
        self.held_out = [_article(n) for n in range(held_out)]


def _article(number: int, size: int = 30) -> Example:
    ids, none = np.full(size, number + 5), np.full(size, IGNORED)
    tags, cue = np.arange(size) % 7, np.where(np.arange(size) % 7 > 4, 3, -1)
    return Example(ids, np.zeros(size, np.int64), tags, cue, none, none)


def test_each_further_teacher_is_kept_from_another_quarter() -> None:
    material = Shown(10)
    kept_from = [
        {number for number, both in enumerate(material.learned) if not any(both is b for b in material.without(fold))}
        for fold in range(4)
    ]
    assert set.union(*kept_from) == set(range(10)) and sum(map(len, kept_from)) == 10
    assert material.without(5) == material.without(1)


def _seen(batches: Iterator[Batch]) -> set[int]:
    return {int(n) - 5 for batch in batches for n in batch.ids[batch.mask].unique()} & set(range(10))


def test_a_smaller_network_is_cut_taught_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train.Training, "_network", lambda self: network())
    material = Shown(10)
    teachers = [train.Training(material, tmp_path / f"t{n}", 1, n).run() for n in range(2)]
    assert _seen(train.Training(material, tmp_path / "t1", 1, 1).epoch(0)) < set(range(10)), "a quarter is kept back"
    made = smaller.Smaller(material, teachers, tmp_path / "small", 0.5, 2)
    assert made.network.shape != TWO
    cut = {name: part.clone() for name, part in made.network.state_dict().items()}
    checkpoint = made.run()
    again = smaller.Smaller(material, teachers, tmp_path / "small", 0.5, 2)
    assert again._resume() == 2
    taught = trained(checkpoint)
    assert taught.shape == made.network.shape
    assert torch.equal(taught.words.weight, cut["words.weight"]), "words stay as the first teacher has them"
    assert not torch.equal(taught.tags.weight, cut["tags.weight"])


@pytest.mark.parametrize("size", [1, 3, 8])
def test_batches_are_counted_as_they_are_made(size: int) -> None:
    found = [_article(n, 100 * n + 1) for n in range(7)]
    made = list(batches(found, size, random.Random(4)))
    assert count(found, size, random.Random(4)) == len(made) > 1
    assert sum(int((b.tags >= 0).sum()) for b in made) == sum(len(e.ids) for e in found)


def test_thresholds_are_chosen_by_what_is_around_them() -> None:
    measure = pytest.importorskip("training.measure", reason="onnx is needed for training only")
    ordered = list(measure.grid())
    flat = dict.fromkeys(ordered, 1.0)
    peak = next(t for t in ordered if t.cue == 0.42 and t.content == 0.5 and t.sourceless == 0)
    hill = {t: 0.5 * (t.cue in (0.5, 0.54, 0.58)) for t in ordered}
    found = measure.steadiest({t: flat[t] + hill[t] + 0.6 * (t == peak) for t in ordered})
    assert found.cue == 0.54, "a single peak does not count for more than a hill"
    assert measure.steadiest({t: float(t.cue) for t in ordered}).cue == max(measure.GRID["cue"]), "nor do ends for less"


def test_some_words_of_some_windows_are_exchanged() -> None:
    seen = [batch(n) for n in range(60)]
    stirred = [smaller.stirred(b, random.Random(n)) for n, b in enumerate(seen)]
    for old, new in zip(seen, stirred, strict=True):
        assert torch.equal(old.ids[~old.mask], new.ids[~new.mask]), "what fills up a window stays"
        assert torch.equal(old.ids[:, 0], new.ids[:, 0])
        assert set(new.ids[new.mask].tolist()) <= set(old.ids[old.mask].tolist())
    changed = [(old.ids != new.ids).any(1) for old, new in zip(seen, stirred, strict=True)]
    share = float(torch.stack(changed).float().mean())
    assert 0.3 < share < 0.6
    assert torch.equal(smaller.stirred(seen[0], random.Random(0)).ids, stirred[0].ids)


def test_a_layer_of_any_shape_is_exported_as_it_is() -> None:
    (layer,) = network(((5, 320),)).layers
    joined = Joined(layer, Greatest(torch.rand(384) + 0.1, torch.rand(384) * 9, torch.full((320,), 20.0))).eval()
    given = torch.randn(1, 9, 384)
    assert torch.allclose(layer(given, None), joined(given, None), atol=1e-4)
