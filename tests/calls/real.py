"""Complex numbers' functions on real ones."""

CALLS = """
torch.real(x)
torch.imag(x)
x.real
x.imag
torch.conj(x)
x.conj()
torch.conj_physical(x)
x.conj_physical()
x.clone().conj_physical_()
torch.resolve_conj(x)
x.resolve_conj()
torch.resolve_neg(x)
x.resolve_neg()
torch.angle(x)
x.angle()
torch.angle(e)
torch.angle(s)
torch.is_conj(x)
x.is_conj()
torch.is_neg(x)
x.is_neg()
torch.angle([1.0])
torch.real(2)
torch.pi, torch.e, torch.inf, torch.nan, torch.newaxis
"""
