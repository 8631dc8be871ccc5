"""Batches of samples of every kind."""

from tests.oracle import questions

D = "torch.utils.data.default_collate"


@questions(
    """
>>> C([1, 2]), C([1.5, 2.5]), C(['a', 'b']), C([b'a'])
(tensor([1, 2]), tensor([1.5000, 2.5000], dtype=torch.float64), ['a', 'b'], [b'a'])
>>> C([True, False])
tensor([ True, False])
>>> C([v, v])
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<StackBackward0>)
>>> C([np.ones(2, np.float32), np.zeros(2, np.float32)])
tensor([[1., 1.], [0., 0.]])
>>> C([np.float32(1), np.float32(2)])
tensor([1., 2.])
>>> C([np.int64(1), np.int64(2)])
tensor([1, 2])
>>> C([(1, 'a'), (2, 'b')])
[tensor([1, 2]), ('a', 'b')]
>>> C([[1, 2.0], [3, 4.0]])
[tensor([1, 3]), tensor([2., 4.], dtype=torch.float64)]
>>> C([{'a': 1, 'b': [2]}, {'a': 3, 'b': [4]}])
{'a': tensor([1, 3]), 'b': [tensor([2, 4])]}
>>> from collections import namedtuple, OrderedDict
... P = namedtuple('P', 'x y')
... C([P(1, 2), P(3, 4)]), C([OrderedDict(a=1)])
(P(x=tensor([1, 3]), y=tensor([2, 4])), OrderedDict([('a', tensor([1]))]))
>>> C([v, x])
RuntimeError: stack expects each tensor to be equal size, but got [3] at entry 0 and [2, 3] at...
>>> C([(1, 2), (3,)])
RuntimeError: each element in list of batch should be of equal size
>>> C([object()])
TypeError: default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists;
found <class 'object'>
>>> C([np.array(['a'])])
TypeError: default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists;
found <U1
>>> torch.utils.data.default_convert([np.ones(1), 3, 'a', {'b': np.zeros(1)}, (np.ones(1),)])
[tensor([1.], dtype=torch.float64), 3, 'a', {'b': tensor([0.], dtype=torch.float64)},
[tensor([1.], dtype=torch.float64)]]
""".replace("C(", D + "(").replace("OrderedDict({'a': tensor([1])})", "OrderedDict(...)")
)
def test_collating(ask, code, answer):
    ask(code, answer)
