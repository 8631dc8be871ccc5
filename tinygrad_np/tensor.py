"""Tensor: the table of operators and methods. What each does is in `ops/`."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import numpy as np

from tinygrad_np import (
    draws,
    dtypes,
    errors,
    exchange,
    layouts,
    likeness,
    numpy_protocol,
    printing,
    shapes,
)
from tinygrad_np.autograd import derivatives
from tinygrad_np.devices import CPU, check_device, device
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import AccumulateGrad, Node, TensorBase
from tinygrad_np.hooks import HookList, RemovableHandle
from tinygrad_np.missing import Refused
from tinygrad_np.ops import (
    activation,
    added_products,
    arithmetic,
    arranging,
    broadcasting,
    callback,
    cholesky,
    comparison,
    contraction,
    conversion,
    counting,
    determinants,
    differences,
    dims,
    distance,
    division,
    elementwise,
    error_functions,
    exponential,
    extremes,
    gamma,
    gathering,
    householder,
    incomplete_gamma,
    indexing,
    inplace,
    logic,
    masking,
    matrix,
    matrix_functions,
    metadata,
    modified_bessel,
    norms,
    older_names,
    piecewise,
    power,
    quantiles,
    reduction,
    replacing,
    reshaping_twins,
    rounding,
    scan,
    scatter_reduction,
    scattering,
    searching,
    signs,
    solving,
    sorting,
    splitting,
    statistics,
    striding,
    trigonometric,
    twins,
    writing,
)
from tinygrad_np.ops import diagonal as diagonal_ops
from tinygrad_np.ops import lu as lu_ops
from tinygrad_np.ops import real as real_ops
from tinygrad_np.ops import shape as shape_ops
from tinygrad_np.ops import softmax as softmax_ops
from tinygrad_np.ops.operands import is_operand
from tinygrad_np.shapes import Size


def _operator(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operator that runs `op`, or lets Python ask the other operand."""

    def operator(self: Tensor, other: Any) -> Any:
        return op(self, other) if is_operand(other) else NotImplemented

    return operator


