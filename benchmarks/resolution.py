"""Does the time to resolve a mention stay the same while the corpus grows?

    python benchmarks/resolution.py [--sizes 1000 10000 100000] [--repeat 3] [--json]

The corpora are generated, always the same for one size. In a corpus of n mentions there are n / 20 persons, so that
each is named twenty times on average, a few of them much more often than the rest. A person has one or two invented
given names, an invented surname and a country; surnames are as unevenly spread as in the world (the commonest has
0.7 % of the persons). An article has ten mentions: six of persons, two of countries, one of an organisation, one of a
group or a force. Persons are written as agencies do: another transliteration, accents, another particle, an initial,
capitals, no second given name, or the surname alone; seven in ten are told with their country. With events, each
article has two, between its persons and countries, on any day of ten years.

Each size is resolved without and with events, every time in a process of its own, so that no cache is warm. The time
is the processor's, the shortest of the repetitions. "wrong" counts the resolved persons in
whom two generated ones were melted together, mentions by the surname alone left out. Names are invented, so a few of
these are true homonyms.

The exit status is 1 if the time per mention grows by more than a factor of 1.5 from one size to the next.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise

from kg.consolidation.whole import resolve
from kg.lexicon.gazetteer import countries
from kg.model import (
    Article,
    EntityType,
    Event,
    EventType,
    Extraction,
    LocalEntity,
    Mention,
    Segment,
    Span,
    TimeValue,
)
from kg.vocabulary import DEFAULT_BASE

SIZES = (1_000, 10_000, 100_000)
TARGET = 1.5
PER_ARTICLE = 10
MENTIONS_PER_PERSON = 20
SURNAMES = 20_000
SEED = 20_240_612

_ONSETS = [
    "b", "bh", "ch", "d", "dh", "f", "g", "gh", "h", "j", "k", "kh", "l", "m", "n", "p", "q", "r", "s", "sh", "t", "ts",
    "v", "w", "y", "z",
]  # fmt: skip
_VOWELS = ["a", "a", "a", "e", "i", "o", "u", "ou", "aa", "ei", "ai"]
_CODAS = ["", "", "", "n", "r", "d", "m", "l", "v", "sh", "k"]
_ENDINGS = ["", "", "ov", "enko", "sky", "i", "an", "ez", "son", "yev"]
_PARTICLES = ["", "", "", "", "al-", "el-", "de ", "bin "]
_ORGANISATIONS = [
    "National Party",
    "People's Front",
    "Ministry of Trade",
    "Central Bank",
    "News Agency",
    "Oil Company",
]
_GROUPS: list[tuple[str, EntityType]] = [
    ("protesters", "Group"), ("officials", "Group"), ("army", "MilitaryForce"), ("navy", "MilitaryForce"),
]  # fmt: skip
_EVENTS: list[EventType] = ["Accusation", "Consultation", "Agreement", "Rejection", "Sanction", "Assault"]


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    given: tuple[str, ...]
    particle: str
    surname: str
    country: str


@dataclass(frozen=True, slots=True)
class Result:
    mentions: int
    events: bool
    seconds: float
    microseconds_per_mention: float
    persons: int
    found: int
    wrong: int


def _word(rng: random.Random, syllables: int, ending: bool = False) -> str:
    parts = [rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables)]
    return ("".join(parts) + (rng.choice(_ENDINGS) if ending else "")).capitalize()


def _people(rng: random.Random, number: int) -> list[Person]:
    surnames = [_word(rng, 2, ending=True) for _ in range(SURNAMES)]
    # Zipf and Mandelbrot's law; the offset of 20 gives the commonest surname 0.7 %, as much as Wang or Li has.
    weights = list(accumulate(1 / (rank + 20) for rank in range(1, SURNAMES + 1)))
    given = [_word(rng, 2) for _ in range(2_000)]
    codes = [entry.country or "" for entry in countries()]
    return [
        Person(
            n,
            tuple(rng.sample(given, rng.choice([1, 1, 2]))),
            rng.choice(_PARTICLES),
            surname,
            rng.choice(codes),
        )
        for n, surname in enumerate(rng.choices(surnames, cum_weights=weights, k=number))
    ]


_RESPELLED = [
    ("ou", "u"),
    ("kh", "gh"),
    ("q", "k"),
    ("dh", "d"),
    ("ei", "ey"),
    ("aa", "a"),
    ("sky", "skiy"),
    ("ts", "tz"),
]
_ACCENTED = str.maketrans("aeou", "áéóú")


def _respelled(rng: random.Random, word: str) -> str:
    match rng.randrange(4):
        case 0:
            old, new = rng.choice(_RESPELLED)
            return word.replace(old, new)
        case 1:
            return word.translate(_ACCENTED)
        case _:
            return word


def _written(rng: random.Random, person: Person) -> str:
    """The person's name as one article writes it."""
    given = [_respelled(rng, name) for name in person.given]
    surname = _respelled(rng, person.surname)
    particle = person.particle
    if particle.endswith("-") and rng.random() < 0.5:
        particle = rng.choice([particle.replace("-", " "), particle.capitalize(), ""])
    match rng.randrange(10):
        case 0 | 1:
            return surname
        case 2:
            given = given[:1]
        case 3 if len(given) > 1:
            given[1] = given[1][0] + "."
        case 4:
            return f"{' '.join(given)} {particle}{surname}".upper()
        case _:
            pass
    return f"{' '.join(given)} {particle}{surname}"


