"""Saving: what comes back, here and in PyTorch, and what is refused."""

import collections
import io
import pickle
import zipfile

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import tinygrad_np
import tinygrad_np as torch
from tests.oracle import questions, questions_to_us
from tests.serialization import loaded, records_of, saved
from tinygrad_np.serialization import archive


def assert_alike(found, value):
    """Two values are alike, of whichever library their tensors are."""
    assert type(found).__name__ == type(value).__name__
    if hasattr(value, "storage_offset"):
        assert repr(found) == repr(value)
        assert found.storage_offset() == value.storage_offset()
        assert found.stride() == value.stride()
        assert found.detach().numpy().tobytes() == value.detach().numpy().tobytes()
    elif isinstance(value, dict):
        assert list(map(repr, found)) == list(map(repr, value))
        for key in value:
            assert_alike(found[key], value[key])
        if type(value) is collections.OrderedDict:
            assert_alike(vars(found), vars(value))
    elif type(value) in (list, tuple):
        assert len(found) == len(value)
        for one, other in zip(found, value, strict=True):
            assert_alike(one, other)
    else:
        assert repr(found) == repr(value)


def everything(torch):
    """One of each that can be saved, made by either library."""
    base = torch.arange(24.0).reshape(2, 3, 4)
    dtypes = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"]
    return {
        "tensors": [
            *[base, base.transpose(0, 2), base[1, 1:, ::2], base.expand(2, 2, 3, 4)],
            *[torch.arange(5.0).unfold(0, 3, 1), torch.arange(6.0).as_strided((2, 2), (1, 3), 1)],
            *[torch.tensor(2.5), torch.ones(2, requires_grad=True)],
            *[torch.tensor([1, 0, 1], dtype=getattr(torch, name)) for name in dtypes],
        ],
        "parameters": [
            torch.nn.Parameter(torch.ones(2)),
            torch.nn.Parameter(torch.ones(2, 2).t(), requires_grad=False),
        ],
        "numbers": [0, 1, -1, 255, 256, 65535, 65536, -(2**31), 2**31, 2**100, -(2**63), -(2**200)],
        "floats": [1.5, -0.0, float("inf"), 1e-310, 1 + 2j],
        "words": ["", "é\ud800", "x" * 300, b"", b"a\xffb", bytearray(b"xy")],
        "others": ["ccollections\nOrderedDict\n", "torch Size", None, True, False],
        "tuples": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
        "empty": [[], {}, set(), collections.OrderedDict(), collections.Counter()],
        "sets": [{1}, {"a"}, {(2, (3,))}],
        "counter": collections.Counter("aab"),
        "ordered": collections.OrderedDict(b=1, a=[2]),
        "torch": [torch.Size([2, 3]), torch.float32, torch.bfloat16, torch.strided],
        "devices": [torch.device("cuda", 1), torch.device("cpu")],
        ("a", 1): {3: {None: {1.5: [[[]]]}}},
        "many": [str(i) for i in range(300)],
    }


def test_everything_comes_back():
    assert_alike(loaded(saved(everything(torch))), everything(torch))


@pytest.mark.oracle
def test_everything_is_exchanged_with_pytorch():
    theirs = pytest.importorskip("torch")
    value = everything(theirs)
    assert_alike(theirs.load(io.BytesIO(saved(everything(torch))), weights_only=True), value)
    value["words"].remove(b"")  # PyTorch does not load what it writes for this one
    file = io.BytesIO()
    theirs.save(value, file)
    mine = everything(torch)
    mine["words"].remove(b"")
    assert_alike(loaded(file.getvalue()), mine)


@pytest.mark.oracle
def test_files_are_exchanged_with_pytorch(tmp_path):
    theirs = pytest.importorskip("torch")
    torch.save([torch.ones(3), torch.arange(4)], tmp_path / "ours.pt")
    for mmap in (False, True):
        found = theirs.load(tmp_path / "ours.pt", mmap=mmap)
        assert [t.tolist() for t in found] == [[1, 1, 1], [0, 1, 2, 3]]
    theirs.save([theirs.ones(3), theirs.arange(4)], tmp_path / "theirs.pt")
    for mmap in (False, True):
        found = torch.load(str(tmp_path / "theirs.pt"), mmap=mmap)
        assert [t.tolist() for t in found] == [[1, 1, 1], [0, 1, 2, 3]]


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(min_size=1)
)
keys = st.none() | st.integers() | st.text() | st.tuples(st.text(), st.integers())
values = st.recursive(
    scalars | st.binary(min_size=1),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(keys, inner)
        | st.dictionaries(keys, inner).map(collections.OrderedDict)
    ),
)


