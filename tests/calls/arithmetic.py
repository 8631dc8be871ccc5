"""Sums, products, quotients and powers."""

CALLS = """
torch.add(x, y)
torch.add(x, v, alpha=2)
x + c
x - 2
2 - x
x * 1.5
torch.sub(x, y, alpha=3)
torch.rsub(x, y)
torch.rsub(x, 2)
torch.mul(x, s)
torch.div(x, y)
x / 2
2.0 / x
torch.neg(x)
torch.abs(x)
torch.square(x)
torch.reciprocal(x)
floats: torch.pow(p, y)
torch.pow(x, 2)
floats: 2 ** x
floats: x.clone().add_(y)
"""
