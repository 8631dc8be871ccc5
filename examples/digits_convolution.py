"""A small convolutional network learns to read handwritten digits.

    python examples/digits_convolution.py               # some seconds; a picture in out/
    python examples/digits_convolution.py --epochs 1    # a glance

Two convolutions, each followed by pooling, look for strokes and for how they meet; the picture
shows what the first one has learned to look for.
"""

import argparse
from pathlib import Path

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from tqdm import tqdm

import tinygrad_np as torch
from tinygrad_np import nn, optim
from tinygrad_np.utils.data import DataLoader, TensorDataset, random_split


def load():
    """The digits as images of one channel: four fifths to learn from, the rest to test with."""
    digits = load_digits()
    images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
    data = TensorDataset(images, torch.tensor(digits.target))
    return random_split(data, [0.8, 0.2], torch.Generator().manual_seed(0))


def build_model():
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding="same"),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding="same"),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Linear(128, 10),
    )


def train(model, data, epochs):
    optimizer = optim.Adam(model.parameters(), lr=3e-3)
    loss_function = nn.CrossEntropyLoss()
    progress = tqdm(range(epochs), desc="training", unit="epoch")
    for _ in progress:
        for images, labels in DataLoader(data, batch_size=64, shuffle=True):
            optimizer.zero_grad()
            loss = loss_function(model(images), labels)
            loss.backward()
            optimizer.step()
        progress.set_postfix(loss=f"{loss.item():.3f}")


def accuracy(model, data):
    images, labels = next(iter(DataLoader(data, batch_size=len(data))))
    with torch.no_grad():
        return (model(images).argmax(dim=1) == labels).float().mean().item()


def draw_kernels(convolution, path):
    """What each channel of the first convolution looks for, all in the same colors."""
    kernels = convolution.weight.detach()[:, 0]
    largest = kernels.abs().max().item()
    figure, axes = plt.subplots(2, 8, figsize=(8.5, 2.6), layout="constrained")
    for axis, kernel in zip(axes.flat, kernels, strict=True):
        image = axis.imshow(kernel, cmap="RdBu", vmin=-largest, vmax=largest)
        axis.set(xticks=[], yticks=[])
    figure.colorbar(image, ax=axes, label="weight")
    figure.suptitle("What the first convolution looks for: ink where it is blue, none where red")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100)
    plt.close(figure)
    print("wrote", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=20, help="times through the images")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the picture")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    train_data, test_data = load()
    model = build_model()
    print(model)
    train(model, train_data, arguments.epochs)
    print(f"test accuracy: {accuracy(model, test_data):.2%} of {len(test_data)} digits")
    draw_kernels(model[0], arguments.out / "digits_kernels.png")


if __name__ == "__main__":
    main()