@hypothesis.given(values)
@hypothesis.settings(deadline=None)
def test_values_drawn_at_random(value):
    assert_alike(loaded(saved(value)), value)


@pytest.mark.oracle
@hypothesis.given(values)
@hypothesis.settings(deadline=None)
def test_values_drawn_at_random_are_exchanged_with_pytorch(value):
    theirs = pytest.importorskip("torch")
    assert_alike(theirs.load(io.BytesIO(saved(value)), weights_only=True), value)
    file = io.BytesIO()
    theirs.save(value, file)
    assert_alike(loaded(file.getvalue()), value)


def test_what_is_shared_stays_shared():
    base, words = torch.zeros(6), ["a"]
    value = {"base": base, "row": base.view(2, 3)[1], "same": base, "words": [words, words]}
    value["itself"] = value
    assert len([name for name in records_of(saved(value)) if name.startswith("data/")]) == 1
    found = loaded(saved(value))
    assert found["itself"] is found
    assert found["same"] is found["base"]
    assert found["words"][0] is found["words"][1]
    found["row"].fill_(2)
    assert found["base"].tolist() == [0, 0, 0, 2, 2, 2]


def test_strange_memory():
    """What PyTorch could not describe is saved as it looks."""
    backwards = torch.from_numpy(np.arange(6.0)[::-1])
    field = torch.from_numpy(np.zeros(3, [("a", "i1"), ("b", "f4")])["b"])
    window = torch.from_numpy(np.lib.stride_tricks.as_strided(np.arange(4), (2, 2), (8, 8)))
    gaps = torch.from_numpy(np.broadcast_to(np.float32(3), (2, 2)))
    for tensor in (backwards, field, window, gaps, torch.from_dlpack(np.arange(6)[::2])):
        assert loaded(saved(tensor)).tolist() == tensor.tolist()


def test_a_state_dict_knows_its_versions():
    network = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Linear(3, 1))
    found = loaded(saved(network.state_dict()))
    assert_alike(found, network.state_dict())
    assert found._metadata == network.state_dict()._metadata


OPTIMIZERS = ["SGD", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Adagrad", "Adadelta", "RMSprop"]
OPTIMIZERS += ["Rprop", "ASGD"]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_goes_on_from_a_checkpoint(name):
    def start():
        torch.manual_seed(0)
        network = torch.nn.Linear(3, 2)
        options = {"momentum": 0.9} if name == "SGD" else {}
        return network, getattr(torch.optim, name)(network.parameters(), lr=0.05, **options)

    def train(network, optimizer, times):
        for _ in range(times):
            optimizer.zero_grad()
            network(torch.ones(4, 3)).square().sum().backward()
            optimizer.step()

    whole, half, resumed = start(), start(), start()
    train(*whole, 4)
    train(*half, 2)
    state = loaded(saved({"network": half[0].state_dict(), "optimizer": half[1].state_dict()}))
    resumed[0].load_state_dict(state["network"])
    resumed[1].load_state_dict(state["optimizer"])
    train(*resumed, 2)
    assert_alike(dict(resumed[0].state_dict()), dict(whole[0].state_dict()))


def test_schedulers_and_generators_can_be_saved():
    optimizer = torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=1.0)
    steps = torch.optim.lr_scheduler
    for scheduler in (
        steps.StepLR(optimizer, 2),
        steps.CosineAnnealingLR(optimizer, 5),
        steps.ReduceLROnPlateau(optimizer),
        steps.MultiStepLR(optimizer, [2, 3]),
        steps.OneCycleLR(optimizer, 1.0, 10),
        steps.SequentialLR(optimizer, [steps.StepLR(optimizer, 2)] * 2, [3]),
    ):
        state = scheduler.state_dict()
        assert_alike(loaded(saved(state)), state)
    assert loaded(saved(torch.get_rng_state())).equal(torch.get_rng_state())


def test_records_are_where_pytorch_puts_them():
    content = saved([torch.ones(3), torch.ones(5, dtype=torch.float64)])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = ["data.pkl", "byteorder", "data/0", "data/1", "version"]
        assert file.namelist() == [f"archive/{name}" for name in names]
        assert file.testzip() is None
    assert content.index(np.ones(5).tobytes()) % 64 == 0


