"""Write the checkpoints of tests/data, with PyTorch, by which loading is tested where it is not.

    python .ci/make_checkpoints.py

`tests/serialization/test_loading.py` knows what is in them.
"""

import collections
import os
from pathlib import Path

import torch

DATA = Path(__file__).parents[1] / "tests/data"


def model():
    layers = torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1)
    result = torch.nn.Sequential(*layers).double()
    with torch.no_grad():
        for parameter in result.parameters():
            parameter.copy_(torch.linspace(-1, 1, parameter.numel()).reshape(parameter.shape))
    return result


def step(network, optimizer):
    optimizer.zero_grad()
    x = torch.tensor([[0.5, -1.0], [2.0, 0.25]], dtype=torch.float64)
    (network(x) ** 2).sum().backward()
    optimizer.step()


def training():
    """The state after two steps of Adam, and the parameters after a third."""
    network = model()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.1, amsgrad=True, weight_decay=0.01)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
    for _ in range(2):
        step(network, optimizer)
        scheduler.step()
    state = {
        "model": {name: t.clone() for name, t in network.state_dict().items()},
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "epoch": 2,
        "rng": torch.manual_seed(1).get_state(),
    }
    torch.save(state, DATA / "training.pt")
    state = torch.load(DATA / "training.pt")
    step(network, optimizer)
    torch.save({**state, "next": network.state_dict()}, DATA / "training.pt")


def tensors():
    base = torch.arange(24.0).reshape(2, 3, 4)
    dtypes = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"]
    return {
        "base": base,
        "transposed": base.transpose(0, 2),
        "part": base[1, 1:, ::2],
        "expanded": torch.ones(3, 1).expand(3, 4),
        "windows": torch.arange(5.0).unfold(0, 3, 1),
        "empty": torch.zeros(0, 3),
        "scalar": torch.tensor(2.5),
        "leaf": torch.ones(2, requires_grad=True),
        "parameter": torch.nn.Parameter(torch.ones(2)),
        "frozen": torch.nn.Parameter(torch.ones(2), requires_grad=False),
        "dtypes": {name: torch.tensor([1, 0, 1], dtype=getattr(torch, name)) for name in dtypes},
    }


def values():
    result = {
        "numbers": [
            0,
            1,
            -1,
            255,
            256,
            65536,
            -(2**31),
            2**31,
            2**100,
            -(2**63),
            1.5,
            -0.0,
            1 + 2j,
        ],
        "words": ["", "é\ud800", b"a\xffb", bytearray(b"xy"), None, True, False],
        "tuples": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
        "sets": {1, "a", (2, 3)},
        "counter": collections.Counter("aab"),
        "ordered": collections.OrderedDict(b=1, a=[2]),
        "torch": [torch.Size([2, 3]), torch.float32, torch.bfloat16, torch.device("cuda", 1)],
        ("a", 1): {3: {None: {}}},
    }
    result["itself"] = [result]
    return result


class Custom:
    pass


def refused():
    """What must not be loaded."""
    ones = torch.ones(2)
    return {
        "bfloat16": ones.bfloat16(),
        "complex": ones.to(torch.complex64),
        "uint16": ones.to(torch.uint16),
        "sparse": ones.to_sparse(),
        "storage": [ones.untyped_storage()],
        "module": torch.nn.Linear(1, 1),
        "function": os.getcwd,
        "custom": Custom(),
    }


def main():
    torch.save(model().float().state_dict(), DATA / "model.pt")
    torch.save(tensors(), DATA / "tensors.pt")
    torch.save(values(), DATA / "values.pt")
    torch.save(torch.ones(2), DATA / "legacy.pt", _use_new_zipfile_serialization=False)
    for name, value in refused().items():
        torch.save(value, DATA / f"refused_{name}.pt")
    training()


if __name__ == "__main__":
    main()
