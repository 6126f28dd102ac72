"""Whose office it is where a title does not say so: "President X" in a report about Y.

Precision first: a country is only inferred for one-of-a-kind posts of a state, from the last country named before the
title, or from what the sentence before and the article's beginning are about, and only if that country has such a
post, nobody else holds it in the article, and all that is said of the person agrees. Countries that only say where
somebody else comes from ("Saudi envoy X", "France's Y") set no scene.
"""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Span, Token

from kg.extraction.facts.beside import company, guest, led_by, undisturbed, visiting
from kg.extraction.facts.home import (
    away,
    belongs,
    dateline_country,
    home,
    opening,
    place_of_dateline,
    told_of,
    topic,
)
from kg.extraction.facts.origins import countries, family, homeland, leads, led, sending
from kg.extraction.facts.pointers import (
    HEADS,
    clause_before,
    de_facto,
    regional,
    sender,
    served,
    strange,
    where,
)
from kg.extraction.facts.post import DEPUTIES, Post, worded
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.nlp.document import DocEntity, segment_kind
from kg.nlp.offices import GENERIC, roles

#: Posts of a state that other bodies have as well.
_OF_ANY = frozenset(
    {
        "president",
        "vice-president",
        "speaker",
        "supreme-leader",
        "chief-of-staff",
        "intelligence-chief",
        "police-chief",
        "prosecutor",
        "state-officer",
    }
)
#: Posts that several people hold; "X, a senator," is one of the only country that is spoken of.
_OF_SEVERAL = frozenset({"minister", "senator", "lawmaker"})
#: Who goes to other countries' towns as often as to those of his own.
_TRAVELLERS = frozenset(
    {"president", "vice-president", "prime-minister", "chancellor", "king", "emir", "foreign-minister"}
)


def inferred(
    statements: Statements,
    role: str,
    person: DocEntity,
    token: Token,
    *,
    former: bool,
    own: bool = False,
    several: bool = False,
    due: bool = False,
) -> DocEntity | None:
    """The country of the post that ``person`` holds by a title at ``token``, where the article makes it clear.

    ``own`` says that the title is "the country's", so that a place in its sentence is where somebody is, not whose the
    post is; ``several`` that the title is one of several, "X, a senator"; ``due`` that it passes on, so that somebody
    else may have it as well.
    """
    row = roles().get(role, {})
    alone = (role == "senator" and _senators(statements)) or (
        role == "spokesperson" and _speaks_for_state(statements, token)
    )
    if role in GENERIC or (row.get("style", False) and "realms" not in row):
        return None
    words = worded(statements, token)
    if words.strip() == "comptroller":
        return None  # towns have one as well
    at_court = words.startswith("presidential ")
    if (
        row.get("of", "country") != "country"
        and role not in _OF_ANY | _OF_SEVERAL
        and not (alone or at_court)
    ):
        return None
    code = (
        person.country
        or homeland(statements, person)
        or family(statements, token)
        or sending(statements, token.idx)
    )
    if code is not None:
        fits = "realms" not in row or code in row["realms"]
        return statements.country(f"country:{code}", code) if fits else None
    if (
        not row.get("unique", True)
        and role not in DEPUTIES
        and not (several and (role in _OF_SEVERAL or at_court))
        and not alone
    ):
        return None
    key = id(person), role
    if key not in statements.agreed:
        statements.agreed[key] = None  # whoever else asks meanwhile gets no answer
        statements.agreed[key] = _agreed(
            statements,
            Post(
                role,
                person,
                former,
                due or alone,
                own,
                several and not row.get("unique", True),
                words=words,
                prefix=next(
                    (
                        h.prefix
                        for h in statements.doc._.holdings
                        if h.person.entity is person and h.role == role
                    ),
                    "",
                ),
            ),
            token,
        )
    return statements.agreed[key]


def _speaks_for_state(statements: Statements, token: Token) -> bool:
    """ "Police spokesman X", "Foreign Ministry spokeswoman Y": of what every state has."""
    words = worded(statements, token)
    end = next(
        (t.end for t in statements.doc._.titles if t.start <= token.idx + len(token) and token.idx < t.end), 0
    )
    behind = re.match(
        r" for (?:the )?(?:national |federal )?([a-z]+(?: [a-z]+)?)", statements.doc._.plain[end : end + 60]
    )
    words = f"{words} {behind[1]} " if behind is not None else words
    return any(words.startswith(one) or f" {one} " in words for one in load("offices")["state_speakers"])


def _senators(statements: Statements) -> bool:
    """Whether "Senator X" can only be the report's own country's: agencies of the United States name theirs so."""
    every = countries(statements, 0, len(statements.doc._.plain))
    return home(statements) is not None and (
        home(statements) == "USA" or all(m.country != "USA" for m in every)
    )


