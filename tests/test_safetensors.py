"""Files of safetensors: what its library reads and writes, and what is refused."""

import io
import json
import os
import struct
import sys
import tracemalloc

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions_to_us
from tinygrad_np import safetensors

library = pytest.importorskip("safetensors")
numpy_face = pytest.importorskip("safetensors.numpy")
DTYPES = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"]


def tensors(torch):
    found = {name: torch.tensor([1, 0, 1], dtype=getattr(torch, name)) for name in DTYPES}
    shapes = {"scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "cube": torch.ones(2, 3, 4)}
    return {**found, **shapes, "parameter": torch.nn.Parameter(torch.ones(2))}


def assert_same(found, wanted):
    assert sorted(found) == sorted(wanted)
    for name, tensor in wanted.items():
        assert str(found[name].dtype) == str(tensor.dtype)
        assert tuple(found[name].shape) == tuple(tensor.shape)
        assert found[name].tolist() == tensor.tolist()


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "x.safetensors"
    safetensors.save_file(tensors(torch), path, {"made": "here"})
    found = torch.safetensors.load_file(path)
    assert_same(found, tensors(torch))
    assert_same(torch.load(path), tensors(torch))
    assert_same(safetensors.load(path.read_bytes()), tensors(torch))
    found["cube"].add_(1)  # it is in memory of its own
    assert torch.load(path)["cube"].sum() == 24
    assert os.listdir(tmp_path) == ["x.safetensors"]
    arrays = numpy_face.load_file(path)
    assert {name: array.tolist() for name, array in arrays.items()} == {
        name: tensor.tolist() for name, tensor in tensors(torch).items()
    }


@pytest.mark.oracle
def test_files_are_exchanged_with_pytorch(tmp_path):
    theirs, face = pytest.importorskip("torch"), pytest.importorskip("safetensors.torch")
    safetensors.save_file(tensors(torch), tmp_path / "ours.safetensors")
    assert_same(face.load_file(tmp_path / "ours.safetensors"), tensors(torch))
    face.save_file(tensors(theirs), tmp_path / "theirs.safetensors")
    assert_same(safetensors.load_file(tmp_path / "theirs.safetensors"), tensors(torch))


def test_a_file_is_read_in_parts(tmp_path):
    safetensors.save_file({"a": torch.arange(6).reshape(3, 2)}, tmp_path / "x", {"k": "v"})
    with safetensors.safe_open(tmp_path / "x", framework="pt", device="cpu") as file:
        assert (file.keys(), file.metadata()) == (["a"], {"k": "v"})
        assert file.get_tensor("a").tolist() == [[0, 1], [2, 3], [4, 5]]
        part = file.get_slice("a")
        assert (part.get_shape(), part.get_dtype()) == ([3, 2], "I64")
        assert part[1:, 0].tolist() == [2, 4]


class Tied(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
        self.b.weight = self.a.weight


def test_a_model_with_tied_weights(tmp_path):
    one, other = Tied(), Tied()
    with pytest.raises(RuntimeError, match=r"share memory, .* \['a.weight', 'b.weight'\]"):
        safetensors.save_file(one.state_dict(), tmp_path / "x")
    safetensors.save_model(one, tmp_path / "x")
    with safetensors.safe_open(tmp_path / "x") as file:
        assert sorted(file.keys()) == ["a.bias", "a.weight", "b.bias"]
        assert file.metadata() == {"b.weight": "a.weight"}
    assert safetensors.load_model(other, tmp_path / "x") == (set(), [])
    assert_same(other.state_dict(), one.state_dict())


@pytest.mark.oracle
def test_models_are_exchanged_with_pytorch(tmp_path):
    theirs, face = pytest.importorskip("torch"), pytest.importorskip("safetensors.torch")
    ours, other = torch.nn.Linear(2, 3), theirs.nn.Linear(2, 3)
    safetensors.save_model(ours, tmp_path / "x")
    assert face.load_model(other, tmp_path / "x") == (set(), [])
    assert_same(other.state_dict(), ours.state_dict())
    fresh = torch.nn.Linear(2, 3)
    face.save_model(other, tmp_path / "y")
    assert safetensors.load_model(fresh, tmp_path / "y") == (set(), [])
    assert_same(fresh.state_dict(), ours.state_dict())


def test_a_model_that_does_not_fit_is_not_changed(tmp_path):
    safetensors.save_file({"weight": torch.ones(3, 2), "more": torch.ones(1)}, tmp_path / "x")
    network = torch.nn.Linear(2, 3)
    before = network.weight.tolist()
    with pytest.raises(RuntimeError, match=r"(?s)Missing key.*bias.*Unexpected key.*more"):
        safetensors.load_model(network, tmp_path / "x")
    assert network.weight.tolist() == before
    assert safetensors.load_model(network, tmp_path / "x", strict=False) == ({"bias"}, ["more"])
    assert network.weight.tolist() == torch.ones(3, 2).tolist()


def file_of(dtype, shape, data):
    header = json.dumps({"x": {"dtype": dtype, "shape": shape, "data_offsets": [0, len(data)]}})
    return struct.pack("<Q", len(header)) + header.encode() + data


@pytest.mark.parametrize("dtype", ["BF16", "U16"])
def test_other_dtypes_are_refused_by_name(dtype, tmp_path):
    content = file_of(dtype, [2], bytes(4))
    (tmp_path / "x").write_bytes(content)
    for load, source in ((safetensors.load, content), (safetensors.load_file, tmp_path / "x")):
        with pytest.raises(TypeError, match=f"tensor 'x' in the file is of dtype {dtype}"):
            load(source)
    with safetensors.safe_open(tmp_path / "x") as file, pytest.raises(TypeError, match=dtype):
        file.get_slice("x")[0]


def test_a_file_that_ends_too_early(tmp_path):
    content = safetensors.save({"a": torch.ones(20)})
    for length in range(len(content)):
        (tmp_path / "x").write_bytes(content[:length])
        with pytest.raises(Exception, match=r"(?i)header|empty|metadata|buffer|invalid"):
            safetensors.load_file(tmp_path / "x")


def loads_of(content, folder):
    """What becomes of the bytes of a file in each way of loading it: tensors, or an error."""
    (folder / "x").write_bytes(content)
    for load, source in ((safetensors.load, content), (safetensors.load_file, folder / "x")):
        try:
            yield load(source)
        except (library.SafetensorError, TypeError):
            yield None


def test_any_byte_that_is_wrong(tmp_path):
    """There are no checksums: a wrong header is refused, or describes the bytes that there are."""
    wanted = {"a": torch.arange(6.0).reshape(2, 3), "b": torch.tensor([True, False])}
    content = safetensors.save(wanted, {"k": "v"})
    start, refused = 8 + struct.unpack_from("<Q", content)[0], 0
    for place in range(start):
        for flip in (0x01, 0x10, 0xFF):
            damaged = bytearray(content)
            damaged[place] ^= flip
            for found in loads_of(bytes(damaged), tmp_path):
                refused += found is None
                if found is not None:
                    read = sum(t.numel() * t.element_size() for t in found.values())
                    assert read == len(content) - start
    assert refused > start


HOSTILE = [
    {"shape": [2**63]},
    {"shape": [2**32, 2**32]},
    {"shape": [-1]},
    {"shape": [0, 2**62]},
    {"shape": 3},
    {"dtype": "F128"},
    {"dtype": 3},
    {"data_offsets": [0, 2**62]},
    {"data_offsets": [8, 0]},
    {"data_offsets": [-8, 0]},
    {"data_offsets": [4, 12]},
    {"data_offsets": []},
]


@pytest.mark.parametrize("lie", HOSTILE)
def test_headers_that_lie(lie, tmp_path):
    entry = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]} | lie
    header = json.dumps({"x": entry}).encode()
    assert_refused_cheaply(struct.pack("<Q", len(header)) + header + bytes(8), tmp_path)


