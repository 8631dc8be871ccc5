"""PyTorch's archives: zip files whose records are not compressed, and begin at multiples of 64.

A reader believes nothing: each record lies inside the file, apart from the others, under the name
that both of its headers give it, and what is read has the checksum that was written.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import IO, Any, NamedTuple

import numpy as np

ROOT = "archive"  # the folder in which we write all records; PyTorch takes any
_ALIGNMENT = 64
_CHUNK = 1 << 20
_WIDE = _ELSEWHERE = 0xFFFFFFFF  # from here on a number is written in 64 bits, elsewhere
_STORED = 0
_CRC_FOLLOWS, _UTF8, _ENCRYPTED = 0x8, 0x800, 0x1

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_WIDE_END = struct.Struct("<4sQ2H2I4Q")
_WIDE_END_LOCATOR = struct.Struct("<4sIQI")


class Record(NamedTuple):
    """A named piece of an archive: where its header and its bytes begin, how many, their CRC."""

    name: str
    header: int
    start: int
    size: int
    crc: int


class ArchiveWriter:
    """Writes records one after another; `write` is called with bytes, and never goes back."""

    def __init__(self, write: Callable[[Any], Any]) -> None:
        self._write_some = write
        self._position = 0
        self._records: list[Record] = []

    def write_record(self, name: str, data: Any) -> None:
        """Add a record with these bytes, in `bytes` or an array of uint8 with one dim."""
        full_name = f"{ROOT}/{name}".encode()
        header, data = self._position, memoryview(data)
        # What pads the header is an extra field: two bytes of name, two of length, then zeros.
        padding = 4 + -(header + _LOCAL.size + len(full_name) + 4) % _ALIGNMENT
        flags = _CRC_FOLLOWS | _UTF8
        fields = (20, flags, _STORED, 0, 0x21, 0, 0, 0, len(full_name), padding)
        extra = struct.pack("<2sH", b"FB", padding - 4).ljust(padding, b"Z")
        self._write(_LOCAL.pack(b"PK\3\4", *fields) + full_name + extra)
        start, crc = self._position, 0
        for first in range(0, len(data), _CHUNK):
            chunk = bytes(data[first : first + _CHUNK])  # so another thread cannot change it
            crc = zlib.crc32(chunk, crc)
            self._write(chunk)
        size = "Q" if len(data) >= _WIDE else "I"
        self._write(struct.pack(f"<4sI2{size}", b"PK\7\x08", crc, len(data), len(data)))
        self._records.append(Record(full_name.decode(), header, start, len(data), crc))

    def close(self) -> None:
        """Write the directory, which makes an archive of it."""
        directory = self._position
        for record in self._records:
            self._write(_directory_entry(record))
        end, n = self._position, len(self._records)
        size = end - directory
        self._write(_WIDE_END.pack(b"PK\6\6", 44, 45, 45, 0, 0, n, n, size, directory))
        self._write(_WIDE_END_LOCATOR.pack(b"PK\6\7", 0, end, 1))
        many, short = min(n, 0xFFFF), (_short(size), _short(directory))
        self._write(_END.pack(b"PK\5\6", 0, 0, many, many, *short, 0))

    def _write(self, data: bytes) -> None:
        """Write all of it, which a file without a buffer may do in several steps."""
        rest = data
        while rest:
            written = self._write_some(rest)
            if written == 0:
                raise OSError(f"the file takes no more: {len(rest)} bytes could not be written")
            rest = rest[written if isinstance(written, int) else len(rest) :]
        self._position += len(data)


def _short(number: int) -> int:
    """A size or an offset in 32 bits; all of them set say that it is elsewhere."""
    return _ELSEWHERE if number >= _WIDE else number


def _directory_entry(record: Record) -> bytes:
    name, size, header = record.name.encode(), _short(record.size), _short(record.header)
    numbers = (record.size, record.size, record.header)
    wide = b"".join(struct.pack("<Q", n) for n in numbers if n >= _WIDE)
    extra = struct.pack("<2H", 1, len(wide)) + wide if wide else b""
    version = 45 if wide else 20
    fields = (version, version, _CRC_FOLLOWS | _UTF8, _STORED, 0, 0x21, record.crc, size, size)
    lengths = (len(name), len(extra), 0, 0, 0, 0)
    return _CENTRAL.pack(b"PK\1\2", *fields, *lengths, header) + name + extra


class ArchiveReader:
    """The records of an archive that begins where a file stands and ends where it ends.

    Raises:
        RuntimeError: if it is not whole, or contradicts itself.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._begin = file.tell()
        self._size = file.seek(0, 2) - self._begin
        start, size, count = self._place_of_directory()
        directory = self._bytes(start, size).tobytes()
        records = [self._located(entry) for entry in _entries(directory, count)]
        self._records = _by_name(records, start)

    def __contains__(self, name: str) -> bool:
        return name in self._records

    def record(self, name: str) -> Record:
        """Where a record is; raises RuntimeError if there is none."""
        if name not in self._records:
            raise RuntimeError(
                "PytorchStreamReader failed locating file " + name + ": file not found"
            )
        return self._records[name]

    def read(self, name: str) -> Any:
        """The bytes of a record, as an array in memory of its own.

        Raises:
            RuntimeError: if there is none, or it is damaged.
        """
        record = self.record(name)
        content = self._bytes(record.start, record.size)
        if zlib.crc32(content) != record.crc:
            raise RuntimeError(
                f"PytorchStreamReader failed reading file {name}: file read failed: its bytes do "
                "not have the checksum that was written, the file is damaged"
            )
        return content

    def _bytes(self, start: int, size: int) -> Any:
        """Bytes of the file, all of which must be there, as an array."""
        if start < 0 or size < 0 or start + size > self._size:
            raise _broken("it names a place outside of the file")
        content: Any = np.empty(size, np.uint8)
        self._file.seek(self._begin + start)
        rest = memoryview(content)
        while rest:
            count = self._read_into(rest)
            if not count:
                raise _broken("the file ends too early")
            rest = rest[count:]
        return content

    def _read_into(self, rest: memoryview) -> int:
        """Fill the beginning of `rest`; gives how much of it."""
        if hasattr(self._file, "readinto"):
            return self._file.readinto(rest)
        chunk = self._file.read(len(rest))
        rest[: len(chunk)] = chunk
        return len(chunk)

    def _place_of_directory(self) -> tuple[int, int, int]:
        """Where the directory starts, its size, and how many records it has."""
        if self._size < _END.size:
            raise _broken("failed finding central directory")
        end = self._size - _END.size
        mark, *numbers = _END.unpack(self._bytes(end, _END.size).tobytes())
        if mark != b"PK\5\6" or numbers[:2] != [0, 0] or numbers[-1]:
            raise _broken("failed finding central directory")
        _, _, count, total, size, start, _ = numbers
        before = end - _WIDE_END_LOCATOR.size
        if before >= 0:
            locator = self._bytes(before, _WIDE_END_LOCATOR.size).tobytes()
            mark, _, wide_end, _ = _WIDE_END_LOCATOR.unpack(locator)
            if mark == b"PK\6\7":
                end, wide = wide_end, self._bytes(wide_end, _WIDE_END.size).tobytes()
                mark, *_, count, total, size, start = _WIDE_END.unpack(wide)
                if mark != b"PK\6\6" or wide_end + _WIDE_END.size != before:
                    raise _broken("failed finding central directory")
        if start + size != end or count != total:
            raise _broken("its directory is not where it should be")
        return start, size, count

    def _located(self, entry: tuple) -> Record:
        """An entry of the directory as a record, whose own header must agree."""
        name, header, size, crc = entry
        fields = _LOCAL.unpack(self._bytes(header, _LOCAL.size).tobytes())
        mark, length, extra = fields[0], *fields[-2:]
        own_name = self._bytes(header + _LOCAL.size, length).tobytes()
        if mark != b"PK\3\4" or own_name != name:
            raise _broken(f"the header of record {name!r} is not where it should be")
        start = header + _LOCAL.size + length + extra
        return Record(name.decode("utf-8", "backslashreplace"), header, start, size, crc)


