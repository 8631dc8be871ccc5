"""The in-place twins of ops, by PyTorch's names."""

from tinygrad_np.ops import arithmetic, comparison, elementwise, logic, scan
from tinygrad_np.ops.inplace import in_place

add_ = in_place(arithmetic.add)
sub_ = in_place(arithmetic.sub)
mul_ = in_place(arithmetic.mul)
div_ = in_place(arithmetic.div)
pow_ = in_place(arithmetic.pow)

eq_ = in_place(comparison.eq)
ne_ = in_place(comparison.ne)
lt_ = in_place(comparison.lt)
le_ = in_place(comparison.le)
gt_ = in_place(comparison.gt)
ge_ = in_place(comparison.ge)

logical_and_ = in_place(logic.logical_and)
logical_or_ = in_place(logic.logical_or)
logical_xor_ = in_place(logic.logical_xor)
logical_not_ = in_place(logic.logical_not)
bitwise_and_ = in_place(logic.bitwise_and)
bitwise_or_ = in_place(logic.bitwise_or)
bitwise_xor_ = in_place(logic.bitwise_xor)
bitwise_not_ = in_place(logic.bitwise_not)
bitwise_left_shift_ = in_place(logic.bitwise_left_shift)
bitwise_right_shift_ = in_place(logic.bitwise_right_shift)

clamp_ = in_place(elementwise.clamp)
cumsum_ = in_place(scan.cumsum)
cumprod_ = in_place(scan.cumprod)
