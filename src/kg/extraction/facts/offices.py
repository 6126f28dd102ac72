"""Offices and who holds them: beside a title ("Foreign Minister X") or by grammar ("Parliament elected X …")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.facts.accession import NOT_ENDED, accessions, passings
from kg.extraction.facts.deputies import deputy
from kg.extraction.facts.held import Held, Offices
from kg.extraction.facts.holders import Holder, holders, judged, no_longer
from kg.extraction.facts.origins import led
from kg.extraction.facts.post import Post, of_bodies
from kg.extraction.facts.statement import PARTISAN, Statements
from kg.extraction.facts.succession import successions
from kg.extraction.facts.tenure import departure, end, gone, handed_over
from kg.extraction.facts.validity import bounds
from kg.extraction.facts.whose import whose
from kg.extraction.facts.wording import Wording, wordings
from kg.model import EntityType, Fact, Status
from kg.nlp.document import DocEntity, DocMention, Holding
from kg.nlp.offices import COUNTERPART, DEPUTY, GENERIC, roles
from kg.nlp.title import Title

_CONFIDENCE = {
    "office:title": 0.95,
    "office:apposition": 0.9,
    "office:copula": 0.85,
    "office:biography": 0.85,
    "office:counterpart": 0.85,
    "office:list": 0.85,
}
#: For what a title takes from its neighbour.
_INHERITED = 0.85
#: For what reference data tell.
_REFERENCE = 0.8

#: What may stand between a name and the title that a verb gives to its bearer.
_NAMED_WITH = frozenset({"", "as", "the", "as the"})
#: What one person can lead.
_LED: frozenset[EntityType] = frozenset(
    {"Organization", "PoliticalParty", "MediaOrganization", "Company", "ArmedGroup", "GovernmentBody", "MilitaryForce",
     "InternationalOrganization"}
)  # fmt: skip
#: Roles that parties do not give, though their members have them: "Labour lawmaker X".
_OF_STATE = frozenset(
    {"lawmaker", "senator", "representative", "governor", "mayor", "judge", "speaker", "diplomat"}
)
#: Roles that make a leader of the body they belong to.
_LEADERS = frozenset({"leader", "head", "chairman", "general-secretary-of-party", "regime-leader"})


#: "A possible prime minister", "appointed no premier", "the ceremonial head of state": what somebody is not.
_NOT_YET = frozenset(
    {
        "no",
        "possible",
        "potential",
        "likely",
        "prospective",
        "would-be",
        "wannabe",
        "hopeful",
        "candidate",
        "ceremonial",
        "titular",
        "nominal",
    }
)


def _too_wide(role: str, of: DocEntity) -> bool:
    """Whether what a title is "of" has no such office: a prime minister of the Gulf, a president of Florence."""
    if of.type == "City":
        return role in {"president", "secretary-general", "director-general", "managing-director"}
    wide = of.type == "Region" and of.country is None and of.ref is not None
    return wide and roles()[role].get("of", "country") == "country"


def _of_party(role: str) -> bool:
    """Whether a party or an armed group has the role: it has a chairman, but no ministers."""
    return roles()[role].get("of", "country") in {"organisation", "any"} and role not in _OF_STATE


def offices(statements: Statements, found: Offices) -> Iterator[Fact]:
    """Facts of offices, of who heads a state or government, and of who leads or belongs to a body by an office."""
    words = wordings(statements)
    known = _all_held(statements, words)
    for held in [*known, *list(successions(statements, known, words))]:
        if held.outgoing and handed_over(statements, held, known):
            held.former = True
        yield from _facts(statements, held, found)
    for holding in statements.doc._.holdings:
        yield from _partisans(statements, holding)


def _partisans(statements: Statements, holding: Holding) -> Iterator[Fact]:
    """ "Likud minister X": the party does not have the post, but the minister."""
    person, party = holding.person.entity, holding.of.entity if holding.of is not None else None
    if (
        person is None
        or party is None
        or party.type not in PARTISAN
        or _of_party(holding.role)
        or holding.former
    ):
        return
    at = statements.token_at(holding.start)
    yield statements.fact(person, "memberOf", party, at, "member:title", 0.85, (holding.start, holding.end))


def _all_held(statements: Statements, words: list[Wording]) -> list[Held]:
    titles: dict[int, Title] = {title.role_at: title for title in statements.doc._.titles}
    beside = list(_all_beside(statements, titles))
    departed = gone(statements, words)
    end(beside, departed)
    told = passings(statements, words)
    worded = {one.title.role_at for one in told}
    found = [*beside, *accessions(statements, told, beside)]
    for title in titles.values():
        if not title.held and title.role not in {None, COUNTERPART} and title.role_at not in worded:
            found += _by_clause(statements, title)
    end(found, departed)
    return found


def _all_beside(statements: Statements, titles: dict[int, Title]) -> Iterator[Held]:
    open_still: list[Holding] = []
    known: list[Held] = []
    homes: dict[int, dict[int, DocEntity]] = {}
    for holding in statements.doc._.holdings:
        one = _beside(statements, holding, titles.get(holding.role_at))
        if one is None:
            open_still.append(holding)
            continue
        if one.of.type == "Country" and roles()[one.role].get("of", "country") == "country":
            homes.setdefault(id(one.person), {})[id(one.of)] = one.of
        known.append(one)
        yield one
    for holding in open_still:
        if holding.role == DEPUTY:
            yield from deputy(statements, holding, titles.get(holding.role_at), known)
            continue
        # "X, Deputy Prime Minister and Minister of Trade": the country of another post of the same person.
        home = homes.get(id(holding.person.entity), {})
        if len(home) == 1:
            one = _beside(statements, holding, titles.get(holding.role_at), next(iter(home.values())))
            if one is not None:
                yield one


def _beside(
    statements: Statements, holding: Holding, title: Title | None, home: DocEntity | None = None
) -> Held | None:
    """A title beside a name; ``home`` is the country of another post of the person."""
    person = holding.person.entity
    if person is None or person.type != "Person":
        return None
    at = statements.token_at(holding.start)
    behind = holding.of is not None and holding.of.start >= holding.person.end
    if behind and holding.role == "vice-president" and of_bodies(statements, "president"):
        return None  # "Vice-President X of Uganda" of the court
    partisan = holding.of is not None and holding.of.type in PARTISAN and not _of_party(holding.role)
    confidence = _CONFIDENCE[holding.rule.split("+")[0]] * (_INHERITED if "+" in holding.rule else 1.0)
    rule, unique = holding.rule, roles()[holding.role].get("unique", True)
    of = _entity(statements, holding.of) if holding.of is not None and not partisan else None
    role = holding.role
    several = title is not None and title.indefinite and holding.rule == "office:apposition"
    if holding.rule == "office:list" and of is None and not holding.former:
        # "Presidents A and B": reference data know whose, or nobody.
        code = led(statements, person)
        if code is None or not Post(role, person, words=holding.title.lower()).could_have(code):
            return None
        of, rule = statements.country(f"country:{code}", code), f"{rule}+scene"
        confidence *= _REFERENCE
    belonging = whose(
        statements, title, role, person, at, former=holding.former,
        due=holding.designate or (title is not None and title.outgoing), several=several,
    ) if of is None else None  # fmt: skip
    if (
        belonging is not None
        and belonging.rule == "scene"
        and of_bodies(statements, role)
        and led(statements, person) is None
    ):
        belonging = None
    if belonging is not None and not (partisan and belonging.rule != "owner" and not unique):
        of, role, rule = belonging.of, belonging.role, f"{rule}+{belonging.rule}"
        confidence *= belonging.certainty
    if partisan and of is None and not unique:
        return None  # "Likud minister X"
    if (
        of is None
        and home is not None
        and holding.role not in GENERIC
        and (title is None or not (title.owner_at is not None or _owned(statements, title)))
        and roles()[holding.role].get("of", "country") == "country"
        and not roles()[holding.role].get("style")
    ):
        of = home
    if role == DEPUTY or of is None or of is person or of.generic:
        return None
    if (of.type in PARTISAN and not _of_party(holding.role)) or _too_wide(role, of):
        return None
    row = roles()[holding.role]
    if row.get("strict", False) and of.country not in row["only_in"]:
        return None  # "Saudi Prince X" reigns over nothing
    if title is not None and title.local and of.type == "Country":
        return None
    if row.get("of") == "city" and of.type == "Country":
        # "London Mayor X": the city may have been read as its country's government.
        return None
    held = Held(
        person, role, holding.title, holding.prefix, of, at, holding.start, holding.end,
        "held" if holding.former else "holds", rule, confidence, former=holding.former,
    )  # fmt: skip
    if holding.designate:
        held.status = "Planned"
    if title is not None:
        held.one_of_several, held.outgoing, held.also = title.indefinite, title.outgoing, holding.also
        if title.claimed:
            held.status = "Alleged"
    if holding.rule.startswith(("office:copula", "office:biography")):
        noun = statements.head_noun(title) if title is not None else statements.token_at(holding.role_at)
        linked = [
            h for h in holders(statements, noun) if h.person.entity is person and h.rule != "apposition"
        ]
        if linked:
            held.phase, held.verb = linked[0].phase, linked[0].verb
            held.former = held.phase in {"held", "ends"} or (title is not None and title.former)
            held.status, held.speaker = _judge(statements, linked[0])
        else:
            held.status, held.speaker = statements.judge(at)
        if holding.designate and held.status == "Asserted":
            held.status = "Planned"
    if not held.former and held.status == "Asserted":
        left = departure(statements, held, statements.token_at(holding.role_at))
        if left is not None:
            held.phase, held.verb, held.former = "ends", left, True
            holding.former = True  # so that somebody else may have the post
    return held


def _owned(statements: Statements, title: Title) -> bool:
    """Whether "of" follows the title: "president of the auto workers' union" is no state's, whatever the union is."""
    plain: str = statements.doc._.plain
    return plain.startswith(" of ", title.end)


