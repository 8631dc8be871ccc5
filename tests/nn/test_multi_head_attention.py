"""Attention of several heads."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions, questions_to_us
from tinygrad_np import nn

RNG = np.random.default_rng(0)
L, S, N, E, HEADS = 3, 4, 2, 6, 2
QUERY = RNG.normal(size=(L, N, E)) / 2
KEY, VALUE = (RNG.normal(size=(S, N, E)) / 2 for _ in range(2))
# Nothing hides all that a query could see.
HIDDEN_KEYS = np.array([[False, True, False, False], [False, False, True, True]])
HIDDEN = np.array([[False, True, True, True], [False, False, True, False], [False] * 4])
HIDDEN_BY_HEAD = RNG.random((N * HEADS, L, S)) < 0.3
HIDDEN_BY_HEAD[..., 0] = False


def attending(library, options, asked):
    """A model of a layer that is called with some options, in which arrays become tensors."""

    class Model(library.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = library.nn.MultiheadAttention(E, HEADS, **options)

        def forward(self, *inputs):
            inputs = inputs if len(inputs) == 3 else inputs * 3
            given = {
                name: library.tensor(x) if isinstance(x, np.ndarray) else x
                for name, x in asked.items()
            }
            result, weights = self.layer(*inputs, **given)
            assert (weights is None) == (asked.get("need_weights") is False)
            # So small that the training goes slowly: else it magnifies what is rounded.
            return result * 0.05 if weights is None else result.sum() * 0.01 + weights * 0.2

    return Model()


@pytest.mark.oracle
@pytest.mark.parametrize("need_weights", [True, False])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"bias": False},
        {"dropout": 0.4},
        {"add_bias_kv": True},
        {"add_zero_attn": True},
        {"add_bias_kv": True, "add_zero_attn": True, "bias": False, "dropout": 0.2},
    ],
    ids=str,
)
def test_options_are_pytorchs(options, need_weights):
    asked = {"need_weights": need_weights}
    assert_trains_alike(lambda library: attending(library, options, asked), QUERY, KEY, VALUE)
    masked = {**asked, "key_padding_mask": HIDDEN_KEYS, "attn_mask": HIDDEN}
    assert_trains_alike(lambda library: attending(library, options, masked), QUERY, KEY, VALUE)


@pytest.mark.oracle
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("sizes", [{"kdim": 5, "vdim": 3}, {"kdim": 5}, {"vdim": 3}], ids=str)
def test_keys_and_values_of_other_sizes(sizes, batch_first):
    key, value = KEY[..., : sizes.get("kdim", E)], VALUE[..., : sizes.get("vdim", E)]
    inputs = [x.swapaxes(0, 1) if batch_first else x for x in (QUERY, key, value)]
    options = {**sizes, "batch_first": batch_first}
    assert_trains_alike(lambda library: attending(library, options, {}), *inputs)


@pytest.mark.oracle
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("need_weights", [True, False])
def test_attention_to_oneself(need_weights, batch_first):
    asked, options = {"need_weights": need_weights}, {"batch_first": batch_first}
    assert_trains_alike(lambda library: attending(library, options, asked), QUERY)
    assert_trains_alike(lambda library: attending(library, options, asked), QUERY[:, 0])


@pytest.mark.oracle
@pytest.mark.parametrize(
    "asked",
    [
        {"average_attn_weights": False},
        {"key_padding_mask": HIDDEN_KEYS},
        {"key_padding_mask": HIDDEN_KEYS * -2.0},
        {"attn_mask": HIDDEN},
        {"attn_mask": HIDDEN * -2.0, "need_weights": False},
        {"attn_mask": HIDDEN_BY_HEAD},
        {"attn_mask": HIDDEN_BY_HEAD * 1.5, "need_weights": False},
        {"attn_mask": HIDDEN_BY_HEAD, "key_padding_mask": HIDDEN_KEYS, "need_weights": False},
        {"attn_mask": HIDDEN, "is_causal": True},
        {"attn_mask": HIDDEN, "is_causal": True, "need_weights": False},
        {"attn_mask": HIDDEN, "key_padding_mask": HIDDEN_KEYS, "is_causal": True},
    ],
    ids=str,
)
def test_masks_are_pytorchs(asked):
    assert_trains_alike(lambda library: attending(library, {}, asked), QUERY, KEY, VALUE)


@pytest.mark.oracle
def test_one_item_without_a_batch():
    asked = {"key_padding_mask": HIDDEN_KEYS[0], "attn_mask": HIDDEN_BY_HEAD[:HEADS]}
    for average in (True, False):
        asked["average_attn_weights"] = average
        single = [x[:, 0] for x in (QUERY, KEY, VALUE)]
        assert_trains_alike(lambda library: attending(library, {}, asked), *single)


@pytest.mark.oracle
@pytest.mark.parametrize("need_weights", [True, False])
def test_static_keys_and_values(need_weights):
    static = RNG.normal(size=(2, N * HEADS, 5, E // HEADS))
    found = []
    for library in (torch, pytest.importorskip("torch")):
        arrays = np.random.default_rng(1)
        x, weight, out, *kept = (
            library.tensor(a)
            for a in (QUERY, arrays.normal(size=(3 * E, E)), arrays.normal(size=(E, E)), *static)
        )
        result, weights = library.nn.functional.multi_head_attention_forward(
            *(x, x, x, E, HEADS, weight, None, None, None, True, 0.0, out, None),
            need_weights=need_weights,
            static_k=kept[0],
            static_v=kept[1],
        )
        found.append([result.numpy(), *([weights.numpy()] if need_weights else [])])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10)


@pytest.mark.oracle
@pytest.mark.parametrize("options", [{}, {"kdim": 5, "add_bias_kv": True}, {"bias": False}])
def test_after_the_same_seed_it_begins_with_pytorchs_numbers(options):
    states = []
    for library in (torch, pytest.importorskip("torch")):
        library.manual_seed(5)
        states.append(library.nn.MultiheadAttention(32, 4, **options).state_dict())
    assert list(states[0]) == list(states[1])
    for name, ours in states[0].items():
        np.testing.assert_allclose(ours.numpy(), states[1][name].numpy(), rtol=1e-6, atol=1e-7)


class Result(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.MultiheadAttention(E, HEADS, add_bias_kv=True)

    def forward(self, x):
        return self.layer(x, x, x)[0]


def test_copies():
    assert_copies_alike(Result(), torch.ones(4, 2, E))


def test_what_is_hidden_does_not_matter():
    layer = nn.MultiheadAttention(E, HEADS, batch_first=True)
    x = torch.randn(N, S, E)
    hidden = torch.tensor(HIDDEN_KEYS)
    result, weights = layer(x, x, x, key_padding_mask=hidden)
    assert (weights * hidden[:, None]).sum() == 0
    other = torch.where(hidden[..., None], 7.0, x)
    np.testing.assert_allclose(
        layer(x, other, other, key_padding_mask=hidden)[0].detach(), result.detach(), rtol=1e-5
    )


@questions(
    """