@pytest.mark.parametrize("length", [2**63, 2**40, 100, 0])
def test_headers_of_a_length_that_lies(length, tmp_path):
    assert_refused_cheaply(struct.pack("<Q", length) + b"{}" + bytes(20), tmp_path)


def test_headers_nested_deeply(tmp_path):
    assert_refused_cheaply(struct.pack("<Q", 100_000) + b"[" * 100_000, tmp_path)


def assert_refused_cheaply(content, folder):
    tracemalloc.start()
    assert list(loads_of(content, folder)) == [None, None]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000 + 2 * len(content)


def test_a_bool_is_true_or_false(tmp_path):
    for found in loads_of(file_of("BOOL", [4], b"\0\1\2\xff"), tmp_path):
        assert found["x"].tolist() == [False, True, True, True]
        assert found["x"].sum().item() == 3
    with safetensors.safe_open(tmp_path / "x") as file:
        assert file.get_slice("x")[1:].sum().item() == 3


def test_without_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "safetensors", None)
    for call in (
        lambda: safetensors.save({}),
        lambda: safetensors.load(b""),
        lambda: safetensors.load_file("x"),
        lambda: torch.load("x.safetensors"),
    ):
        with pytest.raises(ImportError, match="python -m pip install safetensors"):
            call()


def test_strange_memory():
    strange = torch.from_numpy(np.arange(3.0)[::-1])
    with pytest.raises(ValueError, match="non contiguous tensor: `x`"):
        safetensors.save({"x": strange})
    assert safetensors.load(safetensors.save({"x": strange.contiguous()}))["x"].tolist() == [
        2,
        1,
        0,
    ]
    halves = dict(zip("ab", torch.arange(4).chunk(2), strict=True))
    assert safetensors.load(safetensors.save(halves))["b"].tolist() == [2, 3]


