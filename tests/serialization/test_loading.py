"""Loading checkpoints that PyTorch wrote (.ci/make_checkpoints.py), without PyTorch."""

import collections
import io
import pickle
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us
from tests.serialization import archive_of, loaded, records_of, saved

DATA = Path(__file__).parents[1] / "data"


def model():
    return torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))


def test_a_state_dict():
    state = torch.load(DATA / "model.pt")
    assert type(state) is collections.OrderedDict
    assert state._metadata == model().state_dict()._metadata
    network = model()
    assert str(network.load_state_dict(state)) == "<All keys matched successfully>"
    assert network[0].weight.tolist() == torch.linspace(-1, 1, 6).reshape(3, 2).tolist()


def test_training_goes_on_where_pytorch_stopped():
    state = torch.load(DATA / "training.pt")
    network = model().double()
    network.load_state_dict(state["model"])
    optimizer = torch.optim.Adam(network.parameters(), lr=1.0)
    optimizer.load_state_dict(state["optimizer"])
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
    scheduler.load_state_dict(state["scheduler"])
    x = torch.tensor([[0.5, -1.0], [2.0, 0.25]], dtype=torch.float64)
    (network(x) ** 2).sum().backward()
    optimizer.step()
    assert (state["epoch"], scheduler.last_epoch) == (2, 2)
    for name, value in network.state_dict().items():
        np.testing.assert_allclose(value.numpy(), state["next"][name].numpy(), rtol=1e-13)
    generator = torch.Generator()
    generator.set_state(state["rng"])
    assert generator.initial_seed() == 1


@pytest.mark.parametrize("mmap", [False, True])
def test_tensors_of_all_kinds(mmap):
    found = torch.load(DATA / "tensors.pt", mmap=mmap)
    base = torch.arange(24.0).reshape(2, 3, 4)
    for name, wanted in {
        "base": base,
        "transposed": base.transpose(0, 2),
        "part": base[1, 1:, ::2],
        "expanded": torch.ones(3, 1).expand(3, 4),
        "windows": torch.arange(5.0).unfold(0, 3, 1),
        "scalar": torch.tensor(2.5),
        "leaf": torch.ones(2, requires_grad=True),
        "parameter": torch.nn.Parameter(torch.ones(2)),
        "frozen": torch.nn.Parameter(torch.ones(2), requires_grad=False),
    }.items():
        tensor = found[name]
        assert repr(tensor) == repr(wanted)
        assert tensor.stride() == wanted.stride()
        assert tensor.storage_offset() == wanted.storage_offset()
        assert tensor.dtype == wanted.dtype
    assert (found["empty"].shape, found["empty"].stride()) == ((0, 3), (3, 1))
    for name, tensor in found["dtypes"].items():
        assert (str(tensor.dtype), tensor.tolist()) == (f"torch.{name}", [1, 0, 1])
    found["transposed"].zero_()
    assert found["base"].sum() == found["part"].sum() == 0
    assert found["base"]._version == 1, "what shares memory notices the writes to it"
    assert torch.load(DATA / "tensors.pt", mmap=mmap)["base"].sum() == 276


def test_plain_values():
    found = torch.load(DATA / "values.pt")
    assert found["itself"][0] is found
    numbers = [0, 1, -1, 255, 256, 65536, -(2**31), 2**31, 2**100, -(2**63), 1.5, -0.0, 1 + 2j]
    assert repr(found["numbers"]) == repr(numbers)
    assert found["words"] == ["", "é\ud800", b"a\xffb", bytearray(b"xy"), None, True, False]
    assert found["tuples"] == ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4))
    assert found["sets"] == {1, "a", (2, 3)}
    assert found["counter"] == collections.Counter("aab")
    assert found["ordered"] == collections.OrderedDict(b=1, a=[2])
    kinds = [torch.Size([2, 3]), torch.float32, torch.bfloat16, torch.device("cuda", 1)]
    assert found["torch"] == kinds
    assert found["a", 1] == {3: {None: {}}}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("refused_bfloat16", "GLOBAL torch.BFloat16Storage: there are no tensors of torch.bfloat1"),
        ("refused_complex", "GLOBAL torch.ComplexFloatStorage: there are no complex tensors"),
        ("refused_uint16", r"_rebuild_tensor_v3: it makes tensors of a dtype that is not here"),
        ("refused_sparse", r"_rebuild_sparse_tensor: there are no sparse tensors: to_dense\(\) it"),
        ("refused_storage", "GLOBAL torch.storage.UntypedStorage: there are no storages"),
        ("refused_module", r"Linear was not an allowed .*: of a module save the state_dict\(\)"),
        ("refused_function", "GLOBAL posix.getcwd was not an allowed global by default"),
        ("refused_custom", "GLOBAL __main__.Custom was not an allowed global.* is ever run"),
        ("legacy", "format from before version 1.6: load it with PyTorch, and torch.save"),
    ],
)
def test_anything_else_is_refused_by_name(name, why):
    with pytest.raises(pickle.UnpicklingError, match=rf"(?s)Weights only load failed.*{why}"):
        torch.load(DATA / f"{name}.pt", weights_only=False)


