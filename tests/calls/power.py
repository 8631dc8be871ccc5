"""Powers and roots."""

CALLS = """
floats: torch.pow(p, y)
torch.pow(x, 2)
x.pow(3)
floats: x.pow(0)
p.pow(0.5)
floats: p.pow(-1.5)
floats: 2 ** x
floats: 2.5 ** x
p ** i
(i + 1) ** p
integers: x ** -1
bool: x ** x
x ** "a"
torch.pow(2, 3)
floats, integers: x.pow(w)
torch.float_power(p, 2)
floats: torch.float_power(p, y)
p.float_power(0.5)
torch.float_power(2, x)
p.float_power(i)
torch.float_power(2, 3)
torch.square(x)
x.square()
s.square()
torch.sqrt(p)
p.sqrt()
torch.rsqrt(p)
p.rsqrt()
e.rsqrt()
torch.hypot(x, y)
x.hypot(c)
x.hypot(s)
e.hypot(v)
torch.hypot(x, 2)
floats: torch.hypot(x, w)
p.clone().pow_(2)
p.clone().float_power_(2)
p.clone().square_()
torch.square_(p.clone())
p.clone().sqrt_()
torch.sqrt_(p.clone())
p.clone().rsqrt_()
torch.rsqrt_(p.clone())
p.clone().hypot_(y)
p.clone().hypot_(2)
"""
