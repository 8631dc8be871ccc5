"""Samplers: the same order from the same seed as in PyTorch."""

from tests.oracle import questions

D = "torch.utils.data."


@questions(
    """
>>> list(D.SequentialSampler(range(3))), len(D.SequentialSampler(range(3)))
([0, 1, 2], 3)
>>> torch.manual_seed(0); s = D.RandomSampler(range(5))
... list(s), list(s), len(s)
([1, 3, 4, 2, 0], [1, 4, 2, 3, 0], 5)
>>> g = torch.Generator().manual_seed(5); s = D.RandomSampler(range(5), generator=g)
... list(s), list(s)
([1, 3, 0, 4, 2], [3, 1, 0, 2, 4])
>>> g = torch.Generator().manual_seed(5)
... list(D.RandomSampler(range(3), True, 40, g)) == list(D.RandomSampler(range(3), True, 40, g))
False
>>> torch.manual_seed(0)
... list(D.RandomSampler(range(5), replacement=True, num_samples=7))
[1, 0, 4, 3, 4, 0, 2]
>>> torch.manual_seed(0)
... list(D.RandomSampler(range(3), num_samples=7))
[0, 1, 2, 2, 0, 1, 0]
>>> D.RandomSampler([])
ValueError: num_samples should be a positive integer value, but got num_samples=0
>>> D.RandomSampler([1], replacement=2)
TypeError: replacement should be a boolean value, but got replacement=2
>>> D.RandomSampler([1], num_samples=-1)
ValueError: num_samples should be a positive integer value, but got num_samples=-1
>>> torch.manual_seed(0); s = D.SubsetRandomSampler([7, 3, 5])
... list(s), len(s)
([5, 7, 3], 3)
>>> torch.manual_seed(0); s = D.WeightedRandomSampler([0.1, 0.7, 0.2], 6)
... list(s), len(s)
([2, 1, 1, 2, 1, 1], 6)
>>> torch.manual_seed(0)
... sorted(D.WeightedRandomSampler([0.1, 0.7, 0.2], 3, replacement=False))
[0, 1, 2]
>>> D.WeightedRandomSampler([[0.1]], 1)
ValueError: weights should be a 1d sequence but given weights have shape (1, 1)
>>> D.WeightedRandomSampler([0.1], 0)
ValueError: num_samples should be a positive integer value, but got num_samples=0
>>> D.WeightedRandomSampler([0.1], 1, 3)
ValueError: replacement should be a boolean value, but got replacement=3
>>> b = D.BatchSampler(range(7), 3, False)
... list(b), len(b)
([[0, 1, 2], [3, 4, 5], [6]], 3)
>>> b = D.BatchSampler(range(7), 3, True)
... list(b), len(b)
([[0, 1, 2], [3, 4, 5]], 2)
>>> D.BatchSampler(range(7), 0, True)
ValueError: batch_size should be a positive integer value, but got batch_size=0
>>> D.BatchSampler(range(7), True, True)
ValueError: batch_size should be a positive integer value, but got batch_size=True
>>> D.BatchSampler(range(7), 2, None)
ValueError: drop_last should be a boolean value, but got drop_last=None
""".replace("D.", D)
)
def test_samplers(ask, code, answer):
    ask(code, answer)
