"""Damaged and hostile checkpoints: a clear error, or what was saved; and no code is run."""

import contextlib
import io
import pickle
import struct
import tracemalloc
import zipfile
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

import tinygrad_np as torch
from tests.serialization import archive_of, loaded, pickled, records_of, saved

DATA = Path(__file__).parents[1] / "data"
ERRORS = (RuntimeError, pickle.UnpicklingError)
OURS = saved({"weight": torch.arange(6.0).reshape(2, 3).t(), "epoch": 3, "mask": torch.ones(2) > 0})
THEIRS = (DATA / "model.pt").read_bytes()


def described(value):
    """All that there is to say of a value."""
    return repr(value) + repr([t.stride() for t in value.values() if isinstance(t, torch.Tensor)])


@pytest.mark.parametrize("content", [OURS, THEIRS], ids=["ours", "PyTorch's"])
@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_a_byte_that_is_wrong(content, flip):
    right, noticed = described(loaded(content)), 0
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= flip
        try:
            found = loaded(bytes(damaged))
        except ERRORS:
            noticed += 1
        else:
            assert described(found) == right, f"byte {place} was not noticed"
    assert noticed > len(content) // 5  # the rest is padding, and what nobody asks for


@pytest.mark.parametrize("content", [OURS, THEIRS], ids=["ours", "PyTorch's"])
def test_a_byte_that_is_wrong_in_a_mapped_file(content, tmp_path):
    """What tensors hold is not checked then, but all that says how they lie in the file."""
    path = tmp_path / "x.pt"
    path.write_bytes(content)
    right = shapes_of(torch.load(path, mmap=True))
    for place in range(len(content)):
        with open(path, "r+b") as file:
            file.seek(place)
            file.write(bytes([content[place] ^ 0xFF]))
        with contextlib.suppress(*ERRORS):
            assert shapes_of(torch.load(path, mmap=True)) == right
        with open(path, "r+b") as file:
            file.seek(place)
            file.write(content[place : place + 1])


def shapes_of(state):
    """All that there is to say of a value, but for what its tensors hold."""
    return [
        (name, v.dtype, v.shape, v.stride()) if isinstance(v, torch.Tensor) else (name, v)
        for name, v in state.items()
    ]


@pytest.mark.parametrize("content", [OURS, THEIRS], ids=["ours", "PyTorch's"])
def test_a_file_that_ends_too_early(content):
    with pytest.raises(EOFError):
        loaded(b"")
    for length in range(1, len(content)):
        with pytest.raises(ERRORS, match=r"Weights only load failed|failed reading zip archive"):
            loaded(content[:length])


@pytest.mark.parametrize("content", [OURS, THEIRS], ids=["ours", "PyTorch's"])
def test_bytes_that_are_doubled_or_lost(content):
    right = described(loaded(content))
    for place in range(0, len(content), 7):
        before, rest = content[:place], content[place:]
        for damaged in (before + rest[1:], before + rest * 2):
            with contextlib.suppress(*ERRORS):
                assert described(loaded(damaged)) == right


RUN = []


def run(*_):
    RUN.append(1)


class Evil:
    def __reduce__(self):
        return run, ("rm -rf /",)


GLOBALS = {
    "os system": "os.system",
    "posix system": "posix.system",
    "builtins eval": "eval",
    "__builtin__ exec": "exec",
    "builtins getattr": "getattr",
    "tests.serialization.test_damage run": "tests.serialization.test_damage.run",
    "torch load": "torch.load",
    "torch.nn.parameter Parameter": "torch.nn.parameter.Parameter",
    "tinygrad_np.nn.parameter Parameter": "tinygrad_np.nn.parameter.Parameter",
    "numpy.core.multiarray _reconstruct": "numpy.core.multiarray._reconstruct",
    "torch __dict__": "torch.__dict__",
    "torch.Size __base__": "torch.Size.__base__",
    "collections OrderedDict.fromkeys": "collections.OrderedDict.fromkeys",
}


@pytest.mark.parametrize("name", GLOBALS)
def test_other_globals_are_refused_by_name(name):
    code = b"c" + name.replace(" ", "\n").encode() + b"\n(X\x01\x00\x00\x001tR"
    with pytest.raises(pickle.UnpicklingError, match=rf"GLOBAL {GLOBALS[name]} was not an allowed"):
        loaded(pickled(code))