def test_where_a_storage_came_from():
    records = records_of(saved(torch.ones(2)))
    records["data.pkl"] = records["data.pkl"].replace(b"\3\0\0\0cpu", b"\6\0\0\0cuda:0")
    elsewhere = archive_of(records)
    with pytest.raises(RuntimeError, match=r"on a CUDA device .* map_location=torch.device.'cpu'"):
        loaded(elsewhere)
    with pytest.raises(RuntimeError, match=r"on a CUDA device .tagged with cuda:1"):
        loaded(elsewhere, map_location={"cuda:0": "cuda:1"})
    seen = []

    def keep(storage, location):
        seen.append(location)
        return storage

    for place in ("cpu", torch.device("cpu"), {"cuda:0": "cpu"}, keep):
        assert loaded(elsewhere, map_location=place).tolist() == [1, 1]
    assert seen == ["cuda:0"]
    with pytest.raises(RuntimeError, match="must give the storage that it is called with, or None"):
        loaded(elsewhere, map_location=lambda storage, location: torch.ones(2))


def test_the_other_byte_order():
    records = records_of(saved([torch.arange(3, dtype=torch.int32), torch.tensor([True])]))
    records["byteorder"] = b"little" if sys.byteorder == "big" else b"big"
    records["data/0"] = np.arange(3, dtype=np.int32).byteswap().tobytes()
    assert [t.tolist() for t in loaded(archive_of(records))] == [[0, 1, 2], [True]]
    with pytest.raises(ValueError, match="Unknown endianness type: b'odd'"):
        loaded(archive_of({**records, "byteorder": b"odd"}))


def test_truth_values_are_true_or_false():
    records = records_of(saved(torch.tensor([True, False])))
    records["data/0"] = b"\2\0"
    assert (loaded(archive_of(records)) == torch.tensor([True, False])).all()


def test_an_archive_in_the_middle_of_a_file():
    file = io.BytesIO()
    file.write(b"before")
    torch.save({"a": torch.ones(2)}, file)
    file.seek(6)
    assert torch.load(file)["a"].tolist() == [1, 1]


def test_a_file_object_that_can_only_read_and_seek():
    class Reader:
        def __init__(self):
            file = io.BytesIO(saved({"a": torch.ones(300)}))
            self.seek, self.tell = file.seek, file.tell
            self.read = lambda size: file.read(min(size, 100))

    assert torch.load(Reader())["a"].tolist() == [1] * 300


def test_records_in_odd_places_are_read_though_mapped(tmp_path):
    """Zip programs put them anywhere."""
    with zipfile.ZipFile(tmp_path / "x.pt", "w") as file:
        for name, content in records_of(saved(torch.arange(3.0))).items():
            file.writestr(f"xyz/{name}", content)
    assert torch.load(tmp_path / "x.pt", mmap=True).tolist() == [0, 1, 2]


def test_inference_tensors():
    with torch.inference_mode():
        assert loaded(saved(torch.ones(2))).is_inference()


@questions(
    """
>>> torch.load(3)
AttributeError: 'int' object has no attribute 'seek'. You can only torch.load from a file that is
seekable. Please pre-load the data into a buffer like io.BytesIO and try to load from it instead.
>>> torch.load('/nowhere/x.pt')
FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/x.pt'
>>> torch.load('/')
IsADirectoryError: [Errno 21] Is a directory: '/'
>>> import io, pickle; torch.load(io.BytesIO(), pickle_module=pickle, weights_only=True)
RuntimeError: Can not safely load weights when explicit pickle_module is specified
>>> import io; f = io.BytesIO(); torch.save(torch.ones(2), f); _ = f.seek(0); torch.load(f)
tensor([1., 1.])
>>> import io; f = io.BytesIO(); torch.save(torch.ones(2), f); _ = f.seek(0); torch.load(f, 'cpu')
tensor([1., 1.])
>>> import io; f = io.BytesIO(); torch.save(1, f); _ = f.seek(0); torch.load(f, mmap=True)
ValueError: f must be a file path in order to use the mmap argument
>>> import io; f = io.BytesIO(); torch.save(torch.ones(2), f); _ = f.seek(0); torch.load(f, 3)
TypeError: 'int' object is not callable
>>> torch.load()
TypeError: load() missing 1 required positional argument: 'f'
"""
)
def test_malformed_calls(ask, code, answer):
    ask(code, answer)


# PyTorch says these in other words, or of errors inside of its own code.
@questions_to_us(
    """
>>> import io; torch.load(io.BytesIO(b'hello'))
UnpicklingError: Weights only load failed. No file of torch.save() begins with b'hello': ...
>>> import io; torch.load(io.StringIO('PK'))
TypeError: load(): the file is open for text: open it for bytes, with mode 'rb'
>>> import io; torch.load(io.BytesIO(b''))
EOFError: Ran out of input: the file is empty
>>> import io, os; torch.load(io.BytesIO(), pickle_module=os)
RuntimeError: Can not safely load weights when explicit pickle_module is specified
>>> import io; torch.load(io.BytesIO(), map_location='cuda')
RuntimeError: device 'cuda' is not available: tensors live on the CPU (device 'cpu'); ...
>>> import io; torch.load(io.BytesIO(), map_location='here')
RuntimeError: Expected one of cpu, ... device type at start of device string: here
"""
)
def test_malformed_calls_answered_otherwise(ask, code, answer):
    ask(code, answer)


def test_other_arguments_mean_nothing():
    with pytest.warns(UserWarning, match="pickle_load_args only works if `weights_only=False`"):
        assert loaded(saved(1), encoding="latin1") == 1
