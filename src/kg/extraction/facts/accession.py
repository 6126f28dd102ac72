"""Who comes to an office or leaves it, by the wording of a sentence that names the office.

"X was sworn in as T", "Y named X, 61, as T in place of Z", "X has taken over at B as T", "Y accepted X's resignation as T".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extraction.facts.held import Held
from kg.extraction.facts.holders import Phase
from kg.extraction.facts.owners import owner
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.wording import Wording
from kg.model import Status
from kg.nlp.document import DocEntity
from kg.nlp.offices import COUNTERPART
from kg.nlp.title_phrases import OWNERS, Title

ADVERBS = r"(?:(?:[a-z]+ly|also|then|now|later|again|first|once|already|just|soon|today|twice|himself|herself|both|all|instead) )*"
_SEVERAL = r"P\d+(?:(?: , P\d+)*(?: ,)? and P\d+)?"
WHO = rf"(?P<who>{_SEVERAL})(?: of (?:the )?(?:[a-z]+ )?O\d+)?(?: ,)?(?: who| and who)?"
WHOM = rf"(?:(?:the|its|a|his|her|Q\d+) )?(?:(?!(?:by|with|in|for|as|to|at|on|of|from|than) )[a-z]+ )?(?:T\d+ )?(?P<who>{_SEVERAL})"
DONE = r"(?:was|were|(?:has|have|had) been|been|being|is|are|got)"
PLAN = r"(?P<plan>will be|(?:is|are|was|were)(?: (?:set|due|scheduled))? to be|is being)"
BY = r"(?:by (?:[^\s,;:]+ ){1,7}?)?"
_OWNS = r"(?:(?:the|its|his|her|their|our|a|an|Q\d+) )?(?:(?:new|next|same) )?(?:[a-z]+ 's |O\d+ (?:'s )?)?(?:(?:new|next|first|second|third) )?"
_POST = r"(?:post|position|office|job|role|seat|duties)"
_AS = rf"(?:as |to be |to become |(?:to|and will) serve as |to act as |to (?:the|a|his|her|Q\d+) {_POST} of |to |(?:for|in) the {_POST} of )"
_TITLE = r"(?P<title>T\d+)(?! 's)"
_TITLES = rf"{_OWNS}{_TITLE}(?P<more>(?:(?: ,)? and (?:as )?{_OWNS}T\d+(?! 's))*)"
_FROM = rf"(?:from {_OWNS}{_POST} (?:of|as) |as )"
_OVER = (
    r"(?:over(?: (?:the )?(?:office|power|reins|helm|leadership))?|office|charge|command|up (?:the|his|her|Q\d+) (?:post|position|job|role|duties|seat)"
    r"|(?:the|an|his|her|Q\d+) oath(?: of office)?|(?:the|Q\d+) helm)"
)
#: What may stand before the name of whoever had the office before.
OF_OLD = r"(?:the|late|long|time|longtime|outgoing|former|[a-z]+ed|Q\d+|[a-z]+ 's|his|her)"


@dataclass(frozen=True, slots=True)
class _Formula:
    phase: Phase
    rule: str
    pattern: re.Pattern[str]
    planned: bool = False


def _formulas() -> Iterator[_Formula]:
    def formula(phase: Phase, rule: str, pattern: str, *, planned: bool = False) -> _Formula:
        return _Formula(phase, rule, re.compile(rf"(?<!\S){pattern}(?!\S)"), planned)

    begun = r"(?P<verb>(?:begin)\d+_ed) (?:in )?"
    put = r"(?P<verb>propose\d+_ed|put forward) "
    yield formula(
        "begins",
        "appointment",
        rf"{WHO} {ADVERBS}(?:{PLAN}|{DONE}) {ADVERBS}{begun}{ADVERBS}{BY}{_AS}?{_TITLES}",
    )
    yield formula(
        "begins", "nomination", rf"{WHO} {ADVERBS}{DONE} {ADVERBS}{put}{BY}{_AS}?{_TITLES}", planned=True
    )
    yield formula("begins", "appointment", rf"(?P<who>P\d+) , {ADVERBS}{begun}{ADVERBS}{BY}{_AS}?{_TITLES}")
    yield formula(
        "begins",
        "appointment",
        rf"(?:(?P<plan>will|to) )?(?P<verb>begin\d+_(?:ed|s|)) (?:in )?{WHOM} {ADVERBS}{_AS}?{_TITLES}",
    )
    yield formula(
        "begins", "nomination", rf"(?P<verb>propose\d+_(?:ed|s)) {WHOM} {_AS}?{_TITLES}", planned=True
    )
    yield formula("begins", "nomination", rf"(?P<verb>nomination) of {WHOM} {_AS}{_TITLES}", planned=True)
    yield formula(
        "begins", "nomination", rf"(?P<who>P\d+) 's (?P<verb>nomination) {_AS}{_TITLES}", planned=True
    )
    yield formula(
        "begins", "taking office",
        rf"{WHO} {ADVERBS}(?:(?P<plan>will|is to|is due to|is set to) )?(?:(?:has|have|had) )?{ADVERBS}(?P<verb>take\d+_(?:ed|s|)) {_OVER} "
        rf"{ADVERBS}(?:(?:at|of|in) (?:the )?(?P<body>O\d+) )?(?:from {WHOM.replace('who', 'old')} )?as {_TITLES}",
    )  # fmt: skip
    yield formula(
        "begins", "taking office",
        rf"{WHO} {ADVERBS}(?:(?P<plan>will) )?(?P<verb>become|becomes) {_OWNS}{_TITLE}",
    )  # fmt: skip
    left = r"(?P<verb>leave\d+_(?:ed|s))(?: down| aside| out)?"
    yield formula(
        "ends",
        "resignation",
        rf"{WHO} {ADVERBS}(?:(?:has|have|had) )?{ADVERBS}{left} {ADVERBS}{_FROM}{_TITLES}",
    )
    yield formula(
        "ends", "resignation", rf"{WHO} (?:is|was|are|were) {ADVERBS}(?P<verb>out|gone) as {_TITLES}"
    )
    yield formula("ends", "resignation", rf"{WHO} (?:has |had )?(?P<verb>ceased) to be {_TITLES}")
    yield formula(
        "ends",
        "resignation",
        rf"(?P<verb>resignation|dismissal|sacking|removal|ouster) of {WHOM} (?:as |from the {_POST} of ){_TITLES}",
    )
    yield formula(
        "ends",
        "resignation",
        rf"(?P<who>P\d+) 's (?P<verb>resignation|dismissal|sacking|removal|ouster) (?:as |from the {_POST} of ){_TITLES}",
    )
    yield formula(
        "ends",
        "dismissal",
        rf"{WHO} {ADVERBS}{DONE} {ADVERBS}(?P<verb>end\d+_ed) {ADVERBS}{BY}{_FROM}{_TITLES}",
    )
    yield formula("ends", "dismissal", rf"(?P<verb>end\d+_(?:ed|s)) {WHOM} {_FROM}{_TITLES}")
    yield formula(
        "held",
        "serve",
        rf"(?P<who>{_SEVERAL})(?: ,)?(?: who)? {ADVERBS}(?P<verb>serve\d+_ed) {ADVERBS}as {_TITLES}",
    )
    yield formula("begins", "appointment", rf"(?:saw|sees|with|had) {WHOM} {begun}{BY}{_AS}?{_TITLES}")
    old = rf"(?:{OF_OLD} )*(?:[a-z]+ )?(?P<old>P\d+)"
    yield formula(
        "begins", "succession", rf"(?P<verb>succeed\d+_(?:ed|s)) {old} as {_TITLES} (?:with|by) (?P<who>P\d+)"
    )
    yield formula(
        "begins",
        "succession",
        rf"{WHO} {ADVERBS}(?:(?P<plan>will|is to) )?(?:(?:has|have|had) )?{ADVERBS}(?P<verb>succeed\d+_(?:ed|s|)) {old} as {_TITLES}",
    )
    yield formula(
        "begins",
        "succession",
        rf"(?P<old>P\d+) (?:{PLAN}|{DONE}) {ADVERBS}(?P<verb>succeed\d+_ed) (?:as {_OWNS}{_TITLE} )by {WHOM}",
    )
    yield formula(
        "begins",
        "succession",
        rf"(?P<old>P\d+) (?:{PLAN}|{DONE}) {ADVERBS}(?P<verb>succeed\d+_ed) by {WHOM} as {_OWNS}{_TITLE}",
    )


#: Who "would resign as minister", is asked to, or refused to, is minister.
NOT_ENDED: frozenset[Status] = frozenset({"Planned", "Hypothetical", "Negated"})

_FORMULAS = tuple(_formulas())
#: Behind an appointment: who had the office before.
_BEFORE = re.compile(
    r"(?<!\S)(?:in place of|in succession to|instead of|(?:succeed|end)\d+_ing|(?:to|and) succeed\d+_s?|"
    r"(?:take\d+_ing|to take\d+_|and take\d+_s|take\d+_s) over from|from) "
    rf"(?:{OF_OLD} )*(?:[a-z]+ )?(?P<old>P\d+)(?! 's)(?!\S)"
)


@dataclass(frozen=True, slots=True)
class Passing:
    """An office that the words of a sentence give to somebody or take from somebody; ``verb`` says so."""

    person: DocEntity
    title: Title
    verb: Token
    phase: Phase
    rule: str
    planned: bool
    body: Token | None
    """Where it says "took over at B as T"."""
    before: DocEntity | None
    """Who had the office before."""


def passings(statements: Statements, wordings: Sequence[Wording]) -> list[Passing]:
    """All that sentences of the article tell so, in order."""
    return [one for words in wordings for one in _told(statements, words)]


def _told(statements: Statements, words: Wording) -> list[Passing]:
    sentence, titles = words.sentence, statements.doc._.titles
    found: dict[tuple[int, int], Passing] = {}
    for text in dict.fromkeys((words.short, words.text)):
        for formula in _FORMULAS:
            for match in formula.pattern.finditer(text):
                for one, number in _pairs(match):
                    title, person = titles[number], words.people[one]
                    if title.role in {None, COUNTERPART} or (number, one) in found:
                        continue
                    verb = _verb(sentence, match["verb"], title)
                    plan = formula.planned or match.groupdict().get("plan") is not None
                    found[number, one] = Passing(
                        person, title, verb, formula.phase, formula.rule, plan, _body(statements, match),
                        _predecessor(words, match, text, person) if formula.phase == "begins" else None,
                    )  # fmt: skip
    numbers = {number for number, _ in found}
    return [found[key] for number in sorted(numbers) for key in sorted(found) if key[0] == number]


def _pairs(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Who gets which title: everyone each, or in turn where they are as many."""
    groups = match.groupdict()
    people = [int(n) for n in re.findall(r"P(\d+)", groups["who"])]
    titles = [int(n) for n in re.findall(r"T(\d+)", f"{groups['title']} {groups.get('more') or ''}")]
    if len(people) > 1 and len(titles) > 1:
        yield from zip(people, titles, strict=False) if len(people) == len(titles) else ()
        return
    yield from ((person, title) for person in people for title in titles)