def corpus(mentions: int, with_events: bool) -> tuple[list[Extraction], dict[tuple[str, str], int]]:
    """The articles, and which person each full name of each article means: (article, key) → number."""
    rng, events = random.Random(f"{SEED} {mentions}"), random.Random(SEED)
    people = _people(rng, max(1, mentions // MENTIONS_PER_PERSON))
    fame = list(accumulate(1 / (rank + 20) for rank in range(1, len(people) + 1)))
    states = list(countries())
    power = list(accumulate(1 / (rank + 5) for rank in range(1, len(states) + 1)))
    meant: dict[tuple[str, str], int] = {}
    found: list[Extraction] = []
    for number in range(mentions // PER_ARTICLE):
        entities: list[LocalEntity] = []
        for person in rng.choices(people, cum_weights=fame, k=6):
            name = _written(rng, person)
            told = person.country if rng.random() < 0.7 else None
            entities.append(LocalEntity(f"e{len(entities)}", "Person", name, (name,), None, told))
            if " " in name:
                meant[f"a{number:06d}", entities[-1].key] = person.number
        for state in rng.choices(states, cum_weights=power, k=2):
            name = rng.choice([state.name, *state.names])
            entities.append(
                LocalEntity(f"e{len(entities)}", "Country", name, (name,), state.ref, state.country)
            )
        state = rng.choices(states, cum_weights=power)[0]
        name = rng.choice(_ORGANISATIONS)
        entities.append(LocalEntity(f"e{len(entities)}", "Organization", name, (name,), None, state.country))
        name, kind = rng.choice(_GROUPS)
        owner = rng.choice([None, state.country])
        entities.append(LocalEntity(f"e{len(entities)}", kind, name, (name,), None, owner))
        found.append(_article(number, entities))
    if with_events:
        found = [replace(one, events=_events(events, one)) for one in found]
    return found, meant


def _article(number: int, entities: list[LocalEntity]) -> Extraction:
    text, marks = "", []
    for one in entities:
        marks.append(Mention(len(text), len(text) + len(one.name), one.name, one.type, one.key))
        text += one.name + ". "
    article = Article(f"a{number:06d}", f"{number}.txt", text, (Segment(0, len(text), "body"),))
    return Extraction(article, tuple(entities), tuple(marks))


def _events(rng: random.Random, extraction: Extraction) -> tuple[Event, ...]:
    events = []
    for _ in range(2):
        actor, recipient = rng.sample([e.key for e in extraction.entities[:8]], 2)
        day = (date(2015, 1, 1) + timedelta(days=rng.randrange(3_650))).isoformat()
        when = TimeValue(day, day, day, "explicit")
        at = rng.randrange(len(extraction.article.text) - 8)
        where = Span(at, at + 8), Span(at, at + 4)
        events.append(Event(rng.choice(_EVENTS), (actor,), (recipient,), *where, "active", time=when))
    return tuple(events)


def measure(mentions: int, with_events: bool) -> Result:
    """One resolution in this process."""
    warm, _ = corpus(100, with_events)
    resolve(warm, base=DEFAULT_BASE)  # loads the lexicon, which costs the same for any corpus
    extractions, meant = corpus(mentions, with_events)
    start = time.process_time()
    found = resolve(extractions, base=DEFAULT_BASE)
    seconds = time.process_time() - start
    keys = {(e.article.id, m.start): m.entity for e in extractions for m in e.mentions}
    melted: dict[str, set[int]] = defaultdict(set)
    for article, mention in found.mentions:
        person = meant.get((article, keys[article, mention.start]))
        if person is not None:
            melted[mention.entity].add(person)
    return Result(
        mentions=mentions,
        events=with_events,
        seconds=round(seconds, 3),
        microseconds_per_mention=round(seconds / mentions * 1e6, 1),
        persons=len(set(meant.values())),
        found=len(melted),
        wrong=sum(len(persons) > 1 for persons in melted.values()),
    )


def _best(mentions: int, with_events: bool, repeat: int) -> Result:
    runs = []
    for _ in range(repeat):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            runs.append(pool.submit(measure, mentions, with_events).result())
    return min(runs, key=lambda run: run.seconds)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Time per mention while the corpus grows.")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=list(SIZES), metavar="N", help="mentions per corpus"
    )
    parser.add_argument("--repeat", type=int, default=3, help="processes per size; the fastest counts")
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(arguments)
    results = [_best(n, events, options.repeat) for events in (False, True) for n in sorted(options.sizes)]
    if options.json:
        print(json.dumps([asdict(r) for r in results], indent=2))
    else:
        print(
            f"{'mentions':>9}  {'events':6}  {'seconds':>8}  {'µs each':>10}  {'ratio':>5}  persons  found  wrong"
        )
        previous: Result | None = None
        for r in results:
            same = previous is not None and previous.events == r.events
            ratio = (
                f"{r.microseconds_per_mention / previous.microseconds_per_mention:.2f}"
                if same and previous
                else ""
            )
            print(
                f"{r.mentions:>9,}  {'yes' if r.events else 'no':6}  {r.seconds:>8.3f}"
                f"  {r.microseconds_per_mention:>10}  {ratio:>5}  {r.persons:>7,}  {r.found:>5,}  {r.wrong:>5,}"
            )
            previous = r
    steps = [(a, b) for a, b in pairwise(results) if a.events == b.events]
    return int(any(b.microseconds_per_mention > TARGET * a.microseconds_per_mention for a, b in steps))


if __name__ == "__main__":
    sys.exit(main())