def _reflected(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The operator of a Tensor on the right."""

    def operator(self: Tensor, other: Any) -> Any:
        return op(other, self) if is_operand(other) else NotImplemented

    return operator


class Tensor(TensorBase, results=True):
    """An array of one dtype whose computations can be differentiated.

    `Tensor(data)` is a tensor of the default dtype; `Tensor(2, 3)` one of that shape with whatever
    was in memory. Prefer `tinygrad_np.tensor`, which keeps the dtype of its data.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> (x * x).sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """

    __slots__ = ()

    def __new__(cls, *args: Any, device: Any = None, **data_by_name: Any) -> Tensor:
        check_device(device)
        if data_by_name.keys() - {"data"} or (args and data_by_name):
            raise TypeError(f"new() received an invalid combination: {', '.join(data_by_name)}")
        made = likeness.constructed_any(args or tuple(data_by_name.values()))
        return exchange.of_class(cls, made)

    # The graph

    def __run_function__(self, function: type[Function], *args: Any) -> Tensor:
        """What running an op inside a derivative means on Tensors: it is recorded."""
        return function.apply(self, *args)

    @property
    def requires_grad(self) -> bool:
        """Whether gradients flow to this tensor; of a leaf it can be set."""
        if self._view is not None:
            self._view.refresh(self)
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise RuntimeError("requires_grad must be a bool")
        self.requires_grad_(value)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Ask, or cease to ask, for the gradient of a leaf.

        Raises:
            RuntimeError: if the tensor was computed, or is not floating point.
        """
        if not isinstance(requires_grad, bool):
            raise TypeError(
                "requires_grad_(): argument 'requires_grad' (position 1) must be bool, not "
                f"{type(requires_grad).__name__}"
            )
        if self.grad_fn is not None:
            if requires_grad:
                return self
            raise RuntimeError(
                "you can only change requires_grad flags of leaf variables. If you want to use a "
                "computed variable in a subgraph that doesn't require differentiation use "
                "var_no_grad = var.detach()."
            )
        if requires_grad and self._array.dtype.kind != "f":
            raise RuntimeError(errors.ONLY_FLOATS)
        if requires_grad and self._writes is None and not state.inference:
            raise RuntimeError(
                "Setting requires_grad=True on inference tensor outside InferenceMode is not "
                "allowed: clone() it first."
            )
        self._requires_grad = bool(requires_grad)
        return self

    @property
    def grad(self) -> Tensor | None:
        """The gradient that `backward()` calls have added up here, or None."""
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is not None:
            if not isinstance(value, TensorBase):
                raise TypeError(
                    f"assigned grad expected to be a Tensor or None but got grad of type "
                    f"{type(value).__name__}"
                )
            if value._array.shape != self._array.shape:
                raise RuntimeError(
                    f"attempting to assign a gradient of size '{list(value._array.shape)}' to a "
                    f"tensor of size '{list(self._array.shape)}'. Please ensure that the gradient "
                    "and the tensor are the same size"
                )
            if value._array.dtype != self._array.dtype:
                raise RuntimeError(
                    f"attempting to assign a gradient with dtype '{value.dtype}' to a tensor with "
                    f"dtype '{self.dtype}'. Please ensure that the gradient and the tensor have "
                    "the same dtype"
                )
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    @property
    def grad_fn(self) -> Node | None:
        """The node that computed this tensor, or None for a leaf."""
        if self._view is not None:
            self._view.refresh(self)
        return None if self.is_leaf else self._edge[0]

    @property
    def is_leaf(self) -> bool:
        """Whether the graph begins here: a tensor made by the user, or one without gradient."""
        if self._view is not None:
            self._view.refresh(self)
        return self._edge is None or type(self._edge[0]) is AccumulateGrad

    @property
    def output_nr(self) -> int:
        """Which output of its grad_fn this is."""
        return 0 if self._edge is None else self._edge[1]

    @property
    def data(self) -> Tensor:
        """A tensor on the same memory, of which the graph knows nothing; it can be set."""
        detached = conversion.detach(self)
        detached._writes = [0]  # writes to it are not checked
        return detached

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, TensorBase):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        self._array = value.array
        if self._edge is not None and self.is_leaf:
            end = self._edge[0]
            end.shape, end.dtype = self._array.shape, self._array.dtype

    def backward(
        self,
        gradient: Tensor | None = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Tensor | Sequence[Tensor] | None = None,
    ) -> None:
        """Add the gradients of this tensor to the `.grad` of the leaves it was computed from.

        See `tinygrad_np.autograd.backward`.
        """
        derivatives.backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def retain_grad(self) -> None:
        """Let `backward()` fill the `.grad` of this computed tensor too."""
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if not self.is_leaf:
            node, nr = self._edge
            node.own_hooks().retained[nr] = weakref.ref(self)

    @property
    def retains_grad(self) -> bool:
        """Whether `retain_grad` was called on this computed tensor."""
        if self.is_leaf or self._edge[0].hooks is None:
            return False
        node, nr = self._edge
        kept = node.hooks.retained.get(nr)
        return kept is not None and kept() is self

    def register_hook(self, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
        """Call `hook(grad)` when the gradient of this tensor is known; what it returns replaces it.

        Raises:
            RuntimeError: if the tensor does not require grad.
        """
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        node, nr = self.gradient_edge()
        return node.own_hooks().tensor.setdefault(nr, HookList()).add(hook)

    def register_post_accumulate_grad_hook(self, hook: Callable[[Tensor], None]) -> RemovableHandle:
        """Call `hook(self)` whenever `backward()` has added to the `.grad` of this leaf.

        Raises:
            RuntimeError: if this is no leaf that requires grad.
        """
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if not self.is_leaf:
            raise RuntimeError(
                "post accumulate grad hooks cannot be registered on non-leaf tensors"
            )
        return self.gradient_edge()[0].own_hooks().accumulated.add(hook)

    @property
    def _version(self) -> int:
        """How many in-place steps have written to this memory."""
        if self._writes is None:
            raise RuntimeError("Inference tensors do not track version counter.")
        return self._writes[0]

    @property
    def _base(self) -> TensorBase | None:
        return None if self._view is None else self._view.base

    # Memory and metadata

    @property
    def shape(self) -> Size:
        """The sizes of the dims."""
        return shapes.as_size(self._array.shape)

    def size(self, dim: int | None = None) -> Size | int:
        """The sizes of the dims, or of one."""
        return self.shape if dim is None else self.shape[shapes.wrap_dim(dim, self.ndim, "size")]

    @property
    def ndim(self) -> int:
        """The number of dims."""
        return self._array.ndim

    def dim(self) -> int:
        """The number of dims."""
        return self._array.ndim

    ndimension = dim

    numel = nelement = metadata.numel

    @property
    def dtype(self) -> dtypes.dtype:
        """The dtype of the elements."""
        return dtypes.from_numpy_dtype(self._array.dtype)

    @property
    def device(self) -> device:
        """Where the tensor lives: the CPU."""
        return CPU

    @property
    def itemsize(self) -> int:
        """Bytes an element."""
        return self._array.dtype.itemsize

    def element_size(self) -> int:
        """Bytes an element."""
        return self._array.dtype.itemsize

    def stride(self, dim: int | None = None) -> tuple[int, ...] | int:
        """How many elements apart neighbours along each dim, or one, are in memory."""
        strides = tuple(s // self._array.dtype.itemsize for s in self._array.strides)
        return strides if dim is None else strides[shapes.wrap_dim(dim, self.ndim, "stride")]

    is_contiguous = conversion.is_contiguous
    contiguous = conversion.contiguous

    def data_ptr(self) -> int:
        """The address of the first element."""
        return self.array.ctypes.data

    @property
    def layout(self) -> layouts.layout:
        """How the elements are stored: `torch.strided`."""
        return layouts.strided

    @property
    def nbytes(self) -> int:
        """Bytes that the elements take."""
        return self._array.nbytes

    @property
    def is_cpu(self) -> bool:
        """True: the CPU is where tensors live."""
        return True

    is_cuda = is_meta = is_mps = is_xpu = is_sparse = is_quantized = is_nested = property(
        metadata.no
    )
    is_floating_point = metadata.is_floating_point
    is_complex = metadata.is_complex
    is_signed = metadata.is_signed
    is_nonzero = metadata.is_nonzero
    is_same_size = metadata.is_same_size
    is_inference = metadata.is_inference
    is_pinned = is_shared = is_distributed = metadata.no
    get_device = metadata.get_device
    dim_order = metadata.dim_order

    # Out of the graph

    def numpy(self, *, force: bool = False) -> np.ndarray:
        """An ndarray on the same memory.

        Raises:
            RuntimeError: if the tensor requires grad, unless `force`d or under `no_grad`.
        """
        if state.recording and self.requires_grad and not force:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. "
                "Use tensor.detach().numpy() instead."
            )
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        array = self.numpy()
        wanted = array.dtype if dtype is None else np.dtype(dtype)
        if copy is False and wanted != array.dtype:
            raise ValueError(f"a copy is needed to give {self.dtype} as {wanted}")
        return array.astype(wanted, copy=bool(copy))

    def item(self) -> Any:
        """The one element as a Python number.

        Raises:
            RuntimeError: if there is not exactly one.
        """
        if self._array.size != 1:
            raise RuntimeError(
                f"a Tensor with {self._array.size} elements cannot be converted to Scalar"
            )
        return self._array.item()

    def tolist(self) -> Any:
        """The elements as nested lists of Python numbers; of a 0-d tensor the number."""
        return self._array.tolist()

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return numpy_protocol.run_ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(self, function: Callable, types: Any, args: tuple, kwargs: dict) -> Any:
        return numpy_protocol.run_function(function, args, kwargs)

    # Python's own protocols

    __hash__ = object.__hash__

    def __len__(self) -> int:
        if not self._array.ndim:
            raise TypeError("len() of a 0-d tensor")
        return len(self._array)

    def __iter__(self) -> Iterator[Tensor]:
        if not self._array.ndim:
            raise TypeError("iteration over a 0-d tensor")
        return iter(splitting.unbind(self))

    def __contains__(self, element: Any) -> bool:
        if not is_operand(element):
            raise RuntimeError(
                "Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
                f"{type(element)}."
            )
        return bool(np.any(comparison.eq(self, element)._array))

    def __bool__(self) -> bool:
        return metadata.is_nonzero(self)

    def _scalar(self) -> Any:
        if self._array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        if self.requires_grad:
            warnings.warn(
                "Converting a tensor with requires_grad=True to a scalar may lead to unexpected "
                "behavior.\nConsider using tensor.detach() first.",
                stacklevel=3,
            )
        return self._array.item()

    def __int__(self) -> int:
        return int(self._scalar())

    def __complex__(self) -> complex:
        return complex(self._scalar())

    def __float__(self) -> float:
        return float(self._scalar())

    def __index__(self) -> int:
        if self._array.dtype.kind == "f" or self._array.size != 1:
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._array.item())

    def __repr__(self) -> str:
        node = self.grad_fn
        return printing.tensor_repr(
            self._array,
            grad_fn=None if node is None else node.name(),
            requires_grad=self._requires_grad,
            default_float=dtypes.get_default(),
        )

    def __format__(self, spec: str) -> str:
        return object.__format__(self, spec) if self._array.ndim else format(self.item(), spec)

    def __reversed__(self) -> Tensor:
        """The elements along the first dim in reverse; itself if there is none."""
        return self.flip(0) if self._array.ndim else self

    def __delitem__(self, index: Any) -> NoReturn:
        raise TypeError("Tensor does not support deleting items")

    __array_priority__ = 1000
    __copy__ = exchange.copied
    __deepcopy__ = exchange.deep_copied
    __reduce__ = exchange.reduced
    __dlpack__ = exchange.dlpack
    __dlpack_device__ = exchange.dlpack_device
    as_subclass = exchange.as_subclass

    # Conversions

    to = conversion.to
    type = conversion.type_
    type_as = conversion.type_as
    cpu = conversion.cpu
    cuda = conversion.cuda
    half = conversion.converts_to(dtypes.float16)
    float = conversion.converts_to(dtypes.float32)
    double = conversion.converts_to(dtypes.float64)
    byte = conversion.converts_to(dtypes.uint8)
    char = conversion.converts_to(dtypes.int8)
    short = conversion.converts_to(dtypes.int16)
    int = conversion.converts_to(dtypes.int32)
    long = conversion.converts_to(dtypes.int64)
    bool = conversion.converts_to(dtypes.bool)
    bfloat16 = conversion.converts_to(dtypes.bfloat16)
    clone = conversion.clone
    detach = conversion.detach
    detach_ = conversion.detach_

    def astype(self, dtype: Any, copy: Any = True) -> Tensor:
        """`to(dtype)`, by NumPy's name."""
        return self.to(dtype, copy=copy)

    new = likeness.new
    new_tensor = likeness.new_tensor
    new_zeros = likeness.new_zeros
    new_ones = likeness.new_ones
    new_empty = likeness.new_empty
    new_full = likeness.new_full
    new_empty_strided = likeness.new_empty_strided

    # Operators

    __add__ = __radd__ = arithmetic.add_operator
    __sub__ = arithmetic.sub_operator
    __rsub__ = arithmetic.rsub_operator
    __mul__ = __rmul__ = arithmetic.mul_operator
    __truediv__ = division.div_operator
    __rtruediv__ = division.rdiv_operator
    __floordiv__ = division.floor_divide_operator
    __rfloordiv__ = _reflected(division.floor_divide)
    __mod__ = division.remainder_operator
    __rmod__ = _reflected(division.remainder)
    __pow__ = power.pow_operator
    __rpow__ = _reflected(power.pow)
    __matmul__ = _operator(matrix.matmul)
    __rmatmul__ = _reflected(matrix.matmul)
    __and__ = logic.and_operator
    __rand__ = _reflected(logic.bitwise_and)
    __or__ = logic.or_operator
    __ror__ = _reflected(logic.bitwise_or)
    __xor__ = logic.xor_operator
    __rxor__ = _reflected(logic.bitwise_xor)
    __lshift__ = logic.left_shift_operator
    __rlshift__ = _reflected(logic.bitwise_left_shift)
    __rshift__ = logic.right_shift_operator
    __rrshift__ = _reflected(logic.bitwise_right_shift)
    __neg__ = arithmetic.neg
    __pos__ = arithmetic.positive
    __abs__ = signs.abs
    __invert__ = logic.invert
    __eq__ = comparison.eq_operator
    __ne__ = comparison.ne_operator
    __lt__ = comparison.lt_operator
    __le__ = comparison.le_operator
    __gt__ = comparison.gt_operator
    __ge__ = comparison.ge_operator
    __iadd__ = _operator(twins.add_)
    __isub__ = _operator(twins.sub_)
    __imul__ = _operator(twins.mul_)
    __itruediv__ = _operator(twins.div_)
    __ifloordiv__ = _operator(twins.floor_divide_)
    __imod__ = _operator(twins.remainder_)
    __ipow__ = _operator(twins.pow_)
    __iand__ = _operator(twins.bitwise_and_)
    __ior__ = _operator(twins.bitwise_or_)
    __ixor__ = _operator(twins.bitwise_xor_)
    __ilshift__ = _operator(twins.bitwise_left_shift_)
    __irshift__ = _operator(twins.bitwise_right_shift_)
    __getitem__ = indexing.getitem
    __setitem__ = writing.setitem

    # What tensors of PyTorch can, and these cannot

    resize_ = Refused()
    set_ = Refused()
    share_memory_ = Refused()
    storage = Refused()
    to_sparse = Refused()
    untyped_storage = Refused()

    # Methods that are ops

    add = arithmetic.add
    addcdiv = arithmetic.addcdiv
    addcmul = arithmetic.addcmul
    lerp = arithmetic.lerp
    mul = multiply = arithmetic.mul
    neg = negative = arithmetic.neg
    positive = arithmetic.positive
    sub = subtract = arithmetic.sub
    div = divide = division.div
    floor_divide = division.floor_divide
    fmod = division.fmod
    gcd = division.gcd
    lcm = division.lcm
    reciprocal = division.reciprocal
    remainder = division.remainder
    true_divide = division.true_divide
    float_power = power.float_power
    hypot = power.hypot
    pow = power.pow
    rsqrt = power.rsqrt
    sqrt = power.sqrt
    square = power.square
    exp = exponential.exp
    exp2 = exponential.exp2
    expm1 = exponential.expm1
    frexp = exponential.frexp
    ldexp = exponential.ldexp
    log = exponential.log
    log10 = exponential.log10
    log1p = exponential.log1p
    log2 = exponential.log2
    logaddexp = exponential.logaddexp
    logaddexp2 = exponential.logaddexp2
    xlogy = exponential.xlogy
    acos = arccos = trigonometric.acos
    acosh = arccosh = trigonometric.acosh
    asin = arcsin = trigonometric.asin
    asinh = arcsinh = trigonometric.asinh
    atan = arctan = trigonometric.atan
    atan2 = arctan2 = trigonometric.atan2
    atanh = arctanh = trigonometric.atanh
    cos = trigonometric.cos
    cosh = trigonometric.cosh
    deg2rad = trigonometric.deg2rad
    rad2deg = trigonometric.rad2deg
    sin = trigonometric.sin
    sinc = trigonometric.sinc
    sinh = trigonometric.sinh
    tan = trigonometric.tan
    tanh = trigonometric.tanh
    ceil = rounding.ceil
    floor = rounding.floor
    frac = rounding.frac
    round = rounding.round
    trunc = fix = rounding.trunc
    abs = absolute = signs.abs
    copysign = signs.copysign
    heaviside = signs.heaviside
    nextafter = signs.nextafter
    sign = sgn = signs.sign
    signbit = signs.signbit
    clamp = clip = elementwise.clamp
    clamp_max = elementwise.clamp_max
    clamp_min = elementwise.clamp_min
    fmax = elementwise.fmax
    fmin = elementwise.fmin
    maximum = elementwise.maximum
    minimum = elementwise.minimum
    nan_to_num = elementwise.nan_to_num
    logit = activation.logit
    relu = activation.relu
    hardshrink = piecewise.hardshrink
    prelu = piecewise.prelu
    erf = error_functions.erf
    erfc = error_functions.erfc
    erfinv = error_functions.erfinv
    lgamma = gamma.lgamma
    digamma = gamma.digamma
    mvlgamma = gamma.mvlgamma
    igamma = incomplete_gamma.igamma
    igammac = incomplete_gamma.igammac
    i0 = modified_bessel.i0
    sigmoid = activation.sigmoid
    softmax = softmax_ops.softmax
    log_softmax = softmax_ops.log_softmax

    eq = comparison.eq
    ne = not_equal = comparison.ne
    lt = less = comparison.lt
    le = less_equal = comparison.le
    gt = greater = comparison.gt
    ge = greater_equal = comparison.ge
    equal = comparison.equal
    isclose = comparison.isclose
    allclose = comparison.allclose
    isnan = comparison.isnan
    isinf = comparison.isinf
    isfinite = comparison.isfinite
    isposinf = comparison.isposinf
    isneginf = comparison.isneginf
    isreal = comparison.isreal
    logical_and = logic.logical_and
    logical_or = logic.logical_or
    logical_xor = logic.logical_xor
    logical_not = logic.logical_not
    bitwise_and = logic.bitwise_and
    bitwise_or = logic.bitwise_or
    bitwise_xor = logic.bitwise_xor
    bitwise_not = logic.bitwise_not
    bitwise_left_shift = logic.bitwise_left_shift
    bitwise_right_shift = logic.bitwise_right_shift
    all = logic.all
    any = logic.any

    sum = reduction.sum
    mean = reduction.mean
    prod = reduction.prod
    nansum = reduction.nansum
    nanmean = reduction.nanmean
    logsumexp = reduction.logsumexp
    count_nonzero = reduction.count_nonzero
    sum_to_size = reduction.sum_to_size
    max = extremes.max
    min = extremes.min
    amax = extremes.amax
    amin = extremes.amin
    aminmax = extremes.aminmax
    argmax = extremes.argmax
    argmin = extremes.argmin
    var = statistics.var
    std = statistics.std
    cov = statistics.cov
    corrcoef = statistics.corrcoef
    median = quantiles.median
    nanmedian = quantiles.nanmedian
    kthvalue = quantiles.kthvalue
    mode = quantiles.mode
    quantile = quantiles.quantile
    nanquantile = quantiles.nanquantile
    cumsum = scan.cumsum
    cumprod = scan.cumprod
    logcumsumexp = scan.logcumsumexp
    cummax = scan.cummax
    cummin = scan.cummin
    diff = differences.diff
    norm = older_names.norm
    renorm = norms.renorm
    dist = distance.dist

    dot = matrix.dot
    mv = matrix.mv
    mm = matrix.mm
    matmul = matrix.matmul
    bmm = matrix.bmm
    vdot = matrix.vdot
    inner = matrix.inner
    outer = ger = matrix.outer
    addmm = added_products.addmm
    addmv = added_products.addmv
    addr = added_products.addr
    addbmm = added_products.addbmm
    baddbmm = added_products.baddbmm
    kron = contraction.kron
    cross = contraction.cross

    cholesky_inverse = cholesky.cholesky_inverse
    cholesky_solve = cholesky.cholesky_solve
    qr = older_names.qr
    svd = older_names.svd
    slogdet = older_names.slogdet
    det = determinants.det
    logdet = determinants.logdet
    geqrf = householder.geqrf
    orgqr = householder.householder_product
    lu = lu_ops.lu
    lu_solve = lu_ops.lu_solve
    pinverse = older_names.pinverse
    cholesky = older_names.cholesky
    matrix_exp = matrix_functions.matrix_exp
    matrix_power = matrix_functions.matrix_power
    inverse = solving.inv
    triangular_solve = older_names.triangular_solve

    reshape = shape_ops.reshape
    reshape_as = shape_ops.reshape_as
    view = shape_ops.view
    view_as = shape_ops.view_as
    flatten = shape_ops.flatten
    unflatten = shape_ops.unflatten
    ravel = shape_ops.ravel
    transpose = shape_ops.transpose
    permute = shape_ops.permute
    t = shape_ops.t
    swapaxes = dims.swapaxes
    swapdims = dims.swapdims
    movedim = dims.movedim
    moveaxis = dims.moveaxis
    adjoint = dims.adjoint
    squeeze = shape_ops.squeeze
    unsqueeze = shape_ops.unsqueeze
    expand = shape_ops.expand
    expand_as = broadcasting.expand_as
    broadcast_to = shape_ops.broadcast_to

    flip = arranging.flip
    fliplr = arranging.fliplr
    flipud = arranging.flipud
    roll = arranging.roll
    rot90 = arranging.rot90
    repeat = arranging.repeat
    repeat_interleave = arranging.repeat_interleave
    tile = arranging.tile

    unbind = splitting.unbind
    split = splitting.split
    split_with_sizes = splitting.split_with_sizes
    chunk = splitting.chunk
    tensor_split = splitting.tensor_split
    hsplit = splitting.hsplit
    vsplit = splitting.vsplit
    dsplit = splitting.dsplit
    narrow = splitting.narrow
    narrow_copy = splitting.narrow_copy
    select = splitting.select

    diagonal = diagonal_ops.diagonal
    diag = diagonal_ops.diag
    diag_embed = diagonal_ops.diag_embed
    diagflat = diagonal_ops.diagflat
    trace = diagonal_ops.trace
    tril = diagonal_ops.tril
    triu = diagonal_ops.triu
    select_scatter = replacing.select_scatter
    slice_scatter = replacing.slice_scatter
    diagonal_scatter = replacing.diagonal_scatter
    as_strided = striding.as_strided
    unfold = striding.unfold
    storage_offset = striding.storage_offset
    is_set_to = striding.is_set_to

    conj = conj_physical = conj_physical_ = resolve_conj = resolve_neg = real_ops.conj
    angle = real_ops.angle
    is_conj = is_neg = real_ops.is_conj
    real = property(real_ops.real)
    imag = property(real_ops.imag)

    T = property(shape_ops.reversed_dims)
    mT = property(shape_ops.matrix_transpose)  # noqa: N815 (PyTorch's name)
    H = property(dims.adjoint_matrix)
    mH = property(dims.adjoint_matrices)  # noqa: N815 (PyTorch's name)

    add_ = twins.add_
    addmm_ = twins.addmm_
    addmv_ = twins.addmv_
    addr_ = twins.addr_
    addbmm_ = twins.addbmm_
    baddbmm_ = twins.baddbmm_
    addcdiv_ = twins.addcdiv_
    addcmul_ = twins.addcmul_
    lerp_ = twins.lerp_
    mul_ = multiply_ = twins.mul_
    neg_ = negative_ = twins.neg_
    sub_ = subtract_ = twins.sub_
    div_ = divide_ = twins.div_
    floor_divide_ = twins.floor_divide_
    fmod_ = twins.fmod_
    gcd_ = twins.gcd_
    lcm_ = twins.lcm_
    reciprocal_ = twins.reciprocal_
    remainder_ = twins.remainder_
    true_divide_ = twins.true_divide_
    float_power_ = twins.float_power_
    hypot_ = twins.hypot_
    pow_ = twins.pow_
    rsqrt_ = twins.rsqrt_
    sqrt_ = twins.sqrt_
    square_ = twins.square_
    exp_ = twins.exp_
    exp2_ = twins.exp2_
    expm1_ = twins.expm1_
    ldexp_ = twins.ldexp_
    log_ = twins.log_
    log10_ = twins.log10_
    log1p_ = twins.log1p_
    log2_ = twins.log2_
    xlogy_ = twins.xlogy_
    acos_ = arccos_ = twins.acos_
    acosh_ = arccosh_ = twins.acosh_
    asin_ = arcsin_ = twins.asin_
    asinh_ = arcsinh_ = twins.asinh_
    atan_ = arctan_ = twins.atan_
    atan2_ = arctan2_ = twins.atan2_
    atanh_ = arctanh_ = twins.atanh_
    cos_ = twins.cos_
    cosh_ = twins.cosh_
    deg2rad_ = twins.deg2rad_
    rad2deg_ = twins.rad2deg_
    sin_ = twins.sin_
    sinc_ = twins.sinc_
    sinh_ = twins.sinh_
    tan_ = twins.tan_
    tanh_ = twins.tanh_
    ceil_ = twins.ceil_
    floor_ = twins.floor_
    frac_ = twins.frac_
    round_ = twins.round_
    trunc_ = fix_ = twins.trunc_
    abs_ = absolute_ = twins.abs_
    copysign_ = twins.copysign_
    heaviside_ = twins.heaviside_
    nextafter_ = twins.nextafter_
    sign_ = sgn_ = twins.sign_
    clamp_ = clip_ = twins.clamp_
    cumsum_ = twins.cumsum_
    cumprod_ = twins.cumprod_
    renorm_ = twins.renorm_
    clamp_max_ = twins.clamp_max_
    clamp_min_ = twins.clamp_min_
    nan_to_num_ = twins.nan_to_num_
    logit_ = twins.logit_
    relu_ = twins.relu_
    sigmoid_ = twins.sigmoid_
    bitwise_and_ = twins.bitwise_and_
    bitwise_or_ = twins.bitwise_or_
    bitwise_xor_ = twins.bitwise_xor_
    bitwise_not_ = twins.bitwise_not_
    bitwise_left_shift_ = twins.bitwise_left_shift_
    bitwise_right_shift_ = twins.bitwise_right_shift_
    eq_ = twins.eq_
    ne_ = not_equal_ = twins.ne_
    lt_ = less_ = twins.lt_
    le_ = less_equal_ = twins.le_
    gt_ = greater_ = twins.gt_
    ge_ = greater_equal_ = twins.ge_
    logical_and_ = twins.logical_and_
    logical_or_ = twins.logical_or_
    logical_xor_ = twins.logical_xor_
    logical_not_ = twins.logical_not_
    erf_ = twins.erf_
    erfc_ = twins.erfc_
    erfinv_ = twins.erfinv_
    lgamma_ = twins.lgamma_
    digamma_ = twins.digamma_
    mvlgamma_ = twins.mvlgamma_
    igamma_ = twins.igamma_
    igammac_ = twins.igammac_
    i0_ = twins.i0_
    uniform_ = draws.uniform_
    normal_ = draws.normal_
    random_ = draws.random_
    exponential_ = draws.exponential_
    bernoulli_ = draws.bernoulli_
    geometric_ = draws.geometric_
    cauchy_ = draws.cauchy_
    log_normal_ = draws.log_normal_
    bernoulli = draws.bernoulli
    multinomial = draws.multinomial
    zero_ = writing.zero_
    fill_ = writing.fill_
    fill_diagonal_ = writing.fill_diagonal_
    copy_ = writing.copy_
    tril_ = twins.tril_
    triu_ = twins.triu_
    t_ = reshaping_twins.t_
    transpose_ = reshaping_twins.transpose_
    swapaxes_ = reshaping_twins.swapaxes_
    swapdims_ = reshaping_twins.swapdims_
    squeeze_ = reshaping_twins.squeeze_
    unsqueeze_ = reshaping_twins.unsqueeze_
    as_strided_ = reshaping_twins.as_strided_
    apply_ = callback.apply_
    map_ = callback.map_
    map2_ = callback.map2_

    gather = gathering.gather
    take = gathering.take
    take_along_dim = gathering.take_along_dim
    index_select = gathering.index_select
    masked_select = gathering.masked_select
    masked_fill = masking.masked_fill
    masked_fill_ = masking.masked_fill_
    masked_scatter = masking.masked_scatter
    masked_scatter_ = masking.masked_scatter_
    scatter = scattering.scatter
    scatter_ = scattering.scatter_
    scatter_add = scattering.scatter_add
    scatter_add_ = scattering.scatter_add_
    index_add = scattering.index_add
    index_add_ = scattering.index_add_
    index_copy = scattering.index_copy
    index_copy_ = scattering.index_copy_
    index_fill = scattering.index_fill
    index_fill_ = scattering.index_fill_
    index_put = scattering.index_put
    index_put_ = scattering.index_put_
    put = scattering.put
    put_ = scattering.put_
    scatter_reduce = scatter_reduction.scatter_reduce
    scatter_reduce_ = scatter_reduction.scatter_reduce_
    index_reduce = scatter_reduction.index_reduce
    index_reduce_ = scatter_reduction.index_reduce_

    sort = sorting.sort
    argsort = sorting.argsort
    msort = sorting.msort
    topk = sorting.topk
    nonzero = searching.nonzero
    argwhere = searching.argwhere
    unique = counting.unique
    unique_consecutive = counting.unique_consecutive
    bincount = counting.bincount
    histc = counting.histc
    histogram = counting.histogram

    def where(self, condition: Tensor, other: Any) -> Tensor:
        """These elements where `condition` holds, elsewhere those of `other`."""
        return elementwise.where(condition, self, other)

    def polygamma(self, n: Any) -> Tensor:
        """The n-th derivative of `digamma`: see `torch.polygamma`."""
        return gamma.polygamma(n, self)

    polygamma_ = inplace.in_place(polygamma)