@pytest.mark.parametrize("protocol", range(6))
def test_code_is_never_run(protocol):
    content = pickle.dumps({"a": [Evil()]}, protocol)
    for record in (content, content[2:-1]):
        with pytest.raises(pickle.UnpicklingError):
            loaded(archive_of({"data.pkl": record, "version": b"3\n"}))
    assert not RUN


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value


ORDERED = b"ccollections\nOrderedDict\n)R"
STORAGE = b"(" + text(b"storage") + b"ctorch\nFloatStorage\n" + text(b"0") + text(b"cpu") + b"K\2tQ"
REBUILD = b"ctorch._utils\n_rebuild_tensor_v2\n("


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (b"", "lacks its operands"),
        (b"K", "pickle data was truncated"),
        (b"X\xff\xff\xff\xff", "truncated"),
        (b"cos", "truncated"),
        (b"\x8a\xff1", "truncated"),
        (b"X\1\0\0\0\xff", "not UTF-8"),
        (b"h\7", "Memo value not found at index 7"),
        (b"Nr\xff\xff\xff\x7fj\0\0\0\0", "Memo value not found at index 0"),
        (b"q\0", "lacks its operands"),
        (b"t", "lacks its operands"),
        (b"K\1\x86", "lacks its operands"),
        (b"s", "lacks its operands"),
        (b"}K\1s", "lacks its operands|Can only set items"),
        (b"}(K\1u", "Can only set items of dict"),
        (b"](K\1K\2u", "Can only set items of dict, .*, but got list"),
        (b"}K\1a", "Can only append to lists, but got dict"),
        (b"}(]K\1u", "a key is a list"),
        (b"NNR", "Trying to call reduce for NoneType"),
        (b"ctorch\nFloatStorage\n)R", "Trying to call reduce for torch.FloatStorage"),
        (b"ctorch\nfloat32\n)R", "Trying to call reduce for dtype"),
        (b"]}b", "Can only build OrderedDict, but got list"),
        (ORDERED + b"(Nb", "lacks its operands|Can only build"),
        (ORDERED + b"}(" + text(b"items") + b"Nub", "cannot have the attribute 'items'"),
        (ORDERED + b"}(K\1Nub", "cannot have the attribute 1"),
        (b"ccollections\nOrderedDict\n", "GLOBAL collections.OrderedDict as a value"),
        (b"](ctorch\nFloatStorage\ne", "GLOBAL torch.FloatStorage as a value"),
        (b"ctorch\nSize\n(](K\1etR", "torch.Size cannot be made of its arguments"),
        (b"ctorch\nSize\n(NtR", "torch.Size cannot be made of its arguments"),
        (b"ctorch\ndevice\n(K\1tR", "torch.device cannot be made of its arguments"),
        (b"ctorch\ndevice\n(" + text(b"here") + b"tR", "torch.device cannot be made"),
        (b"cbuiltins\nbytearray\n(J\xff\xff\xff\x7ftR", "bytearray cannot be made"),
        (b"cbuiltins\nset\n(](]etR", "builtins.set cannot be made|a key is a list"),
        (b"c_codecs\nencode\n(" + text(b"a") + text(b"zip") + b"tR", "_codecs.encode cannot be"),
        (
            b"c_codecs\nencode\n(" + text("é\u4e00".encode()) + text(b"latin1") + b"tR",
            "cannot be made",
        ),
        (b"NQ", "Only persistent_load of storage is allowed"),
        (text(b"module") + b"Q", "Only persistent_load of storage is allowed"),
        (STORAGE.replace(b"storage", b"modules"), "Only persistent_load of storage is allowed"),
        (STORAGE.replace(b"K\2", b"N"), "data/0 has 8 bytes for NoneType float32 elements"),
        (
            STORAGE.replace(b"K\2", b"J\xff\xff\xff\x7f"),
            "data/0 has 8 bytes for 2147483647",
        ),
        (STORAGE.replace(b"K\2", b"K\1"), "data/0 has 8 bytes for 1 float32"),
        (STORAGE.replace(b"ctorch\nFloatStorage\n", b"N"), "identifier of a storage"),
        (STORAGE + STORAGE.replace(b"Float", b"Int") + b"\x86", "described in two ways"),
        (STORAGE, "it holds a storage, of which there are none"),
        (b"i", r"Unsupported operand 105"),
        (b"\x93", r"Unsupported operand 147"),
        (b"\x81", r"Unsupported operand 129"),
        (b"\x95", r"Unsupported operand 149"),
        (b"\x82\1", r"Unsupported operand 130"),
        (b"\x80\4", "pickle protocol 4 is not supported"),
    ],
)
def test_pickles_that_nobody_writes(code, why):
    with pytest.raises(pickle.UnpicklingError, match=rf"(?s)^Weights only load failed. .*{why}"):
        loaded(pickled(code, **{"data/0": bytes(8)}))


