"""A trained network made smaller: what matters is kept, what does not is left out, and the rest makes up for it."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch", reason="torch is needed for training only")

from training import smaller  # noqa: E402
from training.examples import IGNORED, Batch  # noqa: E402
from training.network import HEAD, HEADS, INNER, Greatest, Joined, Network, shape_of  # noqa: E402
from training.smaller import Worth  # noqa: E402

WORDS = 50  # pieces of a made-up vocabulary
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
    assert float(smaller.soft(scores, scores, seen)) == pytest.approx(0, abs=1e-5)
    moved = (scores[0] + torch.tensor([3.0, 0, 0, 0, 0, 0, 0]), *scores[1:])
    assert float(smaller.soft(moved, scores, seen)) > 0.1


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
