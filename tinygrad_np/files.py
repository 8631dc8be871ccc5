"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import IO


@contextlib.contextmanager
def replacing(path: str | os.PathLike) -> Iterator[IO[bytes]]:
    """A new file to write to, which takes the place of `path` when all is written.

    It is written aside, in the same directory, and is on the disk before it takes the name: an
    error, a crash or a full disk leaves what was there as it was. What is no regular file, say a
    pipe or /dev/null, is written to directly.

    Raises:
        RuntimeError: if there is no such directory, or `path` is one.
    """
    target = os.path.realpath(path)  # a link goes on pointing to the file
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        raise RuntimeError(f"Parent directory {folder} does not exist.")
    if os.path.isdir(target):
        raise RuntimeError(f"open file failed with strerror: Is a directory: {target!r}")
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as special:
            yield special
        return
    aside = os.path.join(folder, f".saving-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        file, named = _new_file(aside)
        with file:
            yield file
            file.flush()
            _keep_mode(file, target)
            os.fsync(file.fileno())
            if not named:
                _give_name(file, aside)
        os.replace(aside, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(aside)
        raise
    _sync_directory(folder)


def _new_file(path: str) -> tuple[IO[bytes], bool]:
    """A new file, and whether it already has the name `path`.

    Where the system can, it has none: then nothing is left of it should the process be killed.
    """
    nameless = getattr(os, "O_TMPFILE", None)
    if nameless is not None and os.path.isdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # not every file system can
            return open(os.open(os.path.dirname(path), os.O_RDWR | nameless, 0o666), "wb"), False
    return open(path, "xb"), True


def _give_name(file: IO[bytes], path: str) -> None:
    """Give a name to a file without one; where that cannot be, to a copy of it."""
    source = f"/proc/self/fd/{file.fileno()}"
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:  # a directory must be given for the link in /proc to be followed
        os.link(source, path, src_dir_fd=folder, follow_symlinks=True)
    except OSError:
        with open(source, "rb") as whole, open(path, "xb") as copy:
            while chunk := whole.read(1 << 20):
                copy.write(chunk)
            _keep_mode(copy, source)
            copy.flush()
            os.fsync(copy.fileno())
    finally:
        os.close(folder)


def _keep_mode(file: IO[bytes], old: str) -> None:
    """Let a file be read and written by those who can another, if there is one."""
    if hasattr(os, "fchmod"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            os.fchmod(file.fileno(), stat.S_IMODE(os.stat(old).st_mode))


def _sync_directory(folder: str) -> None:
    """Bring the new name to the disk, where directories can be."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
