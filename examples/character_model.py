"""A small transformer learns to write like a text, character by character.

    python examples/character_model.py                 # about a minute
    python examples/character_model.py --steps 20      # a glance
    python examples/character_model.py --text book.txt

From the characters so far the model guesses the next one: an embedding of the characters and of
their places, blocks of causal attention and a small network, and a score for each character. By
default the text is this project's README.
"""

import argparse
import math
from pathlib import Path

from tqdm import tqdm

import tinygrad_np as torch
from tinygrad_np import nn
from tinygrad_np.nn import functional as F

README = Path(__file__).parents[1] / "README.md"
CONTEXT, WIDTH, HEADS, BLOCKS, BATCH = 32, 64, 4, 2, 16


class Attention(nn.Module):
    """Each place looks at those before it, with several heads."""

    def __init__(self):
        super().__init__()
        self.expand = nn.Linear(WIDTH, 3 * WIDTH)
        self.project = nn.Linear(WIDTH, WIDTH)

    def forward(self, x):
        batch, length, _ = x.shape
        parts = self.expand(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.project(seen.transpose(1, 2).reshape(batch, length, WIDTH))


class Block(nn.Module):
    """Attention, then a small network for each place; each adds to what is there."""

    def __init__(self):
        super().__init__()
        self.before_attention, self.before_network = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.network = nn.Sequential(
            nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH)
        )

    def forward(self, x):
        x = x + self.attention(self.before_attention(x))
        return x + self.network(self.before_network(x))


class Model(nn.Module):
    """Scores for the next character at each place."""

    def __init__(self, characters):
        super().__init__()
        self.characters = nn.Embedding(characters, WIDTH)
        self.places = nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.Sequential(*(Block() for _ in range(BLOCKS)))
        self.norm = nn.LayerNorm(WIDTH)
        self.scores = nn.Linear(WIDTH, characters)

    def forward(self, codes):
        x = self.characters(codes) + self.places(torch.arange(codes.shape[1]))
        return self.scores(self.norm(self.blocks(x)))


def batch_of(codes):
    """Pieces of the text, and the same pieces one character later."""
    starts = torch.randint(len(codes) - CONTEXT, (BATCH, 1))
    places = starts + torch.arange(CONTEXT)
    return codes[places], codes[places + 1]


def train(model, codes, steps):
    """The losses on the way, in nats a character."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1e-2, total_steps=steps + 1)
    losses = []
    progress = tqdm(range(steps), desc="training", unit="step")
    for _ in progress:
        before, after = batch_of(codes)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(before).flatten(0, 1), after.flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        progress.set_postfix(loss=f"{losses[-1]:.3f}")
    return losses


def write(model, codes, length, temperature=0.7):
    """Go on from some characters, each drawn as likely as the model thinks."""
    with torch.no_grad():
        for _ in range(length):
            scores = model(codes[-CONTEXT:].unsqueeze(0))[0, -1]
            drawn = torch.multinomial(F.softmax(scores / temperature, dim=0), 1)
            codes = torch.cat([codes, drawn])
    return codes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, default=README, help="what to learn from")
    parser.add_argument("--steps", type=int, default=800, help="of gradient descent")
    parser.add_argument("--length", type=int, default=300, help="characters to write")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    text = arguments.text.read_text(encoding="utf-8")
    alphabet = sorted(set(text))
    codes = torch.tensor([alphabet.index(character) for character in text])
    model = Model(len(alphabet))
    count = sum(p.numel() for p in model.parameters())
    print(f"{len(text)} characters, {len(alphabet)} different ones; {count} parameters")
    losses = train(model, codes, arguments.steps)
    print(f"loss: {losses[0]:.2f} -> {sum(losses[-10:]) / len(losses[-10:]):.2f} nats a character")
    print(f"(to know nothing costs {math.log(len(alphabet)):.2f})")
    written = write(model, codes[:1], arguments.length)
    print("".join(alphabet[code] for code in written.tolist()))


if __name__ == "__main__":
    main()
