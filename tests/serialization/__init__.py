"""Checkpoints taken apart and put together, as the tests of their loading need them."""

import io

import tinygrad_np as torch
from tinygrad_np.serialization.archive import ArchiveReader, ArchiveWriter


def saved(value):
    """The bytes of a checkpoint."""
    file = io.BytesIO()
    torch.save(value, file)
    return file.getvalue()


def loaded(content, **options):
    return torch.load(io.BytesIO(content), **options)


def records_of(content):
    """The records of a checkpoint by name."""
    archive = ArchiveReader(io.BytesIO(content))
    return {name: archive.read(name).tobytes() for name in archive._records}


def archive_of(records):
    """The bytes of a checkpoint that has these records."""
    file = io.BytesIO()
    archive = ArchiveWriter(file.write)
    for name, content in records.items():
        archive.write_record(name, content)
    archive.close()
    return file.getvalue()


def pickled(content, **records):
    """A checkpoint whose pickle, after the protocol and before the end, is this."""
    return archive_of({"data.pkl": b"\x80\x02" + content + b".", "version": b"3\n", **records})
