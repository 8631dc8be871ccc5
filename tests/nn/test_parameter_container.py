"""Parameters in a list, and in a dict."""

from tests.nn import questions_given

LIST = "l = torch.nn.ParameterList([torch.ones(2), torch.nn.Parameter(torch.ones(1, 2)), 'a'])"
DICT = """\
d = torch.nn.ParameterDict(
    {'b': torch.ones(2), 'a': torch.nn.Parameter(torch.ones(1, 2))})"""


@questions_given(
    LIST,
    """
>>> l
ParameterList(
    (0): Parameter containing: [torch.float32 of size 2]
    (1): Parameter containing: [torch.float32 of size 1x2]
    (2): Object of type: str
)
>>> l[0], l[-2], len(l)
(Parameter containing:
tensor([1., 1.], requires_grad=True), Parameter containing:
tensor([[1., 1.]], requires_grad=True), 3)
>>> l[3]
IndexError: index 3 is out of range
>>> l[1:]
ParameterList(
    (0): Parameter containing: [torch.float32 of size 1x2]
    (1): Object of type: str
)
>>> l[0] = torch.zeros(3)
... l, l[0].requires_grad
(ParameterList(
    (0): Parameter containing: [torch.float32 of size 3]
    (1): Parameter containing: [torch.float32 of size 1x2]
    (2): Object of type: str
), True)
>>> l[4] = torch.zeros(3)
IndexError: index 4 is out of range
>>> l.append(torch.zeros(1)); [n for n, p in l.named_parameters()]
['0', '1', '3']
>>> l.extend([torch.zeros(1), 'b']); l
ParameterList(
    (0): Parameter containing: [torch.float32 of size 2]
    (1): Parameter containing: [torch.float32 of size 1x2]
    (2): Object of type: str
    (3): Parameter containing: [torch.float32 of size 1]
    (4): Object of type: str
)
>>> l.extend(torch.zeros(2))
TypeError: ParameterList.extend should be called with an iterable, but got Tensor
>>> l.extend(3)
TypeError: ParameterList.extend should be called with an iterable, but got int
>>> l += [torch.zeros(1)]
... len(l)
4
>>> l(x)
RuntimeError: ParameterList should not be called.
>>> torch.nn.ParameterList()
ParameterList()
>>> list(l.state_dict()), [type(v).__name__ for v in l]
(['0', '1'], ['Parameter', 'Parameter', 'str'])
""",
)
def test_parameter_list(ask, code, answer):
    ask(code, answer)


@questions_given(
    DICT,
    """
>>> d
ParameterDict(
    (a): Parameter containing: [torch.FloatTensor of size 1x2]
    (b): Parameter containing: [torch.FloatTensor of size 2]
)
>>> d['a'], list(d), len(d), 'a' in d, list(reversed(d))
(Parameter containing:
tensor([[1., 1.]], requires_grad=True), ['a', 'b'], 2, True, ['b', 'a'])
>>> d['c']
AttributeError: 'ParameterDict' object has no attribute 'c'
>>> d[3]
TypeError: Index given to ParameterDict cannot be used as a key as it is not a string (type is
'int')....
>>> d['c'] = torch.zeros(1, 2)
... d, type(d['c']).__name__
(ParameterDict(
    (a): Parameter containing: [torch.FloatTensor of size 1x2]
    (b): Parameter containing: [torch.FloatTensor of size 2]
    (c): Parameter containing: [torch.FloatTensor of size 1x2]
), 'Parameter')
>>> d[3] = torch.zeros(2)
TypeError: Index given to ParameterDict cannot be used as a key as it is not a string (type is
'int')....
>>> d['keys'] = torch.zeros(2)
KeyError: "attribute 'keys' already exists"
>>> del d['a']
... d, [n for n, p in d.named_parameters()]
(ParameterDict(  (b): Parameter containing: [torch.FloatTensor of size 2]), ['b'])
>>> d.pop('a'), list(d)
(Parameter containing:
tensor([[1., 1.]], requires_grad=True), ['b'])
>>> d.clear()
... d.popitem()
KeyError: 'popitem(): dictionary is empty'
>>> d.popitem()[0], list(d)
('b', ['a'])
>>> d.get('c'), d.get('c', 3), d.get('a') is d['a']
(None, 3, True)
>>> d.setdefault('c', torch.zeros(1)), d.setdefault('a') is d['a']
(Parameter containing:
tensor([0.], requires_grad=True), True)
>>> d.copy() is d, d.copy()['a'] is d['a']
(False, True)
>>> d.fromkeys(['x', 'y'], torch.zeros(1))
ParameterDict(
    (x): Parameter containing: [torch.FloatTensor of size 1]
    (y): Parameter containing: [torch.FloatTensor of size 1]
)
>>> list((d | torch.nn.ParameterDict({'z': torch.zeros(1)})).keys())
['a', 'b', 'z']
>>> d |= torch.nn.ParameterDict({'z': torch.zeros(1)})
... [k for k, v in d.items()], len(list(d.values()))
(['a', 'b', 'z'], 3)
>>> list(torch.nn.ParameterDict({'z': torch.zeros(1), 'y': torch.zeros(1)}))
['y', 'z']
>>> list(torch.nn.ParameterDict([('z', torch.zeros(1)), ('y', 3)]))
['z', 'y']
>>> d.update(3)
TypeError: ...Dict.update should be called with an iterable of key/value pairs, but got int
>>> d.update([3])
TypeError: ParameterDict update sequence element #0 should be Iterable; isint
>>> d.clear(); d
ParameterDict()
>>> d(x)
RuntimeError: ParameterDict should not be called.
""",
)
def test_parameter_dict(ask, code, answer):
    ask(code, answer)
