"""Automatic differentiation: derivatives of programs, step by step.

    python examples/automatic_differentiation.py            # prints, and draws out/sine.png
    python examples/automatic_differentiation.py --quick    # prints only

The story goes from one derivative of one function, through vectors, constants and Python's own
`while` and `if`, to a plot of a derivative that nobody wrote down.
"""

import argparse
from pathlib import Path

import tinygrad_np as torch


def simple_example():
    """y = 2 x.x, whose gradient is 4 x."""
    print("--- A simple example ---")
    x = torch.arange(4.0, requires_grad=True)
    print("x.grad before:", x.grad)

    y = 2 * torch.dot(x, x)
    print("y =", y)
    y.backward()
    print("x.grad =", x.grad)
    print("x.grad == 4 * x:", x.grad == 4 * x)

    # Gradients add up in x.grad, so those of the next function need it cleared first.
    x.grad.zero_()
    y = x.sum()
    y.backward()
    print("x.grad of the sum:", x.grad)


def non_scalar_results():
    """Only a scalar has a gradient; a vector needs to be told how its elements count."""
    print("\n--- Backward for non-scalar variables ---")
    x = torch.arange(4.0, requires_grad=True)
    y = x * x
    try:
        y.backward()
    except RuntimeError as error:
        print("RuntimeError:", error)

    y.backward(gradient=torch.ones_like(x))
    print("with a head gradient of ones:", (x.grad, y))

    # A head gradient of ones is the same as differentiating the sum.
    x.grad.zero_()
    y = sum(x * x)
    y.backward()
    print("by the sum:", (x.grad, y))


def detaching():
    """A detached tensor is a constant: no gradient flows through it."""
    print("\n--- Detaching computation ---")
    x = torch.arange(4.0, requires_grad=True)
    y = x * x
    u = y.detach()
    z = u * x
    z.sum().backward()
    print("dz/dx is u, not 3 x^2:", x.grad == u)

    # y itself is still part of its graph.
    x.grad.zero_()
    y.sum().backward()
    print("dy/dx is 2 x:", x.grad == 2 * x)


def doubled_until_large(a):
    """k * a, where k depends on a, but is constant around it."""
    b = a * 2
    while b.norm().item() < 1000:
        b = b * 2
    if b.sum().item() > 0:
        c = b
    else:
        c = 100 * b
    return c


def control_flow():
    """The graph is what really ran, so loops and branches need nothing special."""
    print("\n--- The gradient of Python control flow ---")
    torch.manual_seed(0)  # any a will do: the next lines hold for all of them
    a = torch.randn(size=(1,), requires_grad=True)
    d = doubled_until_large(a)
    d.backward()
    print("the gradient k is d / a:", a.grad == d / a)


def second_backward():
    """The graph goes with the first backward, unless it is asked to stay."""
    print("\n--- Backward, twice ---")
    x = torch.arange(4.0, requires_grad=True)
    y = x * x
    y.sum().backward(retain_graph=True)
    print(x.grad)
    x.grad.zero_()
    y.sum().backward()
    print(x.grad)


def control_flow_of_a_matrix():
    """With a matrix instead of a number, the gradient of the sum is k everywhere."""
    print("\n--- Control flow, with a matrix ---")
    # The document drew a at random. Dividing the d that it printed by its k = 512 gives that a.
    printed = [[-26.5704, -301.3363, 32.0743], [85.7696, 871.7515, 743.9756]]
    a = (torch.tensor(printed) / 512).requires_grad_()
    d = doubled_until_large(a)
    d.sum().backward()
    print("a =", a)
    print("d =", d)
    print("a.grad =", a.grad)
    print("d / a =", d / a)
    print("a.grad == d / a:", a.grad == d / a)


def divided_until_small(a):
    if a.item() > 100:
        d = a / 10
    while d.item() > 1:
        d /= 10
    return d


def rounding():
    """In floating point, the same number computed in two ways need not be the same number."""
    print("\n--- A redesigned control flow ---")
    a = torch.tensor(200, dtype=torch.float, requires_grad=True)
    d = divided_until_small(a)
    d.backward()
    print("d, a, a.grad, d / a:", (d, a, a.grad, d / a))
    print("a.grad == d / a:", a.grad == d / a)


def plot_sine(out):
    """The derivative of the sine, found without knowing that it is the cosine."""
    import matplotlib.pyplot as plt

    x = torch.linspace(-5, 5, steps=200, requires_grad=True)
    y = torch.sin(x)
    y.sum().backward()

    curves = {
        "sin(x)": y.detach(),
        "cos(x)": torch.cos(x).detach(),
        "the derivative of sin(x), by automatic differentiation": x.grad,
    }
    figure, axes = plt.subplots(len(curves), 1, figsize=(8, 6), sharex=True)
    for axis, (title, curve) in zip(axes, curves.items(), strict=True):
        axis.plot(x.detach().numpy(), curve.numpy())
        axis.set_title(title)
        axis.grid(alpha=0.3)
    figure.tight_layout()
    out.mkdir(parents=True, exist_ok=True)
    figure.savefig(out / "sine.png", dpi=100)
    print("\nwrote", out / "sine.png")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the picture")
    parser.add_argument("--quick", action="store_true", help="print only, draw nothing")
    arguments = parser.parse_args()

    simple_example()
    non_scalar_results()
    detaching()
    control_flow()
    second_backward()
    control_flow_of_a_matrix()
    rounding()
    if not arguments.quick:
        plot_sine(arguments.out)


if __name__ == "__main__":
    main()
