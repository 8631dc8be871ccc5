"""Files are there whole or not at all: whatever goes wrong, and whenever."""

import errno
import os
import stat
import subprocess
import sys

import pytest

import tinygrad_np as torch
from tinygrad_np import files

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="asks POSIX systems")
OLD, NEW = {"w": torch.zeros(1000)}, {"w": torch.ones(2000), "epoch": 2}


class FullError(OSError):
    pass


class Disk:
    """A file on a disk that is full after so many bytes."""

    def __init__(self, file, space):
        self._file, self._space = file, space

    def write(self, data):
        if len(data) > self._space:
            self._file.write(data[: self._space])
            raise FullError(errno.ENOSPC, "No space left on device")
        self._space -= len(data)
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        self._file.__enter__()
        return self

    def __exit__(self, *error):
        return self._file.__exit__(*error)


def on_a_disk_with(space, monkeypatch):
    new_file = files._new_file

    def small(path):
        file, named = new_file(path)
        return Disk(file, space), named

    monkeypatch.setattr(files, "_new_file", small)


def test_a_disk_that_is_full_at_any_byte(tmp_path, monkeypatch):
    path = tmp_path / "x.pt"
    torch.save(NEW, path)
    size = path.stat().st_size
    torch.save(OLD, path)
    before = path.read_bytes()
    for space in [*range(0, 700, 7), *range(700, size, 101), size - 1]:
        with monkeypatch.context() as patch:
            on_a_disk_with(space, patch)
            with pytest.raises(FullError, match="No space left"):
                torch.save(NEW, path)
        assert path.read_bytes() == before
        assert os.listdir(tmp_path) == ["x.pt"]
    with monkeypatch.context() as patch:
        on_a_disk_with(size, patch)
        torch.save(NEW, path)
    assert torch.load(path)["epoch"] == 2


@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_any_step_that_fails(step, error, tmp_path, monkeypatch):
    torch.save(OLD, tmp_path / "x.pt")

    def fails(*_, **__):
        raise error

    with monkeypatch.context() as patch:
        if step == "open":
            patch.setattr(files, "_new_file", fails)
        else:
            patch.setattr(files.os, step, fails)
        with pytest.raises(type(error)):
            torch.save(NEW, tmp_path / "x.pt")
    assert torch.load(tmp_path / "x.pt")["w"].shape == (1000,)
    assert os.listdir(tmp_path) == ["x.pt"]


@posix
@pytest.mark.parametrize("missing", [None, "O_TMPFILE", "link"])
def test_what_others_see(missing, tmp_path, monkeypatch):
    """Links, modes and special files stay what they are, on all systems."""

    def no_link(*_, **__):
        raise OSError(errno.EPERM, "no links here")

    if missing == "O_TMPFILE":
        monkeypatch.delattr(files.os, "O_TMPFILE", raising=False)
    if missing == "link":
        monkeypatch.setattr(files.os, "link", no_link)
    path, link = tmp_path / "x.pt", tmp_path / "link.pt"
    torch.save(OLD, path)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    path.chmod(0o640)
    link.symlink_to("x.pt")
    torch.save(NEW, link)
    assert link.is_symlink()
    assert torch.load(path)["epoch"] == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    torch.save(NEW, os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    monkeypatch.chdir(tmp_path)
    torch.save(OLD, "here.pt")
    assert sorted(os.listdir()) == ["here.pt", "link.pt", "x.pt"]


def test_a_reader_keeps_what_it_has_opened(tmp_path):
    torch.save(OLD, tmp_path / "x.pt")
    mapped = torch.load(tmp_path / "x.pt", mmap=True)
    torch.save(NEW, tmp_path / "x.pt")
    assert mapped["w"].tolist() == [0.0] * 1000
    torch.save(mapped, tmp_path / "x.pt")
    assert torch.load(tmp_path / "x.pt")["w"].tolist() == [0.0] * 1000


KILLED = """
import os, random, signal, sys, time
import tinygrad_np as torch

def save_for_ever(path):
    while True:
        torch.save({"a": torch.zeros(300_000), "version": 1}, path)
        torch.save({"a": torch.ones(300_000), "version": 2}, path)

path = os.path.join(sys.argv[1], "x.pt")
start = time.perf_counter()
torch.save({"a": torch.zeros(300_000), "version": 1}, path)
duration = time.perf_counter() - start
seen = []
while len(seen) < 100 or (len(set(seen)) < 2 and len(seen) < 1000):
    child = os.fork()
    if not child:
        save_for_ever(path)
    time.sleep(random.uniform(0, min(3 * duration, 0.04)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = torch.load(path)
    assert found["a"].shape == (300_000,) and (found["a"] == found["version"] - 1).all()
    seen.append(found["version"])
print(set(seen), len(os.listdir(sys.argv[1])))
"""


@posix
def test_a_process_that_is_killed_in_the_middle(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    seen, _, count = run.stdout.rpartition(" ")
    assert seen == "{1, 2}"
    # Where files can be without a name, nothing is left but of those killed when they get it.
    assert int(count) < 20 or not hasattr(os, "O_TMPFILE")


LIMITED = """
import resource, sys
import tinygrad_np as torch

resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    torch.save({"w": torch.ones(100_000)}, sys.argv[1])
except OSError as error:
    print(type(error).__name__, error.errno)
"""


@posix
def test_a_file_that_may_not_grow(tmp_path):
    torch.save(OLD, tmp_path / "x.pt")
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "x.pt"], capture_output=True, text=True
    )
    assert run.stdout == f"OSError {errno.EFBIG}\n", run.stderr
    assert torch.load(tmp_path / "x.pt")["w"].tolist() == [0.0] * 1000
    assert os.listdir(tmp_path) == ["x.pt"]


def test_file_objects(tmp_path):
    """What is no path is written as it goes."""

    class Slow:
        """Takes some bytes at a time, as a file without a buffer may."""

        def __init__(self):
            self.content = b""

        def write(self, data):
            self.content += data[:100]
            return len(data[:100])

    slow, parts = Slow(), []
    torch.save(NEW, slow)
    assert slow.content[:2] == b"PK"

    class Listing:
        def write(self, data):
            parts.append(data)

    torch.save(NEW, Listing())
    assert b"".join(parts) == slow.content
    with open(tmp_path / "x.pt", "wb", buffering=0) as raw:
        torch.save(NEW, raw)
    assert (tmp_path / "x.pt").read_bytes() == slow.content

    class Stuck:
        def write(self, data):
            return 0

    with pytest.raises(OSError, match=r"the file takes no more: .* could not be written"):
        torch.save(NEW, Stuck())