@pytest.mark.parametrize("key", ["../../etc/passwd", "/etc/passwd", "1", "", "data/0"])
def test_other_records_are_not_reached(key):
    key = key.encode()
    code = STORAGE.replace(text(b"0"), text(key))
    with pytest.raises(RuntimeError, match=f"failed locating file data/{key.decode()}: file not f"):
        loaded(pickled(code, **{"data/0": bytes(8)}))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (b"K\0K\3\x85K\1\x85\x89N", r"sizes \[3\], .* out of bounds for storage of size 8"),
        (b"K\1K\2\x85K\1\x85\x89N", "storage offset 1, .* requiring a storage size of 12"),
        (b"K\x09K\0\x85K\1\x85\x89N", "storage offset 9"),
        (b"K\0K\2\x85J\xff\xff\xff\xff\x85\x89N", "integers are wanted"),
        (b"J\xff\xff\xff\xffK\1\x85K\1\x85\x89N", "integers are wanted"),
        (b"K\0J\xff\xff\xff\xff\x85K\1\x85\x89N", "integers are wanted"),
        (b"K\0K\1\x85)\x89N", "as many strides as sizes"),
        (b"K\0K\1\x85G\0\0\0\0\0\0\0\0\x85\x89N", "integers are wanted"),
        (b"K\0\x8a\x09\0\0\0\0\0\0\0\0\1\x85K\0\x85\x89N", "integers are wanted"),
        (b"K\0J\0\0\0\x7fJ\0\0\0\x7f\x86K\0K\0\x86\x89N", "too many elements"),
        (b"K\0(" + b"K\1" * 65 + b"t(" + b"K\1" * 65 + b"t\x89N", "too many elements"),
        (b"K\0K\1\x85K\1\x85NN", "a storage is wanted"),
        (b"K\0K\1\x85K\1\x85\x89](K\1e", "no hooks are loaded"),
        (b"K\0K\1\x85K\1\x85\x89N}(" + text(b"neg") + b"\x88u", r"resolve_neg\(\) it first"),
        (b"K\0K\1\x85K\1\x85\x89N}N", "7 positional arguments"),
        (b"K\0", "missing 2 required"),
    ],
)
def test_tensors_that_reach_too_far(parts, why):
    with pytest.raises(pickle.UnpicklingError, match=rf"(?s)_rebuild_tensor_v2 .*{why}"):
        loaded(pickled(REBUILD + STORAGE + parts + b"tR", **{"data/0": bytes(8)}))


def test_only_floats_require_grad():
    integers = REBUILD + STORAGE.replace(b"Float", b"Int") + b"K\0K\2\x85K\1\x85\x88NtR"
    with pytest.raises(pickle.UnpicklingError, match="Only Tensors of floating point"):
        loaded(pickled(integers, **{"data/0": bytes(8)}))


