"""What dtypes are like, and the names of those that no tensor has."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.finfo(torch.float32)
finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07,
smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)
>>> torch.finfo(torch.float64), torch.finfo(torch.float16), torch.finfo(torch.bfloat16)
(finfo(resolution=1e-15, min=-1.79769e+308, max=1.79769e+308, eps=2.22045e-16,
smallest_normal=2.22507e-308, tiny=2.22507e-308, dtype=float64), finfo(resolution=0.001,
min=-65504, max=65504, eps=0.000976562, smallest_normal=6.10352e-05, tiny=6.10352e-05,
dtype=float16), finfo(resolution=0.01, min=-3.38953e+38, max=3.38953e+38, eps=0.0078125,
smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=bfloat16))
>>> torch.finfo(torch.float32).bits, torch.finfo().dtype
(32, 'float32')
>>> torch.finfo(torch.float32).max, torch.finfo(torch.float32).min, torch.finfo(torch.float32).eps
(3.4028234663852886e+38, -3.4028234663852886e+38, 1.1920928955078125e-07)
>>> (torch.finfo(torch.float32).tiny, torch.finfo(torch.float32).smallest_normal,
... torch.finfo(torch.float32).resolution)
(1.1754943508222875e-38, 1.1754943508222875e-38, 1e-06)
>>> torch.finfo(torch.float16).max, torch.finfo(torch.float64).resolution
(65504.0, 1e-15)
>>> torch.iinfo(torch.int32), torch.iinfo(torch.uint8), torch.iinfo(torch.int64)
(iinfo(min=-2.14748e+09, max=2.14748e+09, dtype=int32), iinfo(min=0, max=255, dtype=uint8),
iinfo(min=-9.22337e+18, max=9.22337e+18, dtype=int64))
>>> (torch.iinfo(torch.int32).bits, torch.iinfo(torch.int32).max, torch.iinfo(torch.int32).min,
... torch.iinfo(torch.int32).dtype)
(32, 2147483647, -2147483648, 'int32')
>>> (torch.finfo(torch.float32) == torch.finfo(torch.float32),
... torch.finfo(torch.float32) == torch.finfo(torch.float64))
(True, False)
>>> (torch.iinfo(torch.int8) == torch.iinfo(torch.int8),
... torch.iinfo(torch.int8) == torch.iinfo(torch.int16))
(True, False)
>>> torch.promote_types(torch.uint8, torch.int8), torch.promote_types(torch.int64, torch.float16)
(torch.int16, torch.float16)
>>> torch.promote_types(type1=torch.uint8, type2=torch.bool)
torch.uint8
>>> (torch.can_cast(torch.float32, torch.int32), torch.can_cast(torch.float64, torch.float16),
... torch.can_cast(from_=torch.bool, to=torch.uint8))
(False, True, True)
>>> (torch.result_type(x, i), torch.result_type(i, 3.5), torch.result_type(1, 2),
... torch.result_type(True, 2.5))
(torch.float32, torch.float32, torch.int64, torch.float32)
>>> torch.result_type(torch.tensor(1, dtype=torch.int8), torch.arange(2, dtype=torch.uint8))
torch.uint8
>>> (x.dtype in (torch.float16, torch.bfloat16), torch.bfloat16, torch.bfloat16.itemsize,
... torch.bfloat16.is_floating_point)
(False, torch.bfloat16, 2, True)
>>> (torch.complex64, torch.cfloat, torch.cdouble, torch.chalf, torch.complex64.is_complex,
... torch.complex64.is_signed)
(torch.complex64, torch.complex64, torch.complex128, torch.complex32, True, True)
>>> (torch.uint16, torch.uint32.itemsize, torch.uint64.is_signed, torch.float8_e4m3fn,
... torch.float8_e5m2.itemsize)
(torch.uint16, 4, False, torch.float8_e4m3fn, 1)
>>> (torch.float32.to_complex(), torch.complex64.to_real(), torch.int64.to_real(),
... torch.complex64.to_complex())
(torch.complex64, torch.float32, torch.int64, torch.complex64)
>>> torch.strided, torch.contiguous_format, torch.preserve_format, torch.channels_last
(torch.strided, torch.contiguous_format, torch.preserve_format, torch.channels_last)
>>> isinstance(torch.strided, torch.layout), isinstance(torch.preserve_format, torch.memory_format)
(True, True)
>>> import pickle
... pickle.loads(pickle.dumps((torch.bfloat16, torch.strided, torch.preserve_format)))
(torch.bfloat16, torch.strided, torch.preserve_format)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.finfo(torch.int32)
TypeError: torch.finfo() requires a floating point input type. Use torch.iinfo to handle
'torch.finfo'
>>> torch.finfo(3)
TypeError: finfo(): argument 'type' ...must be torch.dtype, not int
>>> torch.iinfo(torch.bool)
TypeError: torch.bool is not supported by torch.iinfo
>>> torch.iinfo(torch.float32)
TypeError: torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'
>>> torch.iinfo(3)
TypeError: iinfo(): argument 'type' ...must be torch.dtype, not int
>>> torch.iinfo()
TypeError: iinfo...
>>> torch.promote_types(torch.uint8, 3)
TypeError: promote_types(): argument 'type2' ...must be torch.dtype, not int
>>> torch.can_cast(3, torch.int32)
TypeError: can_cast(): argument 'from_' ...must be torch.dtype, not int
>>> torch.result_type(x)
TypeError: result_type() ...
>>> torch.result_type(x, "a")
TypeError: ...
>>> torch.int64.to_complex()
RuntimeError: Unknown Complex ScalarType for Long
>>> torch.set_default_dtype(torch.int32)
TypeError: only floating-point types are supported as the default type...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# No tensor has these dtypes.
>>> x.to(torch.bfloat16)
TypeError: there are no tensors of torch.bfloat16: use torch.float32
>>> x.bfloat16()
TypeError: there are no tensors of torch.bfloat16: use torch.float32
>>> torch.zeros(2, dtype=torch.complex64)
TypeError: there are no tensors of torch.complex64: keep real and imaginary parts in tensors of
their own
>>> torch.tensor([1], dtype=torch.uint16)
TypeError: there are no tensors of torch.uint16: use torch.int32
>>> torch.set_default_dtype(torch.bfloat16)
TypeError: there are no tensors of torch.bfloat16: use torch.float32
>>> np.zeros(2, torch.bfloat16)
TypeError: ...
>>> torch.promote_types(torch.bfloat16, torch.float16)
TypeError: there are no tensors of torch.bfloat16: use torch.float32
>>> torch.tensor(1j)
TypeError: complex numbers are not supported: keep real and imaginary parts apart
# Nor this order in memory.
>>> x.clone(memory_format=torch.channels_last)
RuntimeError: clone(): torch.channels_last is not supported, only torch.contiguous_format and
torch.preserve_format: permute() gives any order of the dims
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
