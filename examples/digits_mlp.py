"""A network learns to read handwritten digits: the whole of training, in one page.

    python examples/digits_mlp.py               # some seconds; pictures in out/
    python examples/digits_mlp.py --epochs 2    # a glance

The digits are scikit-learn's: 1797 images of 8 x 8 pixels, which come with it. The network is a
multilayer perceptron of Linear and ReLU. It is told the right answer as a "one-hot" vector (a 3 is
0001000000), and learns by stochastic gradient descent to make the squared error small.
"""

import argparse
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tqdm import tqdm

import tinygrad_np as torch
from tinygrad_np import nn, optim

BATCH_SIZE = 64
LEARNING_RATE = 0.5
MOMENTUM = 0.9


def load():
    """Images and labels: four fifths to learn from, and one fifth, kept apart, to test with."""
    digits = load_digits()
    pixels = digits.data.astype(np.float32) / 16  # 0 is white, 1 is black
    return train_test_split(
        pixels, digits.target, test_size=0.2, stratify=digits.target, random_state=0
    )


def build_model():
    return nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))


def train(model, pixels, labels, epochs):
    """Walk downhill, a batch at a time; the losses on the way, for the picture."""
    one_hot = torch.eye(10)[torch.from_numpy(labels)]
    images = torch.from_numpy(pixels)
    loss_function = nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
    shuffler = np.random.default_rng(0)
    losses = []
    progress = tqdm(range(epochs), desc="training", unit="epoch")
    for _ in progress:
        order = torch.from_numpy(shuffler.permutation(len(labels)))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            optimizer.zero_grad()
            loss = loss_function(model(images[batch]), one_hot[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        progress.set_postfix(loss=f"{losses[-1]:.5f}")
    return losses


def predict(model, pixels):
    """The digit whose output is largest, for each image."""
    with torch.no_grad():
        outputs = model(torch.from_numpy(pixels))
    return outputs.numpy().argmax(axis=1)


def draw_losses(losses, epochs, path):
    """Each batch's loss in grey, each epoch's mean in blue."""
    per_epoch = np.array(losses).reshape(epochs, -1).mean(axis=1)
    batches_per_epoch = len(losses) / epochs
    figure, axis = plt.subplots(figsize=(7, 4))
    axis.plot(np.arange(len(losses)) / batches_per_epoch, losses, color="0.8", label="a batch")
    axis.plot(np.arange(epochs) + 0.5, per_epoch, color="tab:blue", label="mean of an epoch")
    axis.set(xlabel="epoch", ylabel="mean squared error", yscale="log", title="Learning digits")
    axis.grid(alpha=0.3)
    axis.legend()
    save(figure, path)


def draw_predictions(pixels, labels, predictions, path, columns=6):
    """Some digits and what the network reads; in the second row, those that it misreads."""
    wrong = np.flatnonzero(predictions != labels)[:columns]
    right = np.flatnonzero(predictions == labels)[:columns]
    figure, axes = plt.subplots(2, columns, figsize=(1.5 * columns, 3.8))
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
        axis.spines[:].set_color("0.8")
    for row, chosen in zip(axes, (right, wrong), strict=True):
        for axis, i in zip(row, chosen, strict=False):
            axis.imshow(pixels[i].reshape(8, 8), cmap="gray_r")
            misread = predictions[i] != labels[i]
            title = f"{predictions[i]}, not {labels[i]}" if misread else str(predictions[i])
            axis.set_title(title, color="firebrick" if misread else "black")
    figure.suptitle("What the network reads")
    save(figure, path)


def save(figure, path):
    figure.tight_layout(h_pad=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100)
    plt.close(figure)
    print("wrote", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=40, help="times through the images")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the pictures")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    train_pixels, test_pixels, train_labels, test_labels = load()
    model = build_model()
    print(model)

    start = time.perf_counter()
    losses = train(model, train_pixels, train_labels, arguments.epochs)
    seconds = time.perf_counter() - start

    predictions = predict(model, test_pixels)
    accuracy = np.mean(predictions == test_labels)
    print(f"test accuracy: {accuracy:.2%} of {len(test_labels)} digits, after {seconds:.1f} s")
    draw_losses(losses, arguments.epochs, arguments.out / "digits_loss.png")
    draw_predictions(
        test_pixels, test_labels, predictions, arguments.out / "digits_predictions.png"
    )


if __name__ == "__main__":
    main()
