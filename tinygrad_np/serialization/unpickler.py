"""The part of pickle that checkpoints need, read without running anything.

An opcode builds a plain value, or asks one of the functions that it was given by name. There is no
import, no attribute, no method of what the file holds; what PyTorch's `weights_only` does not
know is unknown here too. No value is copied more often than it is written down in the file.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict
from collections.abc import Callable
from pickle import UnpicklingError
from typing import Any

# The types of the keys of dicts and elements of sets: tuples of them, small enough to be hashed.
_SCALARS = frozenset({type(None), bool, int, float, complex, str, bytes})
_LARGEST_KEY = 100


class Unpickler:
    """Reads one value from the bytes of a pickle.

    `find` says what a global name stands for, `persistent_load` what is kept outside the pickle;
    both, and the functions that `find` gives, raise UnpicklingError for what they do not know.
    """

    def __init__(
        self,
        data: bytes,
        find: Callable[[str], Any],
        persistent_load: Callable[[Any], Any],
    ) -> None:
        self._data = data
        self._position = 0
        self._find = find
        self._persistent_load = persistent_load
        self._stack: list[Any] = []
        self._outer: list[list[Any]] = []  # the stacks below each mark
        self._memo: dict[int, Any] = {}

    def load(self) -> Any:
        """The value.

        Raises:
            UnpicklingError: for anything but plain values and what `find` knows.
        """
        try:
            while (code := self._read(1)) != b".":
                step = _STEPS.get(code)
                if step is None:
                    raise UnpicklingError(f"Unsupported operand {code[0]}")
                step(self)
            return self._stack.pop()
        except IndexError:
            raise UnpicklingError("a step of the pickle lacks its operands") from None

    def _read(self, size: int) -> bytes:
        start, end = self._position, self._position + size
        if end > len(self._data):
            raise UnpicklingError("pickle data was truncated")
        self._position = end
        return self._data[start:end]

    def _number(self, form: str) -> Any:
        return struct.unpack(form, self._read(struct.calcsize(form)))[0]

    def _line(self) -> str:
        end = self._data.find(b"\n", self._position)
        if end < 0:
            raise UnpicklingError("pickle data was truncated")
        line = self._data[self._position : end]
        self._position = end + 1
        return line.decode("utf-8", "backslashreplace")

    def _push(self, value: Any) -> None:
        self._stack.append(value)

    def _global(self) -> None:
        module, name = self._line(), self._line()
        self._push(self._find(f"{'builtins' if module == '__builtin__' else module}.{name}"))

    def _reduce(self) -> None:
        arguments, function = self._stack.pop(), self._stack.pop()
        if not isinstance(function, Known) or type(arguments) is not tuple:
            raise UnpicklingError(f"Trying to call reduce for {type(function).__name__}")
        self._push(function.call(*arguments))

    def _build(self) -> None:
        state, target = self._stack.pop(), self._stack[-1]
        if type(target) is not OrderedDict or type(state) is not dict:
            raise UnpicklingError(f"Can only build OrderedDict, but got {type(target).__name__}")
        for name in state:
            if type(name) is not str or hasattr(OrderedDict, name):
                raise UnpicklingError(f"an OrderedDict cannot have the attribute {name!r}")
        vars(target).update(state)

    def _persistent(self) -> None:
        self._push(self._persistent_load(self._stack.pop()))

    def _mark(self) -> None:
        self._outer.append(self._stack)
        self._stack = []

    def _since_mark(self) -> list[Any]:
        items, self._stack = self._stack, self._outer.pop()
        return items

    def _extend(self, items: list[Any]) -> None:
        if type(self._stack[-1]) is not list:
            raise UnpicklingError(
                f"Can only append to lists, but got {type(self._stack[-1]).__name__}"
            )
        self._stack[-1].extend(items)

    def _set_items(self, items: list[Any]) -> None:
        target = self._stack[-1]
        if type(target) not in (dict, OrderedDict, Counter) or len(items) % 2:
            raise UnpicklingError(
                "Can only set items of dict, collections.OrderedDict, collections.Counter, but got "
                f"{type(target).__name__}"
            )
        for key, value in zip(items[::2], items[1::2], strict=True):
            check_key(key)
            target[key] = value

    def _tuple(self, size: int) -> None:
        if len(self._stack) < size:
            raise IndexError
        self._stack[-size:] = [tuple(self._stack[-size:])]

    def _protocol(self) -> None:
        version = self._read(1)[0]
        if version != 2:
            raise UnpicklingError(
                f"pickle protocol {version} is not supported: save with PyTorch's default, 2"
            )

    def _take_from_memo(self, place: int) -> None:
        if place not in self._memo:
            raise UnpicklingError(f"Memo value not found at index {place}")
        self._push(self._memo[place])

    def _memoize(self, place: int) -> None:
        self._memo[place] = self._stack[-1]

    def _text(self) -> None:
        self._push(_decoded(self._read(self._number("<I"))))

    def _integer(self) -> None:
        self._push(int.from_bytes(self._read(self._number("B")), "little", signed=True))


class Known:
    """What a global name stands for that is no plain value: `call` is made of its arguments."""

    def __init__(self, name: str, call: Callable[..., Any] | None = None) -> None:
        self.name = name
        self._call = call

    def call(self, *arguments: Any) -> Any:
        """What PyTorch would build from the arguments; raises UnpicklingError for wrong ones."""
        if self._call is None:
            raise UnpicklingError(f"Trying to call reduce for {self.name}")
        try:
            return self._call(*arguments)
        except (TypeError, ValueError, RuntimeError, OverflowError) as error:
            raise UnpicklingError(f"{self.name} cannot be made of its arguments: {error}") from None


def check_key(key: Any) -> None:
    """Refuse what could not be hashed at once: a tuple in a tuple in a tuple can take for ever.

    Raises:
        UnpicklingError: unless it is a plain value, or a small tuple of them.
    """
    waiting = [key]
    for _ in range(_LARGEST_KEY):
        if not waiting:
            return
        part = waiting.pop()
        if type(part) is tuple:
            waiting.extend(part[:_LARGEST_KEY])
        elif type(part) not in _SCALARS:
            raise UnpicklingError(
                f"a key is a {type(part).__name__}: it must be None, a number, a str, bytes or a "
                "tuple of them"
            )
    if waiting:
        raise UnpicklingError(f"a key is a tuple of more than {_LARGEST_KEY} parts")


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise UnpicklingError("a str in the pickle is not UTF-8") from None


_STEPS: dict[bytes, Callable[[Unpickler], None]] = {
    b"\x80": Unpickler._protocol,
    b"c": Unpickler._global,
    b"R": Unpickler._reduce,
    b"b": Unpickler._build,
    b"Q": Unpickler._persistent,
    b"(": Unpickler._mark,
    b"a": lambda self: self._extend([self._stack.pop()]),
    b"e": lambda self: self._extend(self._since_mark()),
    b"s": lambda self: self._set_items([self._stack.pop(-2), self._stack.pop()]),
    b"u": lambda self: self._set_items(self._since_mark()),
    b"t": lambda self: self._push(tuple(self._since_mark())),
    b"\x85": lambda self: self._tuple(1),
    b"\x86": lambda self: self._tuple(2),
    b"\x87": lambda self: self._tuple(3),
    b"N": lambda self: self._push(None),
    b"\x88": lambda self: self._push(True),
    b"\x89": lambda self: self._push(False),
    b")": lambda self: self._push(()),
    b"]": lambda self: self._push([]),
    b"}": lambda self: self._push({}),
    b"\x8f": lambda self: self._push(set()),
    b"J": lambda self: self._push(self._number("<i")),
    b"K": lambda self: self._push(self._number("B")),
    b"M": lambda self: self._push(self._number("<H")),
    b"G": lambda self: self._push(self._number(">d")),
    b"X": Unpickler._text,
    b"\x8a": Unpickler._integer,
    b"h": lambda self: self._take_from_memo(self._number("B")),
    b"j": lambda self: self._take_from_memo(self._number("<I")),
    b"q": lambda self: self._memoize(self._number("B")),
    b"r": lambda self: self._memoize(self._number("<I")),
}