def _judge(statements: Statements, holder: Holder) -> tuple[Status, str | None]:
    """Status and speaker; who is "no longer president" was one, and that is asserted."""
    status, speaker = judged(statements, holder)
    if holder.verb.pos_ in {"VERB", "AUX"}:
        status, speaker = statements.judge_post(holder.verb)
    ended = no_longer(holder.verb) and status == "Negated"
    return "Asserted" if ended else status, speaker


def _entity(statements: Statements, mention: DocMention) -> DocEntity | None:
    if mention.entity is None and mention.ref is not None and mention.ref.startswith("country:"):
        return statements.country(mention.ref, mention.country)
    return mention.entity


def _by_clause(statements: Statements, title: Title) -> Iterator[Held]:
    """A title that only grammar links to its holder."""
    noun = statements.head_noun(title)
    if any(t.lower_ in _NOT_YET for t in noun.children):
        return
    if statements.doc._.plain.startswith("'s ", title.end):
        return  # "X, who is also the president's envoy"
    # "X became minister and Y finance minister"
    named = statements.person_before(title.start, _NAMED_WITH)
    for holder in holders(statements, noun):
        person = holder.person.entity
        if named is not None and named is not person and holder.rule not in {"apposition", "succession"}:
            continue
        if title.singled_out and holder.rule == "copula" and holder.phase == "held":
            continue
        if holder.rule == "apposition" and not _side_by_side(statements, title, holder.person.mention):
            continue
        rule, confidence = f"office:{holder.rule}", holder.confidence * holder.person.certainty
        of = _entity(statements, title.of) if title.of is not None else None
        role = title.role
        if of is None and role is not None:
            belonging = whose(statements, title, role, person, noun, former=title.former)
            if belonging is not None and not (belonging.rule == "scene" and of_bodies(statements, role)):
                of, role, rule = belonging.of, belonging.role, f"{rule}+{belonging.rule}"
                confidence *= belonging.certainty
        if of is None or role is None or of is person or of.generic:
            continue
        if (of.type in PARTISAN and not _of_party(role)) or _too_wide(role, of):
            continue
        status, speaker = _judge(statements, holder)
        phase = holder.phase
        if phase == "ends" and status in NOT_ENDED:
            phase, status, speaker = "holds", "Asserted", None
        if title.claimed and status == "Asserted":
            status = "Alleged"
        if title.designate and status == "Asserted":
            status = "Planned"
        held = Held(
            person, role, title.words, title.prefix, of, noun, min(title.start, holder.person.mention.start),
            title.end, phase, rule, confidence, status, speaker, holder.verb,
            title.former or phase in {"held", "ends"}, title.indefinite,
        )  # fmt: skip
        if holder.rule == "apposition" and not held.former and departure(statements, held, noun) is not None:
            held.phase, held.former = "ends", True
        yield held