@pytest.mark.parametrize("limit", [0, 13, 200])
def test_files_of_more_than_four_gigabytes(monkeypatch, limit):
    """They have 64-bit sizes and offsets; here so have smaller ones."""
    monkeypatch.setattr(archive, "_WIDE", limit)
    content = saved([torch.arange(30.0), torch.ones(2)])
    monkeypatch.undo()
    assert loaded(content)[0].tolist() == list(range(30))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None


@pytest.mark.oracle
def test_pytorch_reads_files_of_more_than_four_gigabytes(monkeypatch):
    theirs = pytest.importorskip("torch")
    monkeypatch.setattr(archive, "_WIDE", 13)
    content = saved([torch.arange(30.0), torch.ones(2)])
    assert theirs.load(io.BytesIO(content))[0].tolist() == list(range(30))


class Strange(dict):
    pass


class Labelled(tinygrad_np.Tensor):
    pass


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"m": [torch.nn.Linear(1, 1)]}, r"obj\['m'\]\[0\] is of .*Linear, .* its state_dict\(\)"),
        ([1, {"a": lambda: 3}], r"obj\[1\]\['a'\] is of type function"),
        (np.ones(2), r"obj is of type numpy.ndarray, .*: save torch.from_numpy\(\) of it"),
        ({"loss": np.float64(2)}, r"obj\['loss'\] is of type numpy.float64, .*: save its item\(\)"),
        (frozenset([1]), r"frozenset, .*: save set\(\) of it"),
        (Strange(a=1), r"Strange, .*: save dict\(\) of it"),
        (collections.defaultdict(list), r"collections.defaultdict, .*: save dict\(\) of it"),
        (torch.ones(2).as_subclass(Labelled), r"save it as_subclass\(torch.Tensor\)"),
        (object(), "is of type object, .*: save numbers, strings, lists and dicts of which"),
        (torch.float32.__class__, "is of type type"),
        (2**3000, "more than 255 bytes: save it as a str"),
        ({torch.ones(1): 1}, "a key or element that would not be loaded: a key is a Tensor"),
        ({(1,) * 200: 1}, "a tuple of more than 100 parts"),
        ({"s": {frozenset()}}, r"obj\['s'\] has a key or element that would not be loaded"),
    ],
)
def test_what_pytorch_would_not_load_is_not_saved(value, why, tmp_path):
    (tmp_path / "x.pt").write_bytes(b"before")
    with pytest.raises(pickle.PicklingError, match=rf"^save\(\): .*{why}"):
        torch.save(value, tmp_path / "x.pt")
    assert (tmp_path / "x.pt").read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_deep_values():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(pickle.PicklingError, match="nested too deeply"):
        saved(deep)


@questions(
    """
>>> torch.save(torch.ones(2))
TypeError: save() missing 1 required positional argument: 'f'
>>> torch.save(torch.ones(2), 3)
AttributeError: expected 'f' to be string, path, or a file-like object with a 'write' attribute
>>> torch.save(torch.ones(2), None)
AttributeError: expected 'f' to be string, path, or a file-like object with a 'write' attribute
>>> torch.save(torch.ones(2), '/nowhere/at/all.pt')
RuntimeError: Parent directory /nowhere/at does not exist.
>>> import io; y = torch.ones(2); torch.save([y, y.view(torch.int32)], io.BytesIO())
RuntimeError: Cannot save multiple tensors or storages that view the same data as different types...
>>> import io; torch.save(torch.ones(2), io.StringIO())
TypeError: string argument expected, got ...
>>> import io; torch.save(x, io.BytesIO())
None
>>> torch.save(x, '/dev/null')
None
"""
)
def test_malformed_calls(ask, code, answer):
    ask(code, answer)


# What PyTorch can do, and this does not, or says in many more words.
@questions_to_us(
    """
>>> torch.save(torch.ones(2), '/')
RuntimeError: open file failed with strerror: Is a directory: '/'
>>> import io; torch.save(x, io.BytesIO(), io)
ValueError: save(): another pickle_module is not supported: leave it out
>>> import io; torch.save(x, io.BytesIO(), pickle_protocol=4)
ValueError: save(): pickle_protocol 4 is not supported: torch.load() with weights_only=True reads 2,
the default
>>> import io; torch.save(x, io.BytesIO(), _use_new_zipfile_serialization=False)
ValueError: save(): PyTorch's format from before version 1.6 is not supported: leave out
_use_new_zipfile_serialization
"""
)
def test_other_ways_of_saving_are_refused(ask, code, answer):
    ask(code, answer)