def peak(content):
    """The most memory that loading takes, successful or not."""
    tracemalloc.start()
    with contextlib.suppress(*ERRORS):
        loaded(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


COPIES = text(b"a" * 10_000) + b"q\0" + text(b"latin1") + b"q\1("
COPIES += b"c_codecs\nencode\nq\2h\0h\1\x86R" + b"h\2h\0h\1\x86R" * 2000 + b"t"
SIZES = b"(" + b"K\1" * 10_000 + b"tq\0("
SIZES += b"ctorch\nSize\nq\2h\0\x85R" + b"h\2h\0\x85R" * 2000 + b"t"
LAUGH = b"K\1K\1\x86q\0" + b"h\0h\0\x86q\0" * 60  # writing it out would take for ever


@pytest.mark.parametrize(
    "code",
    [
        COPIES,
        SIZES,
        b"}" + LAUGH + b"Ns",
        b"cbuiltins\nset\n](" + LAUGH + b"e\x85R",
        ORDERED + b"}" + LAUGH + b"Nsb",
        STORAGE.replace(b"K\2", LAUGH),
        LAUGH + b"Q",
        LAUGH + LAUGH + b"R",
        b"ctorch\nSize\n" + LAUGH + b"\x85R",
        b"ctorch\ndevice\n" + LAUGH + b"\x85R",
        REBUILD + STORAGE + LAUGH + b"))\x89NtR",
        REBUILD + STORAGE + b"K\0))\x89" + LAUGH + b"tR",
        REBUILD + STORAGE + b"K\0))\x89N" + LAUGH + b"tR",
        b"]q\0" + b"h\0" * 10 + b"(" * 10_000,
        b"N" + b"\x85" * 30_000,
        b"]" * 30_000 + b"a" * 29_999,
        b"Nr\xff\xff\xff\xff",
        b"cbuiltins\nbytearray\n(J\xff\xff\xff\x7ftR",
        STORAGE.replace(b"K\2", b"J\xff\xff\xff\x7f"),
        REBUILD + STORAGE + b"K\0J\xff\xff\xff\x7f\x85K\0\x85\x89NtR",
    ],
)
def test_memory_is_taken_for_what_is_in_the_file(code):
    content = pickled(code, **{"data/0": bytes(8)})
    assert peak(content) < 300_000 + 200 * len(content)


def zipped(how=zipfile.ZIP_STORED, **records):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in records.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_zip_files_of_other_kinds():
    plain = {f"a/{name}": content for name, content in records_of(OURS).items()}
    assert described(loaded(zipped(**plain))) == described(loaded(OURS))
    bomb = zipped(zipfile.ZIP_DEFLATED, **{**plain, "a/data/0": bytes(10_000_000)})
    with pytest.raises(RuntimeError, match=r"compressed, which torch.save.. never does: unpack it"):
        loaded(bomb)
    assert peak(bomb) < 300_000
    with pytest.raises(RuntimeError, match="'b/c' is not in the folder 'a/' of the others"):
        loaded(zipped(**plain, **{"b/c": b""}))
    with pytest.raises(RuntimeError, match=r"failed locating file data.pkl"):
        loaded(zipped(**{"a/b": b""}))
    with pytest.raises(RuntimeError, match="TorchScript archives"):
        loaded(zipped(**plain, **{"a/constants.pkl": b""}))
    twice = io.BytesIO(zipped(**plain))
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a/data/0", b"1234")
    with pytest.raises(RuntimeError, match="two of its records have the same name"):
        loaded(twice.getvalue())


def test_records_cannot_overlap():
    """Else a small file could hold the same large record a thousand times."""
    content = bytearray(archive_of({"data.pkl": b"\x80\2N.", "data/0": bytes(1000)}))
    entry = content.rindex(b"PK\1\2")
    content[entry + 20 : entry + 28] = struct.pack("<2I", 2000, 2000)
    with pytest.raises(RuntimeError, match="'archive/data/0' reaches into what follows it"):
        loaded(bytes(content))


@hypothesis.given(st.data())
@hypothesis.settings(max_examples=300, deadline=None)
def test_pickles_drawn_at_random(data):
    """Pieces of real pickles in any order, with checksums that fit."""
    records = records_of(data.draw(st.sampled_from([OURS, THEIRS])))
    whole = records["data.pkl"]
    pieces = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole)))
        pieces += [
            whole[start : data.draw(st.integers(start, len(whole)))],
            data.draw(st.binary(max_size=3)),
        ]
    with contextlib.suppress(*ERRORS):
        loaded(archive_of({**records, "data.pkl": b"\x80\2" + b"".join(pieces) + b"."}))
