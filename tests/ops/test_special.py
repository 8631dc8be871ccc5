"""Special functions: values known to more digits than a float has, and wrong calls."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us

# Arguments, and the value by mpmath with 120 digits.
VALUES = {
    "erf": [
        (1e-300, 1.1283791670955126e-300),
        (0.3, 0.328626759459127416),
        (-0.47, -0.493745050886082112),
        (2.5, 0.999593047982555041),
        (5.9, 0.999999999999999928),
    ],
    "erfc": [
        (-3.0, 1.99997790950300141),
        (0.2, 0.777297410789521534),
        (0.5, 0.479500122186953462),
        (3.9, 3.47922485972317671e-8),
        (9.0, 4.13703174651381024e-37),
        (26.0, 5.66319240885614285e-296),
    ],
    "erfcx": [
        (-20.0, 1.04429393795282879e174),
        (-0.4, 1.676233956688859),
        (1.5, 0.321585416454317502),
        (30.0, 0.0187958888614167515),
        (1000000.0, 5.64189583547474192e-7),
    ],
    "erfinv": [
        (1e-12, 8.86226925452757996e-13),
        (0.3, 0.272462714726754345),
        (-0.84, -0.993535628347304187),
        (0.9, 1.16308715367667416),
        (0.999999999, 4.32000538810536205),
    ],
    "ndtr": [
        (-37.0, 5.72557122252457682e-300),
        (-9.5, 1.04945150753626075e-21),
        (-1.2, 0.115069670221708277),
        (0.4, 0.655421741610324175),
        (3.0, 0.998650101968369905),
    ],
    "log_ndtr": [
        (-10000.0, -50000010.1292789152),
        (-30.0, -454.321243956343197),
        (-0.9, -1.6924928065613382),
        (1.0, -0.17275377902344989),
        (7.5, -3.19089167291094714e-14),
    ],
    "ndtri": [
        (1e-200, -30.2055941795796431),
        (1e-12, -7.03448382530113193),
        (0.08, -1.40507156030963254),
        (0.3, -0.524400512708040816),
        (0.999, 3.09023230616781328),
    ],
    "gammaln": [
        (-1e-300, 690.775527898213705),
        (1e-280, 644.723826038332792),
        (1e-05, 11.5129196928958256),
        (0.49, 0.592249629335267056),
        (1.0000001, -5.7721558299185071e-8),
        (1.9999, -0.000042275208772153458),
        (2.7, 0.434820553655104673),
        (9.99, 12.7793152143501934),
        (12.0, 17.5023078458738858),
        (100000.0, 1051287.70897365689),
        (1e300, 6.89775527898213741e302),
        (-0.3, 1.46484005085760253),
        (-12.6, -20.3220674907493047),
    ],
    "digamma": [
        (1e-07, -10000000.5772155009),
        (0.3, -3.50252422220013312),
        (1.4616321449, -6.61523006236453693e-11),
        (1.9, 0.356184161164059658),
        (5.0, 1.50611766843180047),
        (12.0, 2.44266167997581202),
        (100000000.0, 18.4206807389523655),
        (-0.4, 0.959380786106809366),
        (-7.3, 4.33730730551005014),
    ],
    "polygamma": [
        (1, 0.01, 10001.6212135283128),
        (1, -3.3, 14.8177395255159288),
        (2, 0.7, -6.43499287419092369),
        (3, 25.0, 0.000135884636508273704),
        (7, -1.5, 2580876.87113484361),
        (40, 3.0, -2.23705623046787669e28),
    ],
    "zeta": [
        (1.0001, 0.5, 10001.9636453779353),
        (1.5, 2.0, 1.61237534868548834),
        (2, 1000.0, 0.00100050016666663333),
        (3, -2.25, -61.9484748870300828),
        (60, 1.5, 2.71972163893656475e-11),
    ],
    "gammainc": [
        (1000, 1000, 0.504205244180215509),
        (1e-08, 0.001, 0.999999936684608281),
        (0.5, 0.6, 0.726678321707701846),
        (30, 8.0, 2.10258363071496432e-9),
        (150, 170.0, 0.944365568689806706),
        (5000, 4900.0, 0.0779449562265139139),
        (5000, 3000.0, 3.12067547651857639e-243),
    ],
    "gammaincc": [
        (1000, 1000, 0.495794755819784491),
        (1e-08, 0.001, 6.3315391719088761e-8),
        (0.03, 1.0, 0.00678211334505979187),
        (3, 40.0, 3.57286592870022635e-15),
        (150, 170.0, 0.0556344313101932944),
        (5000, 5200.0, 0.00258481349535380865),
        (1000000.0, 1003000.0, 0.00136174064621759148),
    ],
    "i0": [
        (-0.1, 1.0025015629340956),
        (8.0, 427.564115721804785),
        (30.0, 781672297823.97749),
        (700.0, 1.52959334767187374e302),
    ],
    "i0e": [
        (7.9, 0.144369864141041921),
        (8.1, 0.142511809488295284),
        (100000000.0, 0.0000398942280900110531),
    ],
    "i1": [
        (-1e-05, -5.00000000006250041e-6),
        (3.0, 3.9533702174026094),
        (-30.0, -768532038938.956999),
        (700.0, 1.52850039023390069e302),
    ],
    "i1e": [
        (-7.9, -0.134896499439893768),
        (8.1, 0.133400688325836633),
        (100000000.0, 0.0000398942278905399122),
    ],
    "bessel_j0": [
        (-0.1, 0.997501562066040032),
        (3.0, -0.260051954901933438),
        (5.1, -0.144334747060500636),
        (70.0, 0.0949087264830135423),
    ],
    "bessel_j1": [
        (1e-09, 5.00000000000000031e-10),
        (-3.0, -0.339058958525936459),
        (5.1, -0.337097202018231813),
        (70.0, 0.00998778878483851516),
    ],
    "bessel_y0": [
        (1e-09, -13.2666450749383865),
        (0.9, 0.00562830663520555842),
        (4.9, -0.292054594244014225),
        (70.0, 0.00930966645894097513),
    ],
    "bessel_y1": [
        (1e-09, -636619772.36758131),
        (0.9, -0.873126582456328795),
        (4.9, 0.181246692045048563),
        (70.0, -0.0948446526257162474),
    ],
    "modified_bessel_k0": [
        (1e-09, 20.8391973526048235),
        (0.7, 0.660519859915101595),
        (1.9, 0.128845979276047494),
        (2.1, 0.100783740889966935),
        (30.0, 2.13247749646305637e-14),
    ],
    "modified_bessel_k1": [
        (1e-09, 999999999.999999927),
        (0.7, 1.05028353531291805),
        (1.9, 0.159660153032667629),
        (2.1, 0.122746411533507896),
        (30.0, 2.16773200189154942e-14),
    ],
    "scaled_modified_bessel_k0": [
        (1e-09, 20.8391973734440209),
        (0.7, 1.33012365624205565),
        (1.9, 0.861450616751755789),
        (2.1, 0.823017152531662058),
        (30.0, 0.22788666561625373),
    ],
    "scaled_modified_bessel_k1": [
        (1e-09, 1000000000.99999993),
        (0.7, 2.11501131284805246),
        (1.9, 1.06747092981457005),
        (2.1, 1.00236805274057906),
        (30.0, 0.231654129377711802),
    ],
    "spherical_bessel_j0": [
        (1e-09, 1.0),
        (0.7, 0.920310981768130087),
        (1.9, 0.49805267773021819),
        (2.1, 0.411052079356606519),
        (30.0, -0.0329343874697620597),
    ],
    "legendre_polynomial_p": [
        (0.3, 7, -0.224072981250000017),
        (-1.2, 12, 337.695474517115738),
    ],
    "chebyshev_polynomial_t": [
        (0.3, 40, 0.929159188651799107),
        (-1.2, 12, 875.857310322687296),
    ],
    "airy_ai": [
        (-50.0, -0.161881423612320924),
        (-2.1, 0.163484512999292679),
        (-2.0, 0.227407428201685576),
        (0.0, 0.355028053887817239),
        (2.0, 0.0349241304232743791),
        (2.1, 0.0299526021158665225),
        (30.0, 3.20821759155049557e-49),
    ],
}
# What else may be lost is told by the argument's own last digit: cancellation near a zero, or the
# exponent of a power.
LOOSE = {
    "airy_ai": 3e-14,
    "chebyshev_polynomial_t": 1e-13,
    "digamma": 1e-13,
    "gammainc": 2e-13,
    "gammaincc": 2e-13,
    "gammaln": 1e-14,
}
TIGHT = 4e-15
ROWS = [(name, *row) for name, rows in VALUES.items() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(map(str, row[:-1])))
def test_values_are_right_to_a_few_digits_of_the_last_place(row):
    name, *args, expected = row
    tensors = [torch.tensor(x, dtype=torch.float64) for x in args]
    if name == "polygamma":
        tensors[0] = args[0]
    value = getattr(torch.special, name)(*tensors)
    tolerance = LOOSE.get(name, TIGHT)
    absolute = 2e-15 if "bessel_" in name else 0  # near their zeros
    np.testing.assert_allclose(value.item(), expected, tolerance, absolute)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
@pytest.mark.parametrize("name", ["erf", "gammaln", "digamma", "i0", "ndtri", "bessel_j0"])
def test_narrow_floats_are_rounded_once(name, dtype):
    x = torch.linspace(0.05, 0.95, 50).to(dtype)
    function = getattr(torch.special, name)
    assert function(x).dtype == dtype
    assert function(x).tolist() == function(x.double()).to(dtype).tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    # The derivatives of the power series, at 0 where a rule divides by 0.
    [("i1", [0.5, 0, 0.375, 0]), ("bessel_j1", [0.5, 0, -0.375, 0]), ("i0", [0, 0.5, 0, 0.375])],
)
def test_every_derivative_at_0_is_right(name, expected):
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    value = getattr(torch.special, name)(x)
    for derivative in expected:
        (value,) = torch.autograd.grad(value, x, create_graph=True)
        assert value.item() == pytest.approx(derivative)


def test_log_ndtr_is_smooth_where_ndtr_underflows():
    x = torch.tensor([-1e3, -30.0, 0.0, 30.0, 50.0], dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(torch.special.log_ndtr(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    np.testing.assert_allclose(first.tolist()[:2], [1000.000999998000, 30.033259667433677], 1e-13)
    np.testing.assert_allclose(second.tolist()[:3], [-1, -0.998898, -2 / np.pi], 1e-5)
    assert first.tolist()[4] == second.tolist()[4] == 0


@questions(r"""
>>> torch.erf(v), torch.erfinv(torch.tensor([0.5, 1.0, 2.0]))
(tensor([-0.8427, 0.5205, 0.9953], grad_fn=<ErfBackward0>), tensor([0.4769, inf, nan]))
>>> torch.special.erfcx(v)
tensor([5.0090, 0.6157, 0.2554], grad_fn=<SpecialErfcxBackward0>)
>>> torch.lgamma(i), torch.digamma(i)
(tensor([0., inf, 0.]), tensor([ 0.4228, -inf, -0.5772]))
>>> torch.polygamma(2, x)[0]
tensor([-2.4041, -0.4041, -0.1541], grad_fn=<SelectBackward0>)
>>> torch.mvlgamma(s, 2)
tensor(0.4516, grad_fn=<MvlgammaBackward0>)
>>> torch.special.zeta(2, x)[0]
tensor([1.6449, 0.6449, 0.3949], grad_fn=<SelectBackward0>)
>>> torch.i0(v), torch.special.i1e(v)
(tensor([1.2661, 1.0635, 2.2796], grad_fn=<I0Backward0>),
tensor([-0.2079, 0.1564, 0.2153], grad_fn=<SpecialI1EBackward0>))
>>> torch.special.entr(torch.tensor([-1.0, 0.0, 0.5, float("nan")]))
tensor([ -inf, 0.0000, 0.3466, nan])
>>> torch.special.gammainc(x.detach(), x)[0]
tensor([0.6321, 0.5940, 0.5768], grad_fn=<SelectBackward0>)
>>> torch.digamma(torch.tensor([0.0, -0.0, -1.0, float("inf")]))
tensor([-inf, inf, nan, inf])
>>> torch.polygamma(-1, x)
RuntimeError: polygamma(n, x) does not support negative n.
>>> torch.polygamma(1.5, x)
TypeError: polygamma(): argument 'n'...must be int, not float
>>> torch.mvlgamma(x, 0)
RuntimeError: p has to be greater than or equal to 1
>>> torch.mvlgamma(b, 2)
RuntimeError: The input tensor may not be a boolean tensor.
>>> torch.igamma(i, i)
NotImplementedError: "igamma_cpu" not implemented for 'Long'
>>> torch.igamma(x, 1)
TypeError: igamma(): argument 'other' (position 2) must be Tensor, not int
>>> torch.special.zeta(x, torch.ones(2))
RuntimeError: The size of tensor a (...) must match the size of tensor b (...) at non-singleton
dimension 1
>>> torch.erf(1.0)
TypeError: erf(): argument 'input' (position 1) must be Tensor, not float
>>> torch.autograd.grad(torch.igamma(x, x * 1).sum(), x)
NotImplementedError: ...derivative for '...' is not implemented...
>>> y = torch.ones(2, 3, requires_grad=True); torch.autograd.grad(torch.igamma(x, y).sum(), y)[0][0]
tensor([0.3679, 0.3679, 0.1839])
>>> torch.igamma(s, torch.ones(2)).sum().backward()
NotImplementedError: ...derivative for '...' is not implemented...
>>> torch.special.zeta(s, torch.ones(2)).sum().backward()
NotImplementedError: ...derivative for '...' is not implemented...
>>> i.clone().erf_()
RuntimeError: result type Float can't be cast to the desired output type Long
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch's Bessel functions cut the graph.
>>> torch.special.bessel_j0(v)
tensor([0.7652, 0.9385, 0.2239], grad_fn=<BesselJ0Backward0>)
# PyTorch says nan, or a large number.
>>> torch.i0(torch.tensor(float("inf"))), torch.polygamma(1, torch.tensor(-1.0))
(tensor(inf), tensor(inf))
>>> torch.polygamma(3, torch.tensor(float("inf")))
tensor(0.)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("name", ["erf", "erfc", "gammaln", "erfinv", "gammainc"])
def test_few_elements_and_many_are_alike(name):
    # Few go one by one through libm, many in blocks of a cache.
    few = torch.linspace(-3, 3, 101, dtype=torch.float64) / (4 if name == "erfinv" else 1)
    many = few.expand(500, 101)
    function = getattr(torch.special, name)
    if name == "gammainc":
        found, expected = function(abs(many), many**2), function(abs(few), few**2)
    else:
        found, expected = function(many), function(few)
    assert found.shape == many.shape
    np.testing.assert_allclose(found.numpy(), expected.expand(500, 101).numpy(), 2e-14)