def _verb(sentence: Span, word: str, title: Title) -> Token:
    number = re.search(r"\d+", word)
    if number is not None:
        return sentence.doc[int(number[0])]
    named = [t for t in sentence if t.lower_ == word.split()[0]]
    before = [t for t in named if t.idx < title.role_at]
    return (before or named)[-1]


def _body(statements: Statements, match: re.Match[str]) -> Token | None:
    body = match.groupdict().get("body")
    return statements.doc[int(body[1:])] if body else None


def _predecessor(words: Wording, match: re.Match[str], text: str, person: DocEntity) -> DocEntity | None:
    old = match.groupdict().get("old")
    if old is None:
        behind = text[match.end() : match.end() + 120]
        another = re.search(r"(?:begin|end|leave)\d+_", behind)
        found = _BEFORE.search(behind[: another.start()] if another is not None else behind)
        old = found["old"] if found is not None else None
    entity = words.people.get(int(old[1:])) if old is not None else None
    return entity if entity is not person else None


def accessions(statements: Statements, told: Sequence[Passing], known: Sequence[Held]) -> Iterator[Held]:
    """The offices that pass, and with them those of whoever had them before. ``known`` are those of titles beside names."""
    for one in told:
        status, speaker = statements.judge(one.verb)
        if one.phase == "ends" and status in NOT_ENDED:
            yield from _held(statements, one, known, "holds", "Asserted", None)
            continue
        if status == "Asserted" and (one.planned or one.title.designate):
            status = "Planned"
        elif status == "Asserted" and one.title.claimed:
            status = "Alleged"
        yield from _held(statements, one, known, one.phase, status, speaker)


