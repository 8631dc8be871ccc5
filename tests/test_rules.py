"""Every registered Function on every sample of its row, in every reading of its rules."""

import functools
import importlib
import math
import operator
import pkgutil
import re

import hypothesis.extra.numpy as arrays_of
import hypothesis.strategies as some
import numpy as np
import pytest
from hypothesis import given, settings

import tinygrad_np as tg
from tests.large import few_elements_are_many
from tests.samples import CONVENTIONS, ROWS
from tests.strict_array import StrictArray
from tinygrad_np import ops, parallel
from tinygrad_np.engine import backward as backward_pass
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.ops.views import ViewFunction
from tinygrad_np.shapes import reduced_axes

for module in pkgutil.iter_modules(ops.__path__, "tinygrad_np.ops."):
    importlib.import_module(module.name)

REGISTRY = {
    name: function
    for name, function in Function.registry.items()
    if function.__module__.startswith("tinygrad_np.")
}
SAMPLES = [(name, args) for name, row in ROWS.items() for args in row.samples]

# The floating dtypes, and how far a derivative computed in each may be off.
DTYPES = {np.float64: 1e-12, np.float32: 1e-4, np.float16: 2e-2}
CASTING = {"ToCopy"}  # whose results have another dtype than their inputs


# -- the table -------------------------------------------------------------------------------------


def test_every_function_has_a_row():
    missing = sorted(REGISTRY.keys() - ROWS.keys())
    assert not missing, f"in tests/samples/ there is no row for {', '.join(missing)}"


def test_every_row_has_a_function_and_samples():
    assert not ROWS.keys() - REGISTRY.keys()
    assert not [name for name, row in ROWS.items() if not row.samples]


def test_a_function_without_derivative_must_say_so():
    with pytest.raises(TypeError, match=r"Forgetful has no derivative: .* say diff"):

        class Forgetful(Function):
            def forward(x):
                return x

    assert "Forgetful" not in Function.registry


# -- how a sample is run ---------------------------------------------------------------------------


def differentiated(function, args):
    """The positions of the arguments to which gradients flow."""
    if function.plan.joint:
        return list(range(function.plan.out_position, len(args)))
    return [position for position in function.plan.inputs if is_float(args[position])]


def is_float(arg):
    return isinstance(arg, (np.ndarray, np.generic)) and arg.dtype.kind == "f"


def brief(arg):
    """An argument as the name of a test shows it."""
    if isinstance(arg, np.ndarray):
        return "x".join(map(str, arg.shape)) or "0d"
    if isinstance(arg, (tuple, list)):
        return f"({','.join(map(brief, arg))})"
    if isinstance(arg, slice):
        return f"{arg.start}:{arg.stop}:{arg.step}".replace("None", "").removesuffix(":")
    if arg is ...:
        return "..."
    # The same in every process: without an address.
    return getattr(arg, "__name__", re.sub(r" object at 0x\w+", "", str(arg)))


def each(samples, condition=lambda function, args: True):
    """A test of each sample for which the condition holds, named after it."""
    known = [(REGISTRY[name], *rest) for name, *rest in samples if name in REGISTRY]
    names = ["function", "args", "expected"][: len(known[0])]
    return pytest.mark.parametrize(
        names,
        [
            pytest.param(*sample, id="-".join((sample[0].__name__, *map(brief, sample[1]))))
            for sample in known
            if condition(*sample[:2])
        ],
    )


every_sample = each(SAMPLES)
every_differentiable_sample = each(SAMPLES, differentiated)
every_elementwise_sample = each(SAMPLES, lambda function, args: function.elementwise)
every_convention = each(CONVENTIONS)


def changed(args, change):
    """The arguments with each float array changed."""
    return tuple(change(arg) if is_float(arg) else arg for arg in args)


def operands_and_leaves(function, args, library=tg):
    """The arguments with each array as a Tensor, and those Tensors to which gradients flow."""
    operands = [library.from_numpy(a) if isinstance(a, np.ndarray) else a for a in args]
    leaves = [operands[position] for position in differentiated(function, args)]
    for leaf in leaves:
        leaf.requires_grad_()
    return operands, leaves


def plain(result):
    """The ndarray of whatever array it is."""
    if isinstance(result, StrictArray):
        return result.reveal()
    return result.numpy(force=True) if hasattr(result, "numpy") else np.asarray(result)


