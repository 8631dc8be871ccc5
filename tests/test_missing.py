"""What PyTorch has and this package has not is refused by name, with the way out."""

import json
import operator
from pathlib import Path

import pytest

import tinygrad_np as torch

NAMES = json.loads((Path(__file__).parent / "data/pytorch_names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("fft", "no complex numbers here; keep the real"),
        ("view_as_complex", "no complex numbers"),
        ("compile", "no compilers, tracing, futures here; run the function as it is"),
        ("sparse_coo_tensor", "no sparse and nested tensors here; use dense tensors"),
        ("quantize_per_tensor", "no quantized tensors"),
        ("conv_transpose2d", "`nn` and `nn.functional` have"),
    ],
)
def test_a_missing_part_is_refused_with_the_way_out(name, why):
    with pytest.raises(AttributeError, match=f"'tinygrad_np' has no attribute '{name}': .*{why}"):
        getattr(torch, name)


@pytest.mark.parametrize(
    ("room", "name", "why"),
    [
        ("nn", "LSTM", "no recurrent layers here; `Linear` and a loop"),
        ("nn", "ConvTranspose2d", "no transposed convolutions here; `Upsample`"),
        ("nn.functional", "grid_sample", "no sampling at any place here; `interpolate`"),
        ("nn.utils", "weight_norm", "no weights that are computed here; compute them in forward"),
    ],
)
def test_a_missing_layer_too(room, name, why):
    owner = operator.attrgetter(room)(torch)
    with pytest.raises(AttributeError, match=f"'tinygrad_np.{room}' has no attribute .*{why}"):
        getattr(owner, name)
    with pytest.raises(AttributeError, match=r"has no attribute 'foo'$"):
        owner.foo


def test_a_missing_method_too():
    for of in (torch.ones(2), torch.Tensor):
        with pytest.raises(
            AttributeError, match="'Tensor' object has no attribute 'to_sparse': no"
        ):
            of.to_sparse()
    assert not hasattr(torch.ones(2), "storage")


def test_what_nobody_has_is_just_not_there():
    with pytest.raises(AttributeError, match=r"^module 'tinygrad_np' has no attribute 'sinus'$"):
        torch.sinus
    with pytest.raises(AttributeError, match=r"^'Tensor' object has no attribute 'sinus'$"):
        torch.ones(2).sinus
    assert not hasattr(torch.ones(2), "__fspath__")