def _agreed(statements: Statements, post: Post, token: Token) -> DocEntity | None:
    """The one country that the sentences about this holder suggest, if they do not suggest two."""
    tokens = [token, *(
        statements.token_at(h.start) for h in statements.doc._.holdings
        if h.person.entity is post.person and h.role == post.role and h.of is None
    )]  # fmt: skip
    codes = {code for one in tokens if (code := _likeliest(statements, post, one)) is not None}
    if len(codes) != 1:
        return None
    (code,) = codes
    return de_facto(statements, code) or statements.country(f"country:{code}", code)


def _likeliest(statements: Statements, post: Post, token: Token) -> str | None:
    """The country that the words before ``token`` are about, of those that have such a post."""
    if statements.doc._.plain.endswith(" where ", 0, token.idx):
        there = where(statements, token)
        return there if there is not None and post.free(statements, there) else None
    sent_by = sender(statements, token)
    if sent_by is not None:
        return sent_by if post.free(statements, sent_by) else None
    if strange(statements, token) or (
        post.role.endswith("-minister") and post.role not in HEADS and regional(statements)
    ):
        return None
    of = served(statements, token)
    if of is not None and post.free(statements, of):
        return of
    if leads(post.person):
        country = led(statements, post.person)
        if country is None and home(statements) in leads(post.person):
            country = home(statements)
        return country if country is not None and post.free(statements, country, once=True) else None
    if post.several and post.words.startswith("presidential "):
        at_home = home(statements)
        return at_home if at_home is not None and post.free(statements, at_home) else None
    if post.several:
        told = {m.country for m in countries(statements, 0, token.idx) if m.country is not None}
        return min(told) if len(told) == 1 and post.free(statements, min(told)) else None
    front = opening(statements, token.idx)
    sentence = token.sent
    at_home = home(statements)
    if visiting(statements, token):
        return _abroad(statements, post, token, at_home)
    if not post.own:
        subject = clause_before(statements, token)
        if subject is not None and post.free(statements, subject):
            return subject
        before = countries(statements, sentence.start_char, token.idx)
        for mention in reversed(before):
            # "He told the Turkish minister that President X": whose is open; "in Cuba he met President X": not.
            if mention.country is None or not post.free(statements, mention.country):
                continue
            if away(statements, mention):
                continue
            if mention.type == "Region" and belongs(statements, mention):
                if mention.country == at_home and any(
                    h.of is mention and h.role == "governor" for h in statements.doc._.holdings
                ):
                    continue  # "The governor of White Nile thanked President X": no other president's region
                return None
            if mention.country != at_home and any(
                m.country == at_home and not away(statements, m) and not belongs(statements, m)
                for m in before
            ):
                continue  # "India and Pakistan will stop firing, Foreign Secretary X said in Delhi"
            place = mention.kind != "demonym" and not belongs(statements, mention)
            here = mention.country in {*front, dateline_country(statements.doc._.dateline)}
            return mention.country if place or here or led_by(statements, mention, token) else None
    beside = company(statements, post, token)
    if beside not in {None, at_home} and post.free(statements, str(beside)):
        named = {m.country for m in countries(statements, token.idx, sentence.end_char)}
        clear = at_home not in named and (at_home is None or beside in named)
        if clear or at_home is None or post.could_have(at_home):
            return beside if clear else None
    scene = _scene(statements, post, sentence, front) if post.role != "minister" else None
    if at_home is None:
        scene = scene if scene is not None and told_of(statements, scene) else None
        return scene or _filed_from(statements, post, token) or _only_one(statements, post, None)
    if guest(statements, token, at_home, travels=post.role in _TRAVELLERS):
        return None
    calm = undisturbed(statements, post, token, at_home)
    if scene == at_home or (calm and post.free(statements, at_home)):
        return at_home
    if calm and len(front) == 2 and at_home in front and not post.free(statements, at_home):
        return _other(statements, post, front, at_home)
    # A report from Vilnius, though the last sentence was about another country.
    return scene if statements.doc._.dateline is None else _only_one(statements, post, at_home)


def _only_one(statements: Statements, post: Post, at_home: str | None) -> str | None:
    """The only country of the article whose post it can be, where its own has none or gives it to somebody else.

    A premier, in Washington; "Foreign Secretary X met Foreign Minister Y" in London, in a report on Iran.
    """
    if at_home is not None and post.free(statements, at_home):
        return None
    named = Counter(
        m.country for m in countries(statements, 0, len(statements.doc._.plain)) if m.country is not None
    )
    able = [code for code in named if post.free(statements, code)]
    if len(able) != 1 or len(named) == 1:
        return None
    place = place_of_dateline(statements.doc._.dateline)
    there = post.secretary and place is not None and place.country == able[0]
    return able[0] if named[able[0]] > 1 or there else None


