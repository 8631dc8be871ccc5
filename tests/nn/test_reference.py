"""Ten steps of training the main layers, against numbers that PyTorch gave.

`python -m tests.nn.test_reference` asks PyTorch again, and writes them to reference.json.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import random_state, trained

STORED = Path(__file__).with_name("reference.json")
LAYERS = {
    "Linear(3, 2)": [(4, 3)],
    "Bilinear(3, 2, 2)": [(4, 3), (4, 2)],
    "Embedding(3, 2, padding_idx=1)": ["classes"],
    "Conv1d(2, 4, 3, 2, 1, groups=2)": [(2, 2, 7)],
    "Conv2d(2, 3, 3, padding='same', padding_mode='reflect')": [(2, 2, 4, 4)],
    "MaxPool1d(2)": [(2, 2, 5)],
    "MaxPool2d(3, 2, 1)": [(2, 2, 5, 4)],
    "AvgPool2d(2, ceil_mode=True)": [(2, 2, 5, 3)],
    "AdaptiveAvgPool2d((2, 1))": [(2, 2, 5, 3)],
    "Upsample(scale_factor=1.7, mode='bicubic')": [(2, 2, 3, 4)],
    "BatchNorm1d(3)": [(4, 3)],
    "BatchNorm2d(3, momentum=None)": [(4, 3, 2, 2)],
    "InstanceNorm2d(3, affine=True, track_running_stats=True)": [(4, 3, 2, 2)],
    "LayerNorm((2, 3))": [(4, 2, 3)],
    "GroupNorm(2, 4)": [(3, 4, 2)],
    "RMSNorm(3)": [(4, 3)],
    "Dropout(0.4)": [(4, 3)],
    "GELU()": [(4, 3)],
    "PReLU(3)": [(4, 3)],
    "LogSoftmax(dim=1)": [(4, 3)],
    "MSELoss()": [(4, 3), (4, 3)],
    "SmoothL1Loss(beta=0.5)": [(4, 3), (4, 3)],
    "CrossEntropyLoss(label_smoothing=0.1)": [(4, 3), "classes"],
    "NLLLoss(ignore_index=1)": [(4, 3), "classes"],
    "BCEWithLogitsLoss()": [(4, 3), (4, 3)],
    "TripletMarginLoss()": [(4, 3), (4, 3), (4, 3)],
}


def told(library, code):
    """What is seen in the last step, each array as one number: its product with another."""
    rng = np.random.default_rng(2)
    inputs = [
        np.array([2, 0, 1, 0]) if shape == "classes" else rng.normal(size=shape)
        for shape in LAYERS[code]
    ]
    layer = eval(f"nn.{code}", {"nn": library.nn}).double()
    start = random_state(layer)
    layer.load_state_dict({name: library.tensor(value) for name, value in start.items()})
    library.manual_seed(1)
    *_, last = trained(library, layer, inputs, steps=10)
    return {n: float(v.ravel() @ np.cos(np.arange(v.size))) for n, v in last.items()}


@pytest.mark.parametrize("code", LAYERS)
def test_training_gives_the_stored_numbers(code):
    assert told(torch, code) == pytest.approx(json.loads(STORED.read_text())[code], 1e-9, 1e-9)


@pytest.mark.oracle
@pytest.mark.parametrize("code", LAYERS)
def test_the_stored_numbers_are_pytorchs(code):
    theirs = told(pytest.importorskip("torch"), code)
    assert theirs == pytest.approx(json.loads(STORED.read_text())[code], 1e-9, 1e-9)


if __name__ == "__main__":
    import torch as oracle

    numbers = {code: told(oracle, code) for code in LAYERS}
    STORED.write_text(json.dumps(numbers, indent=1) + "\n")
