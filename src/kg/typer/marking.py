"""A sentence with its actor and its recipient marked, as the numbers that the model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

#: Pieces of words that the model reads at most, marks included. Longer sentences are cut at their ends, then between
#: the two spans.
LENGTH = 112

#: Pieces that the encoder's vocabulary has left free, put around actor and recipient.
_MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks spans in sentences, for one vocabulary."""

    tokenizer: Tokenizer

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """The sentences in pieces of words."""
        return self.tokenizer.encode_batch(list(texts), add_special_tokens=False)

    def marked(self, encoding: Encoding, actor: tuple[int, int], recipient: tuple[int, int]) -> list[int]:
        """The sentence's pieces with marks around both spans (half-open ranges of characters, apart from each other).

        :raises ValueError: a span holds no piece of a word.
        """
        opening_actor, closing_actor, opening_recipient, closing_recipient = map(self._number, _MARKS)
        first, second = sorted(
            [
                (*_pieces(encoding, actor), opening_actor, closing_actor),
                (*_pieces(encoding, recipient), opening_recipient, closing_recipient),
            ]
        )
        ids = encoding.ids
        spans = [[s[2], *ids[s[0] : s[1]], s[3]] for s in (first, second)]
        before, between, after = ids[: first[0]], ids[first[1] : second[0]], ids[second[1] :]
        room = LENGTH - 2 - len(spans[0]) - len(spans[1])
        between = _without_middle(between, room)
        room -= len(between)
        head = min(len(before), max(room // 2, room - len(after)))
        before, after = before[len(before) - head :], after[: room - head]
        whole = [*before, *spans[0], *between, *spans[1], *after]
        return [self._number("[CLS]"), *whole[: LENGTH - 2], self._number("[SEP]")]

    def _number(self, piece: str) -> int:
        number = self.tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return number


def _without_middle(pieces: list[int], room: int) -> list[int]:
    if len(pieces) <= room:
        return pieces
    half = max(room // 2, 0)
    return pieces[:half] + pieces[len(pieces) - half :]


def _pieces(encoding: Encoding, span: tuple[int, int]) -> tuple[int, int]:
    """The range of pieces that a range of characters touches."""
    touched = [i for i, (start, end) in enumerate(encoding.offsets) if start < span[1] and span[0] < end]
    if not touched:
        raise ValueError(f"nothing of the sentence stands at {span}")
    return touched[0], touched[-1] + 1