def some_array(shape, dtype=np.float64, seed=0):
    """No two elements are alike, and none is small."""
    return np.asarray(np.random.default_rng(seed).uniform(0.5, 1.5, shape), dtype)


def leaf_of(array):
    return tg.from_numpy(np.asarray(array)).requires_grad_()


def weights(tensor, library=tg, seed=0):
    """For a head gradient, or a sum in which each element counts differently."""
    return library.from_numpy(some_array(tensor.shape, plain(tensor).dtype, seed))


def runner(function):
    """What is tested of the op, as a function of Tensors: it, or what its row takes through it."""
    through = ROWS[function.__name__].through
    return functools.partial(through, function.apply) if through else function.apply


def gradients(function, args, head=None, create_graph=False):
    """The gradient for each argument that has one."""
    operands, leaves = operands_and_leaves(function, args)
    out = runner(function)(*operands)
    head = weights(out) if head is None else head
    return tg.autograd.grad(out, leaves, head, create_graph=create_graph)


def two_orders(run, operands, leaves, library=tg):
    """The result and its gradients, and the gradients of a weighted sum of these."""
    out = run(*operands)
    head = weights(out, library).requires_grad_()
    grad = functools.partial(library.autograd.grad, create_graph=True, materialize_grads=True)
    firsts = grad(out, leaves, head)
    # The square is there because a sum of constants would have no derivative at all.
    terms = [(head * head).sum(), *((g * weights(g, library, seed=1)).sum() for g in firsts)]
    return [out, *firsts], [*grad(functools.reduce(operator.add, terms), [*leaves, head])]


def outputs(result):
    """What forward gave, which may be several arrays."""
    return result if isinstance(result, tuple) else (result,)


def kept_for(plan, i, values):
    """What the i-th rule gets of the values that an op has taken and given."""
    rule_set = plan.rule_sets[1 << i]
    return rule_set.takes[i](rule_set.keep(values))


def run_rules(function, values, outs, grads):
    """What each rule gives, run as a node runs it: on `grads` and on what it keeps."""
    plan = function.plan
    if plan.joint:
        kept = kept_for(plan, 0, (*values[: plan.out_position], *outs))
        return function.backward(*grads, *kept)
    if issubclass(function, JointFunction):
        return [function.backward(grads, *kept_for(plan, 0, (*values, *outs)))]
    return [
        rule(*grads, *kept_for(plan, i, (*values, *outs)))
        for i, (position, rule) in enumerate(zip(plan.inputs, plan.rules, strict=True))
        if hasattr(values[position], "dtype")
    ]


def assert_same(found, expected, tolerance=1e-12, note=""):
    """Arrays of any kind agree one by one, in shape, dtype and value."""
    for mine, other in zip(map(plain, found), map(plain, expected), strict=True):
        assert mine.shape == other.shape
        assert mine.dtype == other.dtype
        np.testing.assert_allclose(mine, other, tolerance, tolerance, err_msg=note)


# -- values and derivatives ------------------------------------------------------------------------


@every_sample
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's, of the mean of nothing
def test_the_value_is_that_of_the_reference(function, args):
    operands, _ = operands_and_leaves(function, args)
    assert_same([runner(function)(*operands)], [ROWS[function.__name__].reference(np, *args)])


@every_differentiable_sample
def test_the_derivative_is_that_of_finite_differences(function, args):
    operands, _ = operands_and_leaves(function, args)
    assert tg.autograd.gradcheck(runner(function), operands)


@every_differentiable_sample
def test_the_second_derivative_is_that_of_finite_differences(function, args):
    operands, _ = operands_and_leaves(function, args)
    assert tg.autograd.gradgradcheck(runner(function), operands)


@each(SAMPLES, lambda function, args: not function.plan.rules)
def test_what_has_no_derivative_records_nothing(function, args):
    operands, _ = operands_and_leaves(function, args)
    for operand, arg in zip(operands, args, strict=True):
        if is_float(arg):
            operand.requires_grad_()
    assert not function.apply(*operands).requires_grad


def takes_one_twice(function, args):
    shapes = [args[position].shape for position in differentiated(function, args)]
    return len(shapes) > 1 and len(set(shapes)) == 1