def _side_by_side(statements: Statements, title: Title, name: DocMention) -> bool:
    """Whether nothing but a comma and a style stands between: not so in "the king, Sultan X" of another's title."""
    first, last = sorted(((title.start, title.end), (name.start, name.end)))
    between = statements.doc._.plain[first[1] : last[0]]
    return (
        name.kind in {"name", "nominal"}
        and len(between) < 24
        and between.strip(" ").startswith((",", "(", "-"))
        and not {"of", "who"}.intersection(between.split())
    )


def _facts(statements: Statements, held: Held, found: Offices) -> Iterator[Fact]:
    end = held.end if held.end >= held.at.idx else held.at.idx + len(held.at)
    since, until = bounds(statements, end, held.at, held.verb, held.phase)
    over = until is not None and until.latest is not None and _past(statements, until.latest)
    former = held.former or (over and held.status == "Asserted")
    span = (held.start, held.end)

    def state(
        subject: DocEntity, predicate: str, value: DocEntity, rule: str, confidence: float, status: Status
    ) -> Fact:
        return statements.fact(
            subject, predicate, value, held.at, rule, confidence, span, status=status, speaker=held.speaker,
            since=since, until=until,
        )  # fmt: skip

    body = held.of.type in _LED
    ruler = held.role == "leader" and held.of.type == "Country" and held.words.lower() == "leader"
    # "The head of the Sovereign Council": of a ruling body with a name of its own.
    ruler = ruler or (held.role in {"head", "leader"} and held.of.type == "Government")
    # Who leads it now, ``leads`` says; who once did, or only helps to, has no other statement.
    once = (
        held.role in {"leader", "head"} and body and not held.one_of_several and (former or bool(held.prefix))
    )
    if held.role not in GENERIC or ruler or once:
        office = found.office(held.role, held.words, held.prefix, held.of, held.also)
        yield statements.fact(
            held.person, "formerlyHeldOffice" if former else "holdsOffice",
            DocEntity("Office", office.name, key=office.key), held.at, held.rule, held.confidence, span,
            status=held.status, speaker=held.speaker, since=since, until=until,
        )  # fmt: skip
    if held.role in _LEADERS and body and not held.prefix and not held.one_of_several:
        status: Status = "Negated" if former and held.status == "Asserted" else held.status
        yield state(held.person, "leads", held.of, f"{held.rule}:leads", held.confidence, status)
    if held.of.type in PARTISAN and not (former and held.verb is None):
        # Who led it once was a member then; of a "former leader" it may have rid itself.
        yield state(
            held.person, "memberOf", held.of, f"{held.rule}:member", held.confidence * 0.9, held.status
        )
    row = roles()[held.role]
    heads, country = row.get("head_of"), held.of.country or ""
    if (
        heads
        and held.of.type == "Country"
        and not former
        and held.prefix in {"", "Acting", "Interim", "Transitional"}
        and country not in row.get("not_in", ())
        and ("only_in" not in row or country in row["only_in"])
    ):
        predicate = "headOfState" if heads == "state" else "headOfGovernment"
        yield state(
            held.of, predicate, held.person, f"{held.rule}:{predicate}", held.confidence * 0.95, held.status
        )


def _past(statements: Statements, day: str) -> bool:
    anchor = statements.timeline.anchor
    return anchor is None or day < anchor.isoformat()
