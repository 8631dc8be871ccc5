"""The in-place twins of ops, by PyTorch's names."""

from tinygrad_np.ops import arithmetic, comparison, elementwise
from tinygrad_np.ops.inplace import in_place

add_ = in_place(arithmetic.add)
sub_ = in_place(arithmetic.sub)
mul_ = in_place(arithmetic.mul)
div_ = in_place(arithmetic.div)
pow_ = in_place(arithmetic.pow)

bitwise_and_ = in_place(comparison.bitwise_and)
bitwise_or_ = in_place(comparison.bitwise_or)
bitwise_xor_ = in_place(comparison.bitwise_xor)

clamp_ = in_place(elementwise.clamp)
