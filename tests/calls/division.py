"""Quotients, exact and rounded, remainders and divisors."""

# float16 divides to the nearest number before it rounds down: other steps than PyTorch's.
CALLS = """
torch.div(x, p)
torch.div(x, c)
x.div(2)
torch.divide(x, y)
x.divide(p)
torch.true_divide(x, p)
x.true_divide(s)
torch.true_divide(x, y, rounding_mode="floor")
x / 2
2.0 / x
2 / s
e / v
x / w
torch.div(x, 2, rounding_mode=None)
floats, integers: torch.div(x, 2, rounding_mode="floor")
floats, integers: torch.div(x, 2, rounding_mode="trunc")
floats: torch.div(x, p, rounding_mode="floor")
floats: torch.div(x, p, rounding_mode="trunc")
floats: x.divide(c, rounding_mode="trunc")
floats, integers: x.div(i + 2, rounding_mode="trunc")
floats, integers: x.div(2.3, rounding_mode="trunc")
floats, integers: x.div(2.3, rounding_mode="floor")
bool: x.div(x, rounding_mode="floor")
bool: x.div(x, rounding_mode="trunc")
x.div(2, rounding_mode="up")
x.div(2, rounding_mode=3)
x.div(2, "floor")
integers: x.div(0, rounding_mode="trunc")
integers: x.div(0, rounding_mode="floor")
integers: x // x
floats: x.detach() / 0
floats: torch.div(x.detach(), 0.0, rounding_mode="floor")
floats: torch.div(x.detach(), 0.0, rounding_mode="trunc")
torch.floor_divide(x.detach(), 2)
x.detach().floor_divide(2.3)
x.detach() // i
floats: x.detach() // p.detach()
floats, integers: -7 // (x.detach() * 0 + 2)
7.5 // (x.detach() * 0 + 2)
floats, integers: x.detach() // w.detach()
x // "a"
torch.remainder(x, 2)
floats: torch.remainder(x, p)
floats: x.remainder(c)
x.remainder(2.3)
x % (i + 1)
floats: x.detach() % 0
integers: x % 0
7 % (x.detach() * 0 + 2)
torch.remainder(-7.5, (x.detach() * 0 + 2))
torch.remainder(2, 3)
floats, integers: torch.remainder(x, w)
x % "a"
torch.fmod(x, 2)
floats: torch.fmod(x, p)
floats: x.fmod(c)
x.fmod(2.3)
x.fmod(i + 1)
integers: x.fmod(0)
torch.fmod(2, x)
bool: x.fmod(x)
bool: x % x
bool: x // x
e % v
e.fmod(2)
torch.reciprocal(p)
x.reciprocal()
s.reciprocal()
torch.gcd(x, i)
torch.gcd(x, x)
x.gcd(c)
torch.gcd(x, 2)
torch.lcm(x, i)
x.lcm(c)
torch.lcm(x, 2)
divmod(x, 2)
x.clone().div_(p)
floats, integers: x.clone().div_(2, rounding_mode="floor")
x.clone().divide_(2.5)
x.clone().true_divide_(2)
floats, integers: x.detach().clone().floor_divide_(2)
x.clone().remainder_(2)
floats, integers: x.clone().remainder_(2.3)
x.clone().fmod_(2)
floats: x.clone().fmod_(p)
p.clone().reciprocal_()
torch.reciprocal_(p.clone())
x.detach().clone().gcd_(i)
torch.gcd_(x.detach().clone(), i)
x.detach().clone().lcm_(i)
torch.lcm_(x.detach().clone(), i)
[y := x.detach().clone(), y.__ifloordiv__(2)][1]
[y := x.clone(), y.__imod__(2)][1]
"""