>>> torch.nn.MultiheadAttention(4, 2, 0.5, kdim=3)
MultiheadAttention(
  (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)
)
>>> list(torch.nn.MultiheadAttention(4, 2, add_bias_kv=True).state_dict())
['in_proj_weight', 'in_proj_bias', 'bias_k', 'bias_v', 'out_proj.weight', 'out_proj.bias']
>>> list(torch.nn.MultiheadAttention(4, 2, bias=False, vdim=3).state_dict())
['q_proj_weight', 'k_proj_weight', 'v_proj_weight', 'out_proj.weight']
>>> n = torch.nn.MultiheadAttention(4, 2, kdim=3)
... n.kdim, n.vdim, n.head_dim, n.embed_dim, n.dropout, n.batch_first
(3, 4, 2, 4, 0.0, False)
>>> torch.nn.MultiheadAttention(5, 2)
AssertionError: embed_dim must be divisible by num_heads
>>> torch.nn.MultiheadAttention(4, 0)
ValueError: embed_dim and num_heads must be greater than 0, got embed_dim=4 and num_heads=0 instead
>>> torch.nn.MultiheadAttention(4, 2)(v, v, v)
AssertionError: query should be unbatched 2D or batched 3D tensor but received 1-D query tensor
>>> torch.nn.MultiheadAttention(4, 2)(r, x, x)
AssertionError: For batched (3-D) `query`, expected `key` and `value` to be 3-D but found 2-D and
2-D tensors respectively
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, key_padding_mask=v)
AssertionError: For batched (3-D) `query`, expected `key_padding_mask` to be `None` or 2-D but
found 1-D tensor instead
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, attn_mask=v)
AssertionError: For batched (3-D) `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found
1-D tensor instead
>>> torch.nn.MultiheadAttention(4, 2)(r[0], r[0], r[0], attn_mask=r)
AssertionError: Expected `attn_mask` shape to be (2, 3, 3) but got torch.Size([2, 3, 4])
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, is_causal=True)
RuntimeError: Need attn_mask if specifying the is_causal hint. You may use the Transformer module
method `generate_square_subsequent_mask` to create this mask.
>>> torch.nn.MultiheadAttention(6, 2)(r, r, r)
AssertionError: was expecting embedding dimension of 6, but got 4
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r[:1])
AssertionError: key shape torch.Size([2, 3, 4]) does not match value shape torch.Size([1, 3, 4])
>>> torch.nn.MultiheadAttention(4, 2, kdim=4, vdim=5)(r, r, r[:1])
AssertionError: key's sequence and batch dims torch.Size([2, 3]) do not match value's torch.Size([1,
3])
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, attn_mask=x.detach())
RuntimeError: The shape of the 2D attn_mask is torch.Size([2, 3]), but should be (2, 2).
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, attn_mask=r)
RuntimeError: The shape of the 3D attn_mask is torch.Size([2, 3, 4]), but should be (6, 2, 2).
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, key_padding_mask=x.detach())
AssertionError: Expected key_padded_mask.shape[0] to be 3, but got 2
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, key_padding_mask=torch.ones(3, 3))
AssertionError: Expected key_padded_mask.shape[1] to be 2, but got 3
>>> torch.nn.MultiheadAttention(4, 2)(r, r, r, attn_mask=torch.ones(2, 2, dtype=torch.int64))
AssertionError: only bool and floating types of attn_mask are supported
"""
)
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
>>> F, t = torch.nn.functional.multi_head_attention_forward, torch.ones(1, 1, 2)
... F(t, t, t, 2, 1, None, None, None, None, False, 0.0, torch.ones(2, 2), None)
AssertionError: use_separate_proj_weight is False but in_proj_weight is None
>>> F, t = torch.nn.functional.multi_head_attention_forward, torch.ones(1, 1, 2)
... F(t, t, t, 2, 1, torch.ones(6, 2), None, t, None, False, 0.0, torch.ones(2, 2), None)
AssertionError: bias_k is set but bias_v is None
"""
)
def test_parts_that_are_missing(ask, code, answer):
    ask(code, answer)


def test_masks_of_two_kinds_are_warned_of():
    layer, x = nn.MultiheadAttention(E, HEADS), torch.ones(S, N, E)
    with pytest.warns(UserWarning, match="Support for mismatched key_padding_mask and attn_mask"):
        layer(x, x, x, key_padding_mask=torch.tensor(HIDDEN_KEYS), attn_mask=torch.zeros(S, S))
