"""The model: a MiniLM encoder and three heads, in plain PyTorch.

What passes from the marked actor to the marked recipient is read off the encoder's states at the two opening marks and
at the beginning of the sentence.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from examples import DIRECTIONS, STATUSES, TYPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
#: Vocabulary numbers of the marks before actor and recipient ("[unused1]" and "[unused3]").
ACTOR, RECIPIENT = 2, 4
_EPSILON = 1e-12


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm, self.norm = (nn.LayerNorm(WIDTH, eps=_EPSILON) for _ in range(2))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        query, key, value = (
            part(states).unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        attended = (self.dropout(scores.softmax(-1)) @ value).transpose(1, 2).flatten(2)
        states = self.attention_norm(states + self.dropout(self.out(attended)))
        return self.norm(states + self.dropout(self.outer(F.gelu(self.inner(states)))))


class Typer(nn.Module):
    """Sentences with marks → log-odds of type, status and direction."""

    def __init__(self, words: int, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(words, WIDTH), nn.Embedding(512, WIDTH)
        self.embedding_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.pool = nn.Linear(3 * WIDTH, WIDTH)
        self.pool_dropout = nn.Dropout(0.2)
        self.to_type, self.to_status, self.to_direction = (
            nn.Linear(WIDTH, len(labels)) for labels in (TYPES, STATUSES, DIRECTIONS)
        )

    def embedded(self, ids: Tensor) -> Tensor:
        """The embeddings of pieces of words, before their place in the sentence is added."""
        return self.words(ids)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.embedded(ids) + self.positions.weight[: ids.shape[1]]
        states = self.dropout(self.embedding_norm(states))
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        ends = [
            ((ids == mark).to(states.dtype)[:, None, :] @ states).squeeze(1) for mark in (ACTOR, RECIPIENT)
        ]
        pooled = self.pool_dropout(F.gelu(self.pool(torch.cat([states[:, 0], *ends], dim=-1))))
        return self.to_type(pooled), self.to_status(pooled), self.to_direction(pooled)


def pretrained(folder: Path, dropout: float = 0.1, layers: int = LAYERS) -> Typer:
    """A model with the published weights of the encoder, or of its first layers, and new heads."""
    weights = load_file(folder / "model.safetensors")
    model = Typer(weights["embeddings.word_embeddings.weight"].shape[0], dropout, layers)
    # Every token is of the first segment: its embedding belongs to each position.
    segment = weights["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"] + segment,
    }
    names = {
        "embedding_norm": "embeddings.LayerNorm",
    }
    for number in range(layers):
        for ours, theirs in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("out", "attention.output.dense"),
            ("attention_norm", "attention.output.LayerNorm"),
            ("inner", "intermediate.dense"),
            ("outer", "output.dense"),
            ("norm", "output.LayerNorm"),
        ):
            names[f"layers.{number}.{ours}"] = f"encoder.layer.{number}.{theirs}"
    for ours, theirs in names.items():
        for part in ("weight", "bias"):
            state[f"{ours}.{part}"] = weights[f"{theirs}.{part}"]
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.startswith(("pool", "to_")) for name in missing)
    return model
