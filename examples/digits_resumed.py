"""Training that may be killed: checkpoints, and a run that goes on as if nothing had happened.

    python examples/digits_resumed.py                  # trains, or goes on where it was stopped
    python examples/digits_resumed.py --stop-after 3   # stops after three epochs, as if killed
    python examples/digits_resumed.py --epochs 2       # a glance

A network with BatchNorm and Dropout learns scikit-learn's handwritten digits by AdamW, with a rate
that falls along a cosine, and stops when it has not become better for a while. After each epoch
all that matters is saved: the parameters, the optimizer, the schedule, the random streams. So a run
that is stopped and started again ends with the very numbers of one that was not.
"""

import argparse
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tqdm import tqdm

import tinygrad_np as torch
from tinygrad_np import nn, optim
from tinygrad_np.utils.data import DataLoader, TensorDataset

BATCH_SIZE = 64
PATIENCE = 15  # epochs without getting better


def load():
    """The digits to learn from, to choose by, and to test with, as data sets."""
    digits = load_digits()
    pixels = torch.tensor(digits.data, dtype=torch.float32) / 16  # 0 is white, 1 is black
    labels = torch.tensor(digits.target)
    rest, test = train_test_split(range(len(labels)), test_size=0.2, random_state=0)
    train, validation = train_test_split(rest, test_size=0.15, random_state=0)
    return [TensorDataset(pixels[part], labels[part]) for part in (train, validation, test)]


def build_model():
    return nn.Sequential(
        nn.Linear(64, 128),
        nn.BatchNorm1d(128),
        nn.ReLU(),
        nn.Dropout(0.3),
        nn.Linear(128, 64),
        nn.BatchNorm1d(64),
        nn.ReLU(),
        nn.Dropout(0.3),
        nn.Linear(64, 10),
    )


class Training:
    """A model in training, and what is needed to go on with it."""

    def __init__(self, epochs):
        self.model = build_model()
        self.optimizer = optim.AdamW(self.model.parameters(), lr=3e-3, weight_decay=0.05)
        self.schedule = optim.lr_scheduler.CosineAnnealingLR(self.optimizer, T_max=epochs)
        self.loss = nn.CrossEntropyLoss(label_smoothing=0.05)
        self.epoch = 0
        self.best = {"loss": math.inf, "epoch": 0, "model": self.model.state_dict()}

    def run_epoch(self, batches):
        self.model.train()
        for pixels, labels in batches:
            self.optimizer.zero_grad()
            self.loss(self.model(pixels), labels).backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
        self.schedule.step()
        self.epoch += 1

    def validate(self, data):
        """Remember the model if it is the best so far on images that it has not learnt from."""
        self.model.eval()
        with torch.no_grad():
            loss = self.loss(self.model(data.tensors[0]), data.tensors[1]).item()
        if loss < self.best["loss"]:
            state = {name: value.clone() for name, value in self.model.state_dict().items()}
            self.best = {"loss": loss, "epoch": self.epoch, "model": state}

    @property
    def is_stuck(self):
        return self.epoch - self.best["epoch"] >= PATIENCE

    def save(self, path):
        """Write all that the next epoch depends on; the old file stays whole until this one is."""
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
                "random": torch.get_rng_state(),
                "epoch": self.epoch,
                "best": self.best,
            },
            path,
        )

    def resume(self, path):
        saved = torch.load(path)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["random"])
        self.epoch, self.best = saved["epoch"], saved["best"]


def predict(model, data):
    """The digit that the model thinks most likely, for each image."""
    model.eval()
    with torch.no_grad():
        return model(data.tensors[0]).argmax(dim=1)


def draw_confusion(labels, predictions, path):
    """How often each digit was read as which."""
    counts = torch.zeros(10, 10, dtype=torch.int64)
    counts.index_put_((labels, predictions), torch.tensor(1), accumulate=True)
    figure, axis = plt.subplots(figsize=(5, 5))
    axis.imshow(np.log1p(counts.numpy()), cmap="Blues")
    for i, row in enumerate(counts.tolist()):
        for j, count in enumerate(row):
            if count:
                axis.text(j, i, count, ha="center", va="center", color="w" if i == j else "k")
    axis.set(xticks=range(10), yticks=range(10), xlabel="read as", ylabel="digit")
    axis.set_title("What the network reads")
    figure.tight_layout()
    figure.savefig(path, dpi=100)
    plt.close(figure)
    print("wrote", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=60, help="times through the images")
    parser.add_argument("--stop-after", type=int, help="epochs after which to stop, as if killed")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for what is written")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "digits.pt"

    torch.manual_seed(0)
    train, validation, test = load()
    training = Training(arguments.epochs)
    if checkpoint.exists():
        training.resume(checkpoint)
        print(f"going on after epoch {training.epoch}")

    batches = DataLoader(train, BATCH_SIZE, shuffle=True)
    last = arguments.stop_after or arguments.epochs
    progress = tqdm(total=arguments.epochs, initial=training.epoch, desc="training", unit="epoch")
    while training.epoch < last and not training.is_stuck:
        training.run_epoch(batches)
        training.validate(validation)
        training.save(checkpoint)
        progress.set_postfix(best=f"{training.best['loss']:.3f}")
        progress.update()
    progress.close()
    if training.epoch < arguments.epochs and not training.is_stuck:
        print(f"stopped after epoch {training.epoch}: start again to go on")
        return

    training.model.load_state_dict(training.best["model"])
    print(f"best after epoch {training.best['epoch']} of {training.epoch}")
    total = sum(p.double().sum() for p in training.model.parameters()).item()
    read, labels = predict(training.model, test), test.tensors[1]
    accuracy = (read == labels).float().mean().item()
    print(f"test accuracy: {accuracy:.2%} (sum of all parameters: {total!r})")
    draw_confusion(labels, read, arguments.out / "digits_confusion.png")


if __name__ == "__main__":
    main()