# The library's own words, which PyTorch does not have.
@questions_to_us(
    """
>>> torch.safetensors.save([x])
ValueError: Expected a dict of [str, torch.Tensor] but received <class 'list'>
>>> torch.safetensors.save({'a': 3})
ValueError: Key `a` is invalid, expected torch.Tensor but received <class 'int'>
>>> torch.safetensors.save({'a': x.t()})
ValueError: You are trying to save a non contiguous tensor: `a` which is not allowed: ...
>>> torch.safetensors.save({'a': x, 'b': x[1]})
RuntimeError: Some tensors share memory, ... ['a', 'b']. ...
>>> torch.safetensors.save_file({'a': x}, '/nowhere/at/all')
RuntimeError: Parent directory /nowhere/at does not exist.
>>> torch.safetensors.load_file('/nowhere/x')
FileNotFoundError: No such file or directory: ...
>>> torch.safetensors.load_file('/nowhere/x', 'cuda')
RuntimeError: device 'cuda' is not available: ...
>>> torch.safetensors.safe_open('/nowhere/x', 'np')
ValueError: safe_open(): framework 'np' is not supported, only 'pt'
>>> torch.load('x.safetensors', {'cuda': 'cpu'})
RuntimeError: Loading safetensors file with dict map_location is not supported. ...
>>> torch.load('x.safetensors', lambda storage, location: storage)
RuntimeError: Loading safetensors file with callable map_location is not supported. ...
"""
)
def test_malformed_calls(ask, code, answer):
    ask(code, answer)


def test_metadata_are_strings():
    content = io.BytesIO(safetensors.save({"a": torch.ones(1)}, {"k": "v"})).getvalue()
    assert b'"k":"v"' in content
    with pytest.raises(TypeError):
        safetensors.save({"a": torch.ones(1)}, {"k": 1})
