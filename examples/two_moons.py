"""Two half moons of points, and the line that a small network draws between them.

    python examples/two_moons.py               # some seconds; a picture in out/
    python examples/two_moons.py --steps 20    # a glance

No straight line separates the moons. The network has two hidden layers of GELU units, and learns by
Adam to make the binary cross-entropy small; the picture shows how sure it is of each place.
"""

import argparse
from pathlib import Path

import matplotlib.pyplot as plt
from sklearn.datasets import make_moons
from tqdm import tqdm

import tinygrad_np as torch
from tinygrad_np import nn, optim


def load(count):
    points, labels = make_moons(count, noise=0.2, random_state=0)
    return torch.tensor(points, dtype=torch.float32), torch.tensor(labels, dtype=torch.float32)


def build_model():
    return nn.Sequential(
        nn.Linear(2, 16), nn.GELU(), nn.Linear(16, 16), nn.GELU(), nn.Linear(16, 1), nn.Flatten(0)
    )


def train(model, points, labels, steps):
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    loss_function = nn.BCEWithLogitsLoss()
    progress = tqdm(range(steps), desc="training", unit="step")
    for step in progress:
        optimizer.zero_grad()
        loss = loss_function(model(points), labels)
        loss.backward()
        optimizer.step()
        if step % 20 == 0:
            progress.set_postfix(loss=f"{loss.item():.4f}")
    return loss.item()


def draw(model, points, labels, path):
    """The points, on how sure the network is of each place; the line is where it is not."""
    margin = 0.5
    (left, low), (right, high) = (f.tolist() for f in (points.amin(0), points.amax(0)))
    xs = torch.linspace(left - margin, right + margin, 200)
    ys = torch.linspace(low - margin, high + margin, 200)
    grid = torch.stack(torch.meshgrid(xs, ys, indexing="xy"), dim=-1)
    with torch.no_grad():
        sure = torch.sigmoid(model(grid.reshape(-1, 2))).reshape(200, 200)
    figure, axis = plt.subplots(figsize=(6, 4.5))
    shades = axis.contourf(xs, ys, sure, levels=20, cmap="RdBu", alpha=0.7, vmin=0, vmax=1)
    axis.contour(xs, ys, sure, levels=[0.5], colors="k", linewidths=1)
    colors = {"c": labels.tolist(), "cmap": "RdBu", "vmin": -0.3, "vmax": 1.3}
    axis.scatter(*points.T.tolist(), **colors, edgecolors="k", s=18)
    figure.colorbar(shades, label="how likely blue")
    axis.set_title("Between two moons")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100)
    plt.close(figure)
    print("wrote", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=200, help="of gradient descent")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the picture")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    points, labels = load(300)
    model = build_model()
    loss = train(model, points, labels, arguments.steps)
    with torch.no_grad():
        right = ((model(points) > 0) == (labels > 0)).float().mean().item()
    print(f"loss {loss:.4f}, {right:.1%} of the points on their side")
    draw(model, points, labels, arguments.out / "two_moons.png")


if __name__ == "__main__":
    main()