@each(SAMPLES, takes_one_twice)
def test_the_same_tensor_passed_twice(function, args):
    operands, leaves = operands_and_leaves(function, args)
    x = leaf_of(np.abs(plain(leaves[0])))

    def of_one(x):
        return runner(function)(*(x if any(o is leaf for leaf in leaves) else o for o in operands))

    assert tg.autograd.gradcheck(of_one, x)
    assert tg.autograd.gradgradcheck(of_one, x)


# -- conventions -----------------------------------------------------------------------------------


@every_convention
def test_what_counts_as_the_derivative(function, args, expected):
    operands, leaves = operands_and_leaves(function, args)
    found = tg.autograd.grad(runner(function)(*operands).sum(), leaves)
    assert_same(found, [np.array(numbers, np.float64) for numbers in expected])


@every_convention
def test_where_the_derivative_is_finite_so_is_the_second(function, args, expected):
    operands, leaves = operands_and_leaves(function, args)
    _, second_order = two_orders(runner(function), operands, leaves)
    if np.isfinite(np.concatenate(expected, axis=None)).all():
        assert all(np.isfinite(plain(gradient)).all() for gradient in second_order)


def test_the_mixed_second_derivative_of_a_power_at_exponent_0():
    """It is 1/x. PyTorch says 0 when it differentiates by the base first."""
    x, y = leaf_of([0.5, 2.0]), leaf_of([0.0, 0.0])
    by_base, by_exponent = tg.autograd.grad((x**y).sum(), [x, y], create_graph=True)
    (base_first,) = tg.autograd.grad(by_base.sum(), y, retain_graph=True)
    (exponent_first,) = tg.autograd.grad(by_exponent.sum(), x)
    assert base_first.tolist() == exponent_first.tolist() == [2.0, 0.5]


# -- dtypes, layouts, scalars ----------------------------------------------------------------------


@pytest.fixture
def no_casts(monkeypatch):
    """The engine finds every gradient in the dtype that it should have."""
    fitted = backward_pass.fitted

    def checked(gradient, shape, dtype, node, gradients):
        casts = node.name().removesuffix("Backward0") in CASTING  # a rule asked for it
        assert casts or plain(gradient).dtype == dtype, f"{node.name()} changed the dtype"
        return fitted(gradient, shape, dtype, node, gradients)

    monkeypatch.setattr(backward_pass, "fitted", checked)


@each(SAMPLES, lambda f, args: differentiated(f, args) and f.__name__ not in CASTING)
@pytest.mark.usefixtures("no_casts")
def test_the_dtype_stays_what_it_is(function, args):
    exact, _ = two_orders(runner(function), *operands_and_leaves(function, args))
    for dtype, tolerance in DTYPES.items():
        if dtype is np.float16 and not ROWS[function.__name__].halves:
            continue
        narrow = changed(args, lambda array, dtype=dtype: array.astype(dtype))
        first_order, second_order = two_orders(
            runner(function), *operands_and_leaves(function, narrow)
        )
        found = {plain(array).dtype for array in (*first_order, *second_order)}
        assert found == {np.dtype(dtype)}
        assert_same(first_order, [plain(array).astype(dtype) for array in exact], tolerance)
        assert_same(gradients(function, narrow), first_order[1:], tolerance)


@each(SAMPLES, lambda f, args: any(is_float(arg) and arg.ndim == 0 for arg in args))
def test_a_numpy_scalar_is_as_good_as_a_0d_array(function, args):
    def in_full(values, head):
        out = function.forward(*values)
        grad = head(some_array(out.shape, out.dtype))
        return [out, *run_rules(function, values, (out,), (grad,))]

    for dtype, tolerance in DTYPES.items():
        arrays = changed(args, lambda array, dtype=dtype: array.astype(dtype))
        # A view is only ever taken of an array.
        is_view = issubclass(function, ViewFunction)
        scalars = arrays if is_view else changed(arrays, lambda array: array[()])
        assert_same(in_full(scalars, lambda a: a[()]), in_full(arrays, np.asarray), tolerance)


def spread(array):
    """Every other element of a larger array, along each dim."""
    holder = np.full([2 * n for n in array.shape], np.nan, array.dtype)
    view = holder[(*(slice(None, None, 2),) * array.ndim, ...)]
    view[...] = array
    return view