def _held(
    statements: Statements,
    one: Passing,
    known: Sequence[Held],
    phase: Phase,
    status: Status,
    speaker: str | None,
) -> Iterator[Held]:
    title, noun = one.title, statements.token_at(one.title.role_at)
    known_one = next((h for h in known if h.person is one.person and h.at == noun), None)
    role, words, prefix, of, rule, confidence = _office(statements, one, known)
    if known_one is not None:
        of, role, words, prefix = known_one.of, known_one.role, known_one.words, known_one.prefix
    if of is None or of is one.person or of.generic:
        return
    mentions = [
        m for m in statements.names()
        if m.entity is one.person and noun.sent.start_char <= m.start < noun.sent.end_char
    ]  # fmt: skip
    start = min([title.start, *(m.start for m in mentions)])
    if not title.held and known_one is None:
        yield Held(
            one.person, role, words, prefix, of, noun, start, title.end, phase, rule, confidence, status, speaker,
            one.verb, title.former or phase in {"held", "ends"}, title.indefinite,
        )  # fmt: skip
    if one.before is not None and status in {"Asserted", "Planned"} and not title.indefinite:
        over = status == "Asserted"
        yield Held(
            one.before, role, words, prefix, of, noun, start, title.end, "ends" if over else "holds",
            rule.replace(one.rule, "succession"), confidence * 0.95, "Asserted", None, one.verb, over,
        )  # fmt: skip


