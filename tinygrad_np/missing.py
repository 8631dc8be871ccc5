"""What PyTorch has and this package has not: why, and what to use instead."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn


class Gap(NamedTuple):
    """A part of PyTorch that is missing here: a pattern for its names, and the way out."""

    what: str
    names: str
    instead: str


# The first whose pattern is found in a name counts.
GAPS = (
    Gap(
        "Compilers, tracing, futures",
        r"compile|jit|^sym_|[sS]cript|^(fork|wait|cond|while_loop|vmap)$|_ir($|_)|^parse_|^unify"
        r"|^merge_type|^import_",
        "run the function as it is",
    ),
    Gap(
        "Quantized tensors",
        r"quant|^q_|qscheme|^(q|qu|u)?int\d|^bits?\d|^bit$|int_repr|fbgemm|^per_|float[48]",
        "use float16, or integers and a scale of your own",
    ),
    Gap(
        "Eigenvalues that may be complex",
        r"^(eig|eigvals|lobpcg)$",
        "`linalg.eigh` has those of symmetric matrices; of others, `numpy.linalg.eig` of x.numpy()",
    ),
    Gap(
        "Complex numbers",
        r"complex|cfloat|cdouble|chalf|^polar$|^view_as_real|^(stft|istft|fft|imag)$",
        "keep the real and the imaginary part in two tensors",
    ),
    Gap(
        "Sparse and nested tensors",
        r"sparse|coalesce|(row|col)_indices|^smm$|s[pm]mm|^[dh]smm|^h?spmm|saddmm|sspaddmm|to_dense"
        r"|dense_dim|^(indices|values)(_copy)?$|jagged|nested|padded",
        "use dense tensors, with indexing, scatter_add and index_add",
    ),
    Gap(
        "Other devices and number formats",
        r"cuda|miopen|mkl|mps|xpu|ipu|mtia|vulkan|maia|xla|autocast|pin_memory|record_stream"
        r"|amp$|accelerator|[bB][fF]loat16|get_device_module|has_",
        "tensors live on the CPU, in float16, float32 or float64",
    ),
    Gap(
        "Storages",
        r"[sS]torage|share_memory|^set_$|resize|from_file|const_data_ptr",
        "`data_ptr`, `stride` and `storage_offset` say where a tensor lies, `as_strided` makes one",
    ),
    Gap(
        "Layers and losses as functions of `torch`",
        r"conv|norm(_|$)|dropout|embedding|loss|pool|rnn|lstm|gru|[crs]r?elu|prelu|hardshrink"
        r"|shuffle|grid_sampler|affine_grid|bilinear|constant_pad|kl_div|cross_entropy|threshold",
        "`nn` and `nn.functional` have those that there are",
    ),
    Gap(
        "Copies of views, for compilers",
        r"_copy$|_inverse$|^unsafe_|as_strided_scatter",
        "use the view, and `clone()` where a copy is wanted",
    ),
    Gap(
        "What PyTorch itself has given up",
        r"^(symeig|solve|lstsq|matrix_rank|volatile|reinforce)$",
        "`linalg` has them under other names",
    ),
    Gap(
        "Parts of decompositions",
        r"^(lu|ldl)_|^(geqrf|orgqr|ormqr|householder_product|svd_lowrank|pca_lowrank)$",
        "`linalg.solve`, `linalg.qr` and `linalg.svd` do the whole",
    ),
    Gap(
        "Polynomials and rarer Bessel functions",
        r"polynomial|bessel|airy",
        "`special` has the common ones",
    ),
    Gap("The rest", r"", "there is none yet"),
)


# The same for `nn`, `nn.functional` and `nn.utils`.
LAYER_GAPS = (
    Gap("Recurrent layers", r"(?i)rnn|lstm|gru", "`Linear` and a loop over the steps make one"),
    Gap(
        "Transformers as a whole",
        r"^Transformer",
        "`MultiheadAttention`, `LayerNorm`, `Linear` and `Dropout` make one",
    ),
    Gap(
        "Transposed convolutions",
        r"(?i)conv_?transpose",
        "`Upsample` and a convolution give the same shapes",
    ),
    Gap("Losses of alignments", r"(?i)^ctc", "all other losses are there"),
    Gap("Lazy layers", r"^Lazy|^Uninitialized", "say how many inputs there are"),
    Gap(
        "Pooling of other kinds",
        r"(?i)pool",
        "pooling of signals and images is there, by the mean, by the largest, and adaptive",
    ),
    Gap("Sampling at any place", r"grid", "`interpolate` samples at regular places"),
    Gap("Several devices", r"[pP]arallel|^Sync", "modules live on the CPU"),
    Gap("Quantized layers", r"quant|qat|intrinsic", "use half()"),
    Gap(
        "Weights that are computed",
        r"(weight|spectral)_norm|^parametri",
        "compute them in forward, or call the module with `func.functional_call`",
    ),
    Gap("The rest", r"", "there is none yet"),
)


def gap_of(name: str, gaps: tuple[Gap, ...] = GAPS) -> Gap:
    """The part of PyTorch to which a name that is missing here belongs."""
    return next(gap for gap in gaps if re.search(gap.names, name))


def error(owner: str, name: str, gaps: tuple[Gap, ...] = GAPS) -> AttributeError:
    """What to raise for an attribute that is not there, with the way out for PyTorch's names."""
    message = f"{owner} has no attribute {name!r}"
    gap = gaps[-1] if name.startswith("_") else gap_of(name, gaps)
    if gap is not gaps[-1]:
        message += f": no {gap.what.lower()} here; {gap.instead}"
    return AttributeError(message)


class Refused:
    """Stands in a class for a name that PyTorch has there: whoever looks it up is told the way out.

    A `__getattr__` of the class would do that for all names, and make all others slow to look up.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type) -> NoReturn:
        raise error(f"{owner.__name__!r} object", self.name)