def _abroad(statements: Statements, post: Post, token: Token, at_home: str | None) -> str | None:
    """The only country of the article, but for the one visited, whose post it can be: "visiting Foreign Minister X"."""
    goals = {m.country for m in countries(statements, token.idx, token.sent.end_char) if away(statements, m)}
    hosts = goals or ({at_home} if at_home is not None else set())
    every = countries(statements, 0, len(statements.doc._.plain))
    others = {m.country for m in every if m.country is not None and m.country not in hosts}
    able = {code for code in others if post.free(statements, code)}
    return min(able) if hosts and len(able) == 1 else None


def _other(statements: Statements, post: Post, front: list[str], at_home: str) -> str | None:
    """The other of the two countries that a report begins with, if its own has no such post."""
    other = next(code for code in front if code != at_home)
    return other if post.free(statements, other) else None


def _filed_from(statements: Statements, post: Post, token: Token) -> str | None:
    """The country that the report was filed from, where up to the title's sentence no other one is spoken of.

    A report from abroad names the country that it is about sooner or later: it must name this one, or none.
    """
    code, sentence = dateline_country(statements.doc._.dateline), token.sent
    plain: str = statements.doc._.plain
    before = {m.country for m in countries(statements, 0, sentence.end_char)}
    opens = not countries(statements, 0, token.idx)
    if code is not None and guest(statements, token, code, travels=post.role in _TRAVELLERS):
        return None  # "President X arrived in Guyana" is another's
    there = [m for m in countries(statements, token.idx, sentence.end_char) if m.type in {"City", "Region"}]
    if any(m.country != code and not away(statements, m) and post.could_have(str(m.country)) for m in there):
        return None  # "Premier X said in Nuuk"
    named = {m.country for m in countries(statements, 0, len(plain)) if m.type == "Country"}
    # "GEORGETOWN - President X will fly to …"
    elsewhere = before - {code} and not opens
    if code is None or elsewhere or (named and code not in named) or not post.free(statements, code):
        return None
    return code


def _scene(statements: Statements, post: Post, sentence: Span, front: list[str]) -> str | None:
    """The country that the sentence before or the article's beginning set the scene in."""
    towns = {
        m.country for m in countries(statements, sentence.start_char, sentence.end_char)
        if m.type != "Country" and m.country is not None and not away(statements, m)
        and m.text not in load("offices")["meeting_places"]
    } if not post.own else set()  # fmt: skip
    before: set[str] = set()
    guests: set[str] = set()
    if sentence.start > 0:
        last = statements.doc[sentence.start - 1].sent
        if segment_kind(statements.doc, last.start_char) == "body":
            before = _free(statements, post, last.start_char, last.end_char)
            if front and front[0] not in before and post.free(statements, front[0]):
                # "The premier had been flown to New Zealand": his deputy is at home.
                here = countries(statements, last.start_char, last.end_char)
                before &= {m.country for m in here if m.country is not None and not away(statements, m)}
            guests = _free(statements, post, last.start_char, last.end_char, guests=True) - before
    choice = before or {c for c in front if post.free(statements, c)}
    about = topic(statements)
    if len(choice) > 1:
        # Of several, the one that the article begins with, alone or where this sentence is set.
        choice = {
            c
            for c in choice
            if front and c == front[0] and (towns == {c} or (len(front) == 1 and not post.former))
        }
    if len(choice) != 1:
        return None
    (code,) = choice
    if (code not in front and any(post.free(statements, c) for c in front)) or (
        towns and code not in towns and code != about
    ):
        return None
    if guests - {code} and front != [code]:
        return None  # "In X, its minister met Y's. President Z …" may be of either
    # Where other countries are spoken of, a former president may be any one's.
    start = next(
        (a for a, b, _ in statements.doc._.segments if a <= sentence.start_char < b), sentence.start_char
    )
    others = _free(statements, post, start, sentence.start_char) - {code}
    if others and code != about and (post.former or not before) and front[:1] != [code]:
        return None
    return code


def _free(statements: Statements, post: Post, start: int, end: int, *, guests: bool = False) -> set[str]:
    """The countries with such a post that set a scene between two characters, or that only ``guests`` come from."""
    return {
        m.country
        for m in countries(statements, start, end)
        if m.country is not None
        and belongs(statements, m) == guests
        and not (guests and m.type != "Country")
        and post.free(statements, m.country)
    }
