"""Data sets, and the ones made of others."""

import warnings

import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np.utils.data import Subset, TensorDataset, random_split

D = "torch.utils.data."


@questions(
    """
>>> t = D.TensorDataset(x, i[:2])
... t[1], len(t), t[0:1], t.tensors[1]
((tensor([4., 5., 6.], grad_fn=<SelectBackward0>), tensor(0)), 2,
(tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>), tensor([2])), tensor([2, 0]))
>>> D.TensorDataset(x, v)
AssertionError: Size mismatch between tensors
>>> D.TensorDataset(v)[5]
IndexError: index 5 is out of bounds for dimension 0 with size 3
>>> D.Dataset()[0]
NotImplementedError: Subclasses of Dataset should implement __getitem__.
>>> c = D.ConcatDataset([range(3), range(10, 15)])
... len(c), c[0], c[3], c[-1], c[-8], c.cumulative_sizes
(8, 0, 10, 14, 0, [3, 8])
>>> D.ConcatDataset([range(3), range(10, 15)])[-9]
ValueError: absolute value of index should not exceed dataset length
>>> D.ConcatDataset([])
AssertionError: datasets should not be an empty iterable
>>> c = D.TensorDataset(v) + D.TensorDataset(torch.zeros(2))
... len(c), type(c).__name__
(5, 'ConcatDataset')
>>> s = D.StackDataset([1, 2], 'ab')
... s[1], len(s)
((2, 'b'), 2)
>>> s = D.StackDataset(a=[1, 2], b='ab')
... s[1]
{'a': 2, 'b': 'b'}
>>> D.StackDataset([1, 2], 'abc')
ValueError: Size mismatch between datasets
>>> D.StackDataset()
ValueError: At least one dataset should be passed
>>> D.StackDataset([1], a=[1])
ValueError: Supported either ``tuple``- (via ``args``) or``dict``- (via ``kwargs``) like
input/output, but both types are given.
>>> s = D.Subset('abcde', [3, 1])
... s[0], s[1], len(s), s.__getitems__([1, 0])
('d', 'b', 2, ['b', 'd'])
>>> D.StackDataset([1, 2], D.Subset('ab', [1, 0])).__getitems__([1, 0, 1])
[(2, 'a'), (1, 'b'), (2, 'a')]
>>> D.StackDataset(a=[1, 2], b='xy').__getitems__([1, 0])
[{'a': 2, 'b': 'y'}, {'a': 1, 'b': 'x'}]
>>> class Few(D.Dataset):
...     def __len__(self): return 2
...     def __getitems__(self, indices): return [1]
... D.StackDataset(Few(), [1, 2]).__getitems__([0, 1])
ValueError: Nested dataset's output size mismatch. Expected 2, got 1
>>> class Shifted(D.Subset):
...     def __getitem__(self, index): return 1 + super().__getitem__(index)
... Shifted([1, 2], [0])
NotImplementedError: Shifted overrides __getitem__ but not __getitems__...
>>> len(D.ChainDataset([[1]]))
AssertionError: ChainDataset only supports IterableDataset
>>> D.random_split([1, 2, 3], [1.0, 2.0])
TypeError: randperm()...
>>> class Letters(D.IterableDataset):
...     def __iter__(self): return iter('ab')
... list(Letters() + Letters()), list(D.ChainDataset([Letters()]))
(['a', 'b', 'a', 'b'], ['a', 'b'])
>>> list(D.ChainDataset([D.TensorDataset(v)]))
AssertionError: ChainDataset only supports IterableDataset
>>> torch.manual_seed(1)
... [p.indices for p in D.random_split(range(10), [3, 7])]
[[5, 6, 1], [2, 0, 8, 9, 3, 7, 4]]
>>> [len(p) for p in D.random_split(range(10), [0.33, 0.33, 0.34])]
[4, 3, 3]
>>> g = torch.Generator().manual_seed(3)
... D.random_split(range(5), [2, 3], generator=g)[0].indices
[1, 0]
>>> D.random_split(range(10), [3, 6])
ValueError: Sum of input lengths does not equal the length of the input dataset!
>>> D.random_split(range(10), [-0.5, 1.5])
ValueError: Fraction at index 0 is not between 0 and 1
""".replace("D.", D)
)
def test_datasets(ask, code, answer):
    ask(code, answer)


def test_an_empty_part_is_warned_of():
    with pytest.warns(UserWarning, match="Length of split at index 1 is 0"):
        random_split(range(2), [1.0, 0.0])


def test_a_batch_of_tensors_is_one_index():
    data = TensorDataset(torch.arange(10), torch.arange(10) * 2)
    assert [t.tolist() for t in data.batch([3, 1])] == [[3, 1], [6, 2]]
    part = Subset(data, [5, 6, 7])
    assert [t.tolist() for t in part.batch([2, 0])] == [[7, 5], [14, 10]]
    assert Subset(range(3), [0]).batch([0]) is None


@questions(
    """
# Indices of every kind, as from samplers, or from randperm in a Subset.
>>> list(L(d, 2, sampler=[torch.tensor(1), torch.tensor(3), torch.tensor(0)]))
[[tensor([1, 3]), tensor([1., 3.])], [tensor([0]), tensor([0.])]]
>>> list(L(d, batch_sampler=[torch.tensor([1, 2]), np.array([3]), range(1), (5, -1)]))
[[tensor([1, 2]), tensor([1., 2.])], [tensor([3]), tensor([3.])], [tensor([0]), tensor([0.])],
[tensor([5, 5]), tensor([5., 5.])]]
>>> list(L(torch.utils.data.Subset(d, torch.tensor([2, 0, 5])), 2))
[[tensor([2, 0]), tensor([2., 0.])], [tensor([5]), tensor([5.])]]
>>> list(L(d, batch_sampler=[[]]))
IndexError: list index out of range
>>> list(L(d, 2, sampler=[0, 6]))
IndexError: index 6 is out of bounds for dimension 0 with size 6
>>> list(L(d, 2, sampler=[1.5]))
IndexError: only integers, slices...
>>> list(L(d, 2, sampler=[True, False]))
RuntimeError: stack expects each tensor to be equal size, but got [1, 6] at entry 0 and [0, 6] at...
>>> class Own(torch.utils.data.TensorDataset):
...     def __getitems__(self, indices): return [(100, 1)] * len(indices)
... list(L(Own(*d.tensors), 4))
[[tensor([100, 100, 100, 100]), tensor([1, 1, 1, 1])], [tensor([100, 100]), tensor([1, 1])]]
>>> class Own(torch.utils.data.Subset):
...     def __getitems__(self, indices): return [7] * len(indices)
... list(L(Own(d, [1, 2]), 2))
[tensor([7, 7])]
""".replace("L(", "torch.utils.data.DataLoader(").replace(
        ">>> ", ">>> d = torch.utils.data.TensorDataset(torch.arange(6), torch.arange(6.0))\n... "
    )
)
def test_batches_at_indices_of_every_kind(ask, code, answer):
    ask(code, answer)


def test_a_subclass_with_its_own_samples_is_asked_for_them():
    class Shifted(TensorDataset):
        def __getitem__(self, index):
            return (self.tensors[0][index] + 1,)

    assert Shifted(torch.zeros(3)).batch([0, 1]) is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (batch,) = next(iter(torch.utils.data.DataLoader(Shifted(torch.zeros(3)), batch_size=2)))
    assert batch.tolist() == [1.0, 1.0]