LAYOUTS = {
    "transposed": lambda array: array.T.copy().T,
    "reversed": lambda array: np.asarray(np.flip(np.flip(array).copy())),
    "spread": spread,
}


@every_differentiable_sample
def test_the_layout_in_memory_does_not_matter(function, args):
    run = runner(function)
    out = run(*operands_and_leaves(function, args)[0])
    expected = gradients(function, args)
    for name, layout in LAYOUTS.items():
        moved = changed(args, layout)
        assert_same([run(*operands_and_leaves(function, moved)[0])], [out], note=name)
        head = tg.from_numpy(layout(plain(weights(out))))
        assert_same(gradients(function, moved), expected, note=name)
        assert_same(gradients(function, args, head), expected, note=f"{name} head")


@every_differentiable_sample
def test_a_gradient_may_come_as_a_stretched_view(function, args):
    operands, _ = operands_and_leaves(function, args)
    out = runner(function)(*operands)
    stretched = tg.from_numpy(np.broadcast_to(plain(out).dtype.type(0.7), out.shape))
    assert_same(gradients(function, args, stretched), gradients(function, args, stretched.clone()))


# -- the readings of a rule ------------------------------------------------------------------------


@every_differentiable_sample
def test_recording_the_derivative_does_not_change_it(function, args):
    assert_same(gradients(function, args, create_graph=True), gradients(function, args))


