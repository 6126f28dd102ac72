"""A small knowledge base that the tests of RDF and validation start from: two articles on one affair."""

from datetime import date

from kg.model import (
    Article,
    Entity,
    KnowledgeBase,
    Mention,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Span,
    TimeValue,
)
from kg.vocabulary import DEFAULT_BASE as BASE

_FIRST = (
    "Kenyan President William Ruto received Ugandan leader Yoweri Museveni in Nairobi on Monday. "
    "Kampala denied that it had closed the border."
)
_SECOND = "Museveni flew to Nairobi for talks with Ruto on May 13, the Daily Monitor said."

RUTO, MUSEVENI = f"{BASE}person/william-ruto", f"{BASE}person/yoweri-museveni"
KENYA, UGANDA, NAIROBI = f"{BASE}country/ken", f"{BASE}country/uga", f"{BASE}city/nairobi-184745"
PRESIDENCY, MONITOR = f"{BASE}office/president-of-kenya", f"{BASE}mediaorganization/daily-monitor"
MEETING, DENIAL = f"{BASE}event/consultation-1", f"{BASE}event/rejection-2"
HOLDS, SEAT = f"{BASE}fact/holds-office-1", f"{BASE}fact/based-in-2"

ARTICLES = (
    Article(
        "a1b2",
        "one.txt",
        _FIRST,
        (),
        "Ruto hosts Museveni",
        date(2024, 5, 14),
        "KBC",
        "https://kbc.example/1",
    ),
    Article("c3d4", "two.txt", _SECOND, ()),
)
IN_FIRST, OTHER_IN_FIRST = Report("a1b2", Span(0, 91)), Report("a1b2", Span(92, 137))
IN_SECOND = Report("c3d4", Span(0, 79))

KB = KnowledgeBase(
    articles=ARTICLES,
    entities=(
        Entity(NAIROBI, "City", "Nairobi", ref="city:184745", country="KEN"),
        Entity(KENYA, "Country", "Kenya", names=("Kenyan",), ref="country:KEN", country="KEN"),
        Entity(UGANDA, "Country", "Uganda", names=("Kampala", "Ugandan"), ref="country:UGA", country="UGA"),
        Entity(MONITOR, "MediaOrganization", "Daily Monitor", ref="org:daily-monitor"),
        Entity(PRESIDENCY, "Office", "President of Kenya", role="President", of=KENYA),
        Entity(RUTO, "Person", "William Ruto", names=("Ruto",), country="KEN"),
        Entity(MUSEVENI, "Person", "Yoweri Museveni", names=("Museveni",)),
    ),
    events=(
        ResolvedEvent(
            MEETING,
            "Consultation",
            actors=(MUSEVENI,),
            recipients=(RUTO,),
            reports=(IN_FIRST, IN_SECOND),
            status="Asserted",
            location=NAIROBI,
            time=TimeValue("2024-05-13", "2024-05-13", "2024-05-13", "relative"),
            speakers=(MONITOR,),
            mode="visit",
            contexts=("diplomatic", "executive"),
            triggers=("flew", "received"),
            rules=("verb:fly", "verb:receive"),
            opinions=("Consultation 0.97",),
            confidence=0.85,
        ),
        ResolvedEvent(
            DENIAL,
            "Rejection",
            actors=(UGANDA,),
            recipients=(),
            reports=(OTHER_IN_FIRST,),
            status="Asserted",
            triggers=("denied",),
            about=("any role in the unrest",),
            rules=("verb:deny",),
            confidence=1.0,
        ),
    ),
    facts=(
        ResolvedFact(
            SEAT, MONITOR, "basedIn", UGANDA, (IN_SECOND,), status="Alleged", rules=("appos",), confidence=0.4
        ),
        ResolvedFact(
            HOLDS,
            RUTO,
            "holdsOffice",
            PRESIDENCY,
            (IN_FIRST,),
            valid_from=TimeValue("2022", "2022-01-01", None, "explicit"),
            rules=("title",),
            confidence=0.9,
        ),
    ),
    mentions=(("a1b2", Mention(7, 29, "President William Ruto", "Person", RUTO)),),
)