def _by_name(records: list[Record], directory: int) -> dict[str, Record]:
    """The records by name, without the folder; none may reach into the next, or the directory."""
    records = sorted(records, key=lambda record: record.header)
    ends = [*(record.header for record in records[1:]), directory]
    for record, next_header in zip(records, ends, strict=True):
        if record.start + record.size > next_header:
            raise _broken(f"record {record.name!r} reaches into what follows it")
    root = records[0].name.partition("/")[0] + "/" if records else ""
    stray = next((r.name for r in records if not r.name.startswith(root)), None)
    if stray is not None:
        raise _broken(f"record {stray!r} is not in the folder {root!r} of the others")
    by_name = {record.name[len(root) :]: record for record in records}
    if len(by_name) < len(records):
        raise _broken("two of its records have the same name")
    return by_name


def _entries(directory: bytes, count: int) -> list[tuple]:
    """What the directory says of each record: its name, header, size and CRC."""
    position, found = 0, []
    while position < len(directory):
        entry, position = _read_entry(directory, position)
        found.append(entry)
    if len(found) != count:
        raise _broken(f"its directory has {len(found)} entries instead of {count}")
    return found


def _read_entry(directory: bytes, position: int) -> tuple[tuple, int]:
    """What an entry of the directory says, and where the next one begins."""
    after = position + _CENTRAL.size
    if after > len(directory):
        raise _broken("its directory ends too early")
    mark, *fields, header = _CENTRAL.unpack(directory[position:after])
    flags, method, crc, packed, size = fields[2], fields[3], *fields[6:9]
    length, extra_length, comment = fields[9:12]
    name = directory[after : after + length]
    extra = directory[after + length : after + length + extra_length]
    after += length + extra_length + comment
    if mark != b"PK\1\2" or after > len(directory):
        raise _broken("its directory ends too early")
    if _ELSEWHERE in (packed, size, header):
        size, packed, header = _widened(extra, size, packed, header)
    if method != _STORED or packed != size or flags & _ENCRYPTED:
        how = "encrypted" if flags & _ENCRYPTED else "compressed"
        raise _broken(f"record {name!r} is {how}, which torch.save() never does: unpack it")
    return (name, header, size, crc), after


def _widened(extra: bytes, *numbers: int) -> list[int]:
    """Sizes and offset, of which those that need it are written in 64 bits in the extra field."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        position += 4
        if kind == 1:
            ends = range(position + 8, position + length + 1, 8)
            wide = iter([int.from_bytes(extra[i - 8 : i], "little") for i in ends])
            return [next(wide, -1) if n == _ELSEWHERE else n for n in numbers]
        position += length
    raise _broken("its directory ends too early")


def _broken(why: str) -> RuntimeError:
    return RuntimeError(
        f"PytorchStreamReader failed reading zip archive: {why}. The file is not whole, or "
        "damaged: was it saved, copied or downloaded to the end?"
    )