def _office(
    statements: Statements, one: Passing, known: Sequence[Held]
) -> tuple[str, str, str, DocEntity | None, str, float]:
    """Role, words and prefix of the office, whose it is, the rule that found it, and how sure it is."""
    title, role = one.title, one.title.role or ""
    words, prefix, rule = title.words, title.prefix, f"office:{one.rule}"
    of = title.of.entity if title.of is not None else None
    if (
        of is None
        and title.of is not None
        and title.of.ref is not None
        and title.of.ref.startswith("country:")
    ):
        of = statements.country(title.of.ref, title.of.country)
    if of is not None:
        return role, words, prefix, of, rule, 0.88
    of = owner(statements, title, one.person)
    if of is not None or title.owner_at is not None:
        return role, words, prefix, of, f"{rule}+owner", 0.78
    if one.body is not None:
        of = statements.entity(one.body)
        if of is not None and of.type in OWNERS:
            return role, words, prefix, of, rule, 0.85
    same = _passed_on(title, one, known)
    if same is not None:
        return same.role, same.words, same.prefix, same.of, f"{rule}+other-title", 0.75
    if statements.doc._.plain.startswith(" of ", title.end):
        return role, words, prefix, None, rule, 0.0
    noun = statements.token_at(title.role_at)
    of = inferred(statements, role, one.person, noun, former=one.phase != "begins", due=True)
    return role, words, prefix, of, f"{rule}+scene", 0.6


def _passed_on(title: Title, one: Passing, known: Sequence[Held]) -> Held | None:
    """The office of somebody beside, in this sentence or the one before, that the bare title repeats."""
    sentence = one.verb.sent
    first = one.verb.doc[max(sentence.start - 1, 0)].sent.start
    words = title.words.lower()
    fitting = {
        (h.role, id(h.of)): h for h in known
        if first <= h.at.i < sentence.end
        and (h.person is one.before or h.phase == "ends")
        and h.person is not one.person
        and (h.role == title.role or h.words.lower().endswith(f" {words}"))
    }  # fmt: skip
    return next(iter(fitting.values())) if len(fitting) == 1 else None
