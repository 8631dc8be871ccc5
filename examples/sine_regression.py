"""A polynomial of third order learns the sine, as in "learning PyTorch with examples".

    python examples/sine_regression.py

Four times the same fit: with NumPy and the gradients by hand, with tensors and `backward()`, with
`nn` and `optim`, and with a module of one's own. Each ends with nearly the same polynomial.
"""

import argparse
import math

import numpy as np

import tinygrad_np as torch
from tinygrad_np import nn

POINTS = 2000


def with_numpy(steps):
    x = np.linspace(-math.pi, math.pi, POINTS)
    y = np.sin(x)
    a, b, c, d = np.random.default_rng(0).standard_normal(4)
    for _ in range(steps):
        error = 2.0 * (a + b * x + c * x**2 + d * x**3 - y)
        a -= 1e-6 * error.sum()
        b -= 1e-6 * (error * x).sum()
        c -= 1e-6 * (error * x**2).sum()
        d -= 1e-6 * (error * x**3).sum()
    return a, b, c, d


def with_autograd(steps):
    x = torch.linspace(-math.pi, math.pi, POINTS)
    y = torch.sin(x)
    a, b, c, d = (torch.randn((), requires_grad=True) for _ in range(4))
    for _ in range(steps):
        loss = (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()
        loss.backward()
        with torch.no_grad():
            for weight in (a, b, c, d):
                weight -= 1e-6 * weight.grad
                weight.grad = None
    return [weight.item() for weight in (a, b, c, d)]


def with_nn(steps):
    x = torch.linspace(-math.pi, math.pi, POINTS)
    y = torch.sin(x)
    powers = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
    model = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))
    loss_function = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_function(model(powers), y).backward()
        optimizer.step()
    return [model[0].bias.item(), *model[0].weight[0].tolist()]


class Polynomial3(nn.Module):
    """a + b x + c x^2 + d x^3"""

    def __init__(self):
        super().__init__()
        self.a, self.b, self.c, self.d = (nn.Parameter(torch.randn(())) for _ in range(4))

    def forward(self, x):
        return self.a + self.b * x + self.c * x**2 + self.d * x**3


def with_a_module(steps):
    x = torch.linspace(-math.pi, math.pi, POINTS)
    y = torch.sin(x)
    model = Polynomial3()
    loss_function = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)
    for _ in range(steps):
        loss = loss_function(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [p.item() for p in model.parameters()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=2000, help="of gradient descent")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    for fit in (with_numpy, with_autograd, with_nn, with_a_module):
        a, b, c, d = fit(arguments.steps)
        print(f"{fit.__name__:>13}: y = {a:.4f} + {b:.4f} x + {c:.4f} x^2 + {d:.4f} x^3")


if __name__ == "__main__":
    main()