@every_sample
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_forward_and_rules_run_on_an_array_that_is_not_numpys(function, args):
    run = function.call if function.fills_buffer else function.forward
    outs = outputs(function.forward(*args))
    grads = tuple(some_array(out.shape) for out in outs)
    strict = [StrictArray(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
    strict_outs = outputs(run(*strict))
    strict_grads = tuple(map(StrictArray, grads))
    found = [*strict_outs, *run_rules(function, strict, strict_outs, strict_grads)]
    assert {type(array) for array in found} == {StrictArray}
    assert_same(found, [*outs, *run_rules(function, args, outs, grads)])


@every_differentiable_sample
def test_a_new_gradient_is_held_by_nobody_else(function, args):
    outs = outputs(function.forward(*args))
    grads = tuple(some_array(out.shape) for out in outs)
    found = run_rules(function, args, outs, grads)
    for i, gradient in enumerate(found):
        if not any(gradient is grad for grad in grads) and gradient.base is None:
            others = [*args, *outs, *grads, *found[:i], *found[i + 1 :]]
            arrays = [other for other in others if isinstance(other, np.ndarray)]
            assert not any(np.shares_memory(gradient, other) for other in arrays)


def test_the_strict_array_is_strict():
    x = StrictArray(np.ones(3))
    array, scalar = np.ones(3), np.float32(2)
    for use in (np.asarray, np.partition, bool, list, lambda x: x + array, lambda x: x * scalar):
        with pytest.raises(TypeError):
            use(x)
    for name in ("size", "max", "T", "sum", "copy", "transpose", "item", "view"):
        assert not hasattr(x, name)
    with pytest.raises(TypeError):
        x += 1
    with pytest.raises(TypeError):
        np.add(1, 2, out=x)


# -- random shapes, dims and indices ---------------------------------------------------------------


randomly = settings(max_examples=60, deadline=None, derandomize=True)


def distinct(*shapes):
    """Arrays in which no two elements are close, not even in size, and none is close to zero."""
    rng = np.random.default_rng(0)
    counts = [math.prod(shape) for shape in shapes]
    signs = rng.choice([-1.0, 1.0], sum(counts))
    pool = signs * rng.permutation(np.linspace(0.5, 1.5, sum(counts)))
    parts = np.split(pool, np.cumsum(counts)[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def assert_differentiable(run, *arrays):
    leaves = [leaf_of(array) for array in arrays]
    assert tg.autograd.gradcheck(run, leaves)
    assert tg.autograd.gradgradcheck(run, leaves)


@randomly
@given(
    name=some.sampled_from(["Add", "Sub", "Mul", "Div", "Maximum", "Minimum", "Pow", "MseLoss"]),
    shapes=arrays_of.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3),
)
def test_any_shapes_that_broadcast(name, shapes):
    x, y = distinct(*shapes.input_shapes)
    x = np.abs(x) if name == "Pow" else x
    parameters = ("none",) if name == "MseLoss" else ()
    function = Function.registry[name]
    expected = ROWS[name].reference(np, x, y, *parameters)
    assert_same([function.forward(x, y, *parameters)], [expected])
    assert_differentiable(lambda x, y: function.apply(x, y, *parameters), x, y)


REDUCTIONS = {
    "sum": np.sum,
    "mean": np.mean,
    "amax": np.amax,
    "amin": np.amin,
    "nansum": np.nansum,
    "logsumexp": lambda x, axis, keepdims: np.log(np.sum(np.exp(x), axis, keepdims=keepdims)),
    "norm": lambda x, axis, keepdims: np.linalg.vector_norm(x, axis=axis, keepdims=keepdims),
}


@some.composite
def shape_and_dims(draw):
    shape = draw(arrays_of.array_shapes(max_dims=4, max_side=3))
    return shape, draw(arrays_of.valid_tuple_axes(len(shape), min_size=1) | some.none())


@randomly
@given(
    name=some.sampled_from([*REDUCTIONS]), shape_and_dims=shape_and_dims(), keepdim=some.booleans()
)
def test_any_dims_reduced(name, shape_and_dims, keepdim):
    shape, dims = shape_and_dims
    (x,) = distinct(shape)

    def run(x):
        return getattr(tg, name)(x, dim=dims, keepdim=keepdim)

    expected = np.asarray(REDUCTIONS[name](x, axis=dims, keepdims=keepdim))
    assert_same([run(tg.from_numpy(x))], [expected])
    assert_differentiable(run, x)


@some.composite
def shape_and_product_dim(draw):
    shape = draw(arrays_of.array_shapes(max_dims=3, max_side=4))
    dim = draw(some.integers(-len(shape), len(shape) - 1))
    return shape, dim, draw(arrays_of.arrays(bool, shape))


@randomly
@given(shape_and_product_dim())
def test_any_product_with_any_zeros(drawn):
    shape, dim, zeros = drawn
    x = np.where(zeros, 0.0, *distinct(shape))
    assert_same([tg.prod(tg.from_numpy(x), dim)], [np.prod(x, axis=dim)])
    assert_differentiable(lambda x: tg.prod(x, dim), x)


@randomly
@given(shape_and_product_dim())
def test_any_running_product_with_any_zeros(drawn):
    shape, dim, zeros = drawn
    x = np.where(zeros, 0.0, *distinct(shape))
    assert_same([tg.cumprod(tg.from_numpy(x), dim)], [np.cumprod(x, axis=dim)])
    assert_differentiable(lambda x: tg.cumprod(x, dim), x)


@randomly
@given(shape_and_product_dim())
def test_any_running_sum(drawn):
    shape, dim, _ = drawn
    (x,) = distinct(shape)
    assert_same([tg.cumsum(tg.from_numpy(x), dim)], [np.cumsum(x, axis=dim)])
    assert_same([tg.logcumsumexp(tg.from_numpy(x), dim)], [np.logaddexp.accumulate(x, axis=dim)])
    assert_differentiable(lambda x: tg.cumsum(x, dim), x)
    assert_differentiable(lambda x: tg.logcumsumexp(x, dim), x)


def forward_only(index):
    """The index with slices that go forward, as a Tensor's do."""
    items = index if isinstance(index, tuple) else (index,)
    return tuple(
        slice(i.start, i.stop, abs(i.step or 1)) if isinstance(i, slice) else i for i in items
    )


@some.composite
def shape_and_basic_index(draw):
    shape = draw(arrays_of.array_shapes(max_dims=4, max_side=4))
    return shape, forward_only(draw(arrays_of.basic_indices(shape, allow_newaxis=True)))


@some.composite
def shape_and_mask(draw):
    shape = draw(arrays_of.array_shapes(max_dims=3, max_side=4))
    first = draw(some.integers(0, len(shape) - 1))
    last = draw(some.integers(first + 1, len(shape)))
    mask = draw(arrays_of.arrays(bool, shape[first:last]))
    return shape, (*(slice(None),) * first, mask)


@some.composite
def shape_and_integer_arrays(draw):
    """With slices among the arrays; an element may be named many times."""
    shape = draw(arrays_of.array_shapes(max_dims=4, max_side=4))
    result_shape = arrays_of.array_shapes(max_dims=2, max_side=3)
    arrays = draw(arrays_of.integer_array_indices(shape, result_shape=result_shape))
    slices = some.sampled_from([slice(None), slice(1, None), slice(None, None, 2)])
    return shape, tuple(draw(some.just(array) | slices) for array in arrays)


@randomly
@given(shape_and_basic_index() | shape_and_mask() | shape_and_integer_arrays())
def test_reading_at_any_index(shape_and_index):
    shape, index = shape_and_index
    (x,) = distinct(shape)
    leaf = leaf_of(x)
    read = leaf[index]
    assert_same([read], [x[index]])
    head = some_array(read.shape)
    read.backward(tg.from_numpy(head))
    expected = np.zeros(shape)
    np.add.at(expected, index, head)
    assert_same([leaf.grad], [expected])


@randomly
@given(shape_and_basic_index() | shape_and_mask(), some.booleans())
def test_writing_at_any_index(shape_and_index, one_number):
    shape, index = shape_and_index
    (x,) = distinct(shape)
    value = some_array(() if one_number else x[index].shape)
    old, new = leaf_of(x), leaf_of(value)
    written = old * 1.0
    written[index] = new
    x[index] = value
    assert_same([written], [x])
    head = some_array(shape)
    for_old, for_new = tg.autograd.grad(written, [old, new], tg.from_numpy(head))
    expected = head.copy()
    expected[index] = 0
    assert_same([for_old], [expected])
    assert_same([for_new], [head[index].sum() if one_number else head[index]])


# -- PyTorch's answers -----------------------------------------------------------------------------


def as_torch_takes_it(arg, torch):
    return getattr(torch, arg.name) if isinstance(arg, np.dtype) else arg


@pytest.mark.oracle
@every_sample
def test_pytorch_agrees(function, args):
    torch = pytest.importorskip("torch")
    row = ROWS[function.__name__]
    run = functools.partial(row.torch or row.reference, torch)
    operands, leaves = operands_and_leaves(function, args)
    args = [as_torch_takes_it(arg, torch) for arg in args]
    their_operands, their_leaves = operands_and_leaves(function, args, torch)
    assert_same([runner(function)(*operands)], [run(*their_operands)])
    if leaves:
        ours = two_orders(runner(function), operands, leaves)
        theirs = two_orders(run, their_operands, their_leaves, torch)
        for mine, other in zip(ours, theirs, strict=True):
            assert_same(mine, other, tolerance=1e-9)


@pytest.mark.oracle
@every_convention
def test_pytorch_has_the_same_conventions(function, args, expected):
    torch = pytest.importorskip("torch")
    row = ROWS[function.__name__]
    args = [as_torch_takes_it(arg, torch) for arg in args]
    operands, leaves = operands_and_leaves(function, args, torch)
    out = (row.torch or row.reference)(torch, *operands)
    found = torch.autograd.grad(out.sum(), leaves, materialize_grads=True)
    assert_same(found, [np.array(numbers, np.float64) for numbers in expected])


# -- in blocks -------------------------------------------------------------------------------------


@every_elementwise_sample
@few_elements_are_many()
def test_block_by_block_an_elementwise_op_gives_the_same(function, args):
    plan = function.plan
    out = plan.forward(*args)
    assert_same_array(parallel.in_blocks(plan.forward, args), out)
    grad = np.cos(np.arange(np.size(out), dtype=np.float64)).reshape(np.shape(out))
    for i, (position, rule) in enumerate(zip(plan.inputs, plan.rules, strict=True)):
        if is_float(args[position]):
            given, shape = (grad, *kept_for(plan, i, (*args, out))), args[position].shape
            blocks = parallel.in_blocks(rule, given, shape)
            assert_same_array(summed_to(shape, blocks), summed_to(shape, rule(*given)))


def summed_to(shape, gradient):
    return gradient.sum(reduced_axes(gradient.shape, shape)).reshape(shape)


def assert_same_array(got, expected):
    assert np.shape(got) == np.shape(expected)
    assert np.asarray(got).dtype == np.asarray(expected).dtype
    np.testing.assert_allclose(got, expected, rtol=1e-13, atol=1e-13)
