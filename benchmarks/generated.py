"""Invented news articles for the benchmarks, as many as wanted and always the same for one seed.

    python benchmarks/generated.py OUT [--articles N] [--first N] [--long]

How they vary:

- Names: given names and surnames of twelve regions, joined as people there write them (family name first in
  East Asia, second given names, particles, two surnames), 400 and more persons in each;
  countries, their peoples and their capitals are those of the gazetteer (about 200), offices, ministries,
  parties and bodies are put together. Five persons in six of an article are drawn anew, the sixth belongs to
  a cast of 300 who are in the news often, as some are in the world; so a corpus grows in persons as well as
  in reports on the same ones.
- Dates: every day of 1990–2024 as the date of publication; the text names weekdays, days, months, years and
  distances.
- Wording: an article is drawn from 46 openings and 40 continuations, each with up to six places that are
  filled in anew (verbs, reasons, places, numbers, topics), with five datelines of agencies, quotations, and
  paragraphs of background that state nothing.
- Length: 45 to 90 words, or 60 to 250 with ``long``.

They are made for the load they are, not for measuring how much is found: that is what the gold articles are for.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kg.lexicon.gazetteer import capitals, countries, demonyms

SEED = 20_250_301

_NAMES: dict[str, tuple[str, str]] = {
    "western": (
        "Anna Bernard Claire Daniel Emma Felix Greta Henrik Ingrid Jonas Karen Lukas Margaret Niels Oliver"
        " Paula Robert Sophie Thomas Victor",
        "Adler Bergmann Carlsson Dubois Eriksen Fischer Girard Hartley Jansen Keller Lindqvist Moreau"
        " Nygaard Olsen Peeters Rousseau Schneider Thornton Vermeer Whitfield",
    ),
    "southern": (
        "Alessandro Beatriz Carlo Dimitris Elena Francesca Giorgos Helena Isabel João Lorenzo Marta Nikos"
        " Paolo Rui Sofia Tiago Vasilis Xavier Yannis",
        "Almeida Bianchi Carvalho Dimitriou Esposito Ferrari Georgiou Marques Nunes Oliveira Papadakis"
        " Ricci Santoro Teixeira Vassiliou Zanetti Moretti Conti Lombardi Pavlou",
    ),
    "slavic": (
        "Aleksei Bogdan Dmitri Ekaterina Grigori Irina Jaroslav Katarzyna Ludmila Marek Nikolai Oksana"
        " Pavel Radoslav Svetlana Tomasz Vasily Wojciech Yelena Zoran",
        "Andreyev Bondarenko Chernov Dvorak Fedorov Gorski Ivanenko Jankovic Kovalchuk Lebedev Morozov"
        " Novak Orlov Petrenko Savchenko Tarasov Vuković Wiśniewski Yakovlev Zaytsev",
    ),
    "arab": (
        "Ahmed Amina Bashir Dalia Faisal Ghada Hassan Ibrahim Jamal Khalid Layla Mahmoud Nadia Omar Rania"
        " Saleh Tariq Walid Yousef Zainab",
        "al-Amiri al-Bakri Darwish al-Fahad Ghanem Haddad al-Hamdan Jaber Khoury al-Mansour Nasser al-"
        " Otaibi Qasim Rahman Saab al-Tamimi Younes al-Zubaidi Boukhari Benali",
    ),
    "persian": (
        "Abbas Behrouz Dariush Farhad Gholam Hamid Javad Karim Laleh Mehdi Nasrin Parviz Reza Shirin"
        " Farzaneh Kamran Rostam Sohrab Najib Gulnara",
        "Ahmadzai Bagheri Daneshvar Ebrahimi Farahani Ghorbani Hosseini Jafari Karimov Larijani Mousavi"
        " Noorzai Rashidov Sadeghi Tabrizi Vahidi Yousefzai Zarifi Nazarov Tursunov",
    ),
    "turkic": (
        "Aylin Berk Cengiz Deniz Emine Fatih Gökhan Hakan Ilham Kemal Leyla Murat Nursultan Orhan Serik"
        " Tahir Ülkü Volkan Yusuf Zeynep",
        "Akın Aliyev Bayramov Çelik Demir Erdem Gündoğan Hasanov Karaca Mammadov Nurlanov Özdemir Polat"
        " Sarıkaya Tokmakov Umarov Yıldız Zhaparov Abdullayev Satpayev",
    ),
    "south asian": (
        "Aarav Anjali Chandra Deepak Farida Gita Harish Indira Imran Kavita Lakshmi Manoj Nirmala Pradeep"
        " Rajiv Sanjay Sunita Tanvir Usha Vikram",
        "Acharya Banerjee Chaudhry Desai Fernando Gunawardena Hussain Iyer Joshi Khanal Malik Nair Perera"
        " Qureshi Rajapaksa Sharma Thapa Uddin Verma Wickramasinghe",
    ),
    "east asian": (
        "Jianguo Meiling Haruto Yuki Minjun Soyeon Zhiwei Xiaoming Takeshi Naoko Jihoon Hyejin Weidong"
        " Lihua Kenji Akiko Sungho Eunji Guowei Yifan",
        "Chen Fujimoto Gao Han Inoue Jung Kang Liang Matsuda Noh Okada Park Qian Ryu Sun Tanaka Wu Xie"
        " Yamada Zhou",
    ),
    "southeast asian": (
        "Agus Bayani Budi Chanthou Dewi Gloria Hun Joko Kanya Linh Maricel Nguyet Prasert Ratna Siti"
        " Somchai Sokha Thanh Wira Zulkifli",
        "Aquino Bautista Chaiyasit Dimagiba Gunawan Hidayat Ismail Kusuma Lim Manalo Nasution Pham"
        " Rahardjo Santos Setiawan Suwannarat Tran Vongsa Wibowo Yusof",
    ),
    "west african": (
        "Abena Babajide Chinedu Djibril Efua Fatoumata Gbenga Ibrahima Kofi Kwame Mariama Ngozi Olumide"
        " Seydou Sékou Tunde Usman Yaw Zainabou Aminata",
        "Adeyemi Boateng Cissé Diallo Eze Fofana Gueye Iwu Jalloh Konaté Mensah Ndiaye Okonkwo Ouédraogo"
        " Quaye Sankara Traoré Umaru Wade Yeboah",
    ),
    "east african": (
        "Abebe Baraka Chipo Desta Esther Farai Grace Hassan Imani Juma Kagiso Lindiwe Mulugeta Nyasha"
        " Otieno Rehema Sipho Thandiwe Wanjiru Zodwa",
        "Banda Chanda Dlamini Gebremariam Haile Kamau Khumalo Lungu Mbeki Moyo Mutasa Ncube Nkosi Odhiambo"
        " Phiri Rugamba Sithole Tesfaye Wekesa Zulu",
    ),
    "latin american": (
        "Adriana Bruno Camila Diego Esteban Fernanda Gustavo Hernán Ignacio Jimena Leonel Mariana Nicolás"
        " Patricia Ramiro Silvia Teresa Ulises Valeria Wilmer",
        "Aguirre Barrios Cárdenas Domínguez Espinoza Figueroa Guzmán Herrera Ibarra Jaramillo Lozano"
        " Mendoza Ortega Paredes Quiroga Rivas Salazar Toledo Urrutia Zambrano",
    ),
}

_FAMILY_FIRST = {"east asian"}

_PLACES: dict[str, list[str]] = {
    "office": [
        "Prime Minister", "Foreign Minister", "Defense Minister", "Finance Minister", "Interior Minister", "President",
        "Trade Minister", "Energy Minister", "Deputy Prime Minister", "Vice President", "Justice Minister",
    ],
    "weekday": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "when": [
        "on {weekday}", "on {weekday}", "last week", "earlier this month", "on {daymonth}", "in {month}", "yesterday",
        "this week", "two days ago", "on {daymonth}, {year}",
    ],
    "topic": [
        "trade", "border security", "fishing rights", "energy supplies", "a prisoner exchange", "water sharing",
        "visa rules", "grain exports", "maritime borders", "a ceasefire", "debt relief", "arms control", "tourism",
        "climate finance", "rail links", "counter-terrorism", "cyber security", "migration", "nuclear safety",
    ],
    "goods": [
        "wheat", "steel", "natural gas", "medicines", "fertilizer", "cars", "semiconductors", "fish", "cotton",
    ],
    "deal": [
        "a free trade agreement", "a memorandum of understanding on {topic}", "a defense pact", "an extradition treaty",
        "a ten-year gas contract", "a cultural exchange agreement", "an agreement on {topic}", "a peace accord",
    ],
    "body": [
        "parliament", "the Supreme Court", "the central bank", "the election commission", "the foreign ministry",
        "the defense ministry", "the national police", "the army", "the opposition", "the interior ministry",
    ],
    "ministry": ["Foreign Ministry", "Defense Ministry", "Interior Ministry", "Ministry of Trade"],
    "crowd": ["protesters", "students", "farmers", "teachers", "miners", "truck drivers", "nurses"],
    "place": ["the capital", "the port", "the border town", "a northern province", "the southern coast", "the east"],
    "weapon": ["drones", "artillery", "rockets", "mortar fire", "warplanes", "machine guns"],
    "target": ["a military base", "a checkpoint", "an oil depot", "a convoy", "a village", "an airfield"],
    "said": ["said", "told reporters", "announced", "stated", "told lawmakers", "wrote in a statement", "confirmed"],
    "reason": [
        "over unpaid wages", "over fuel prices", "over a disputed election", "over alleged spying",
        "after talks collapsed", "amid mounting debt", "following a border incident", "because of human rights abuses",
    ],
    "quote": [
        "We will not be intimidated", "This is a historic day for both nations", "Dialogue is the only way forward",
        "The people deserve answers", "There is still a long way to go", "Our patience has limits",
        "We are open to every proposal", "Nobody gains from another war", "We expect results before the winter",
    ],
    "group": ["the African Union", "the United Nations", "the European Union", "ASEAN", "NATO", "the Arab League"],
    "adverb": ["formally", "again", "sharply", "publicly", "reportedly", "repeatedly", "strongly", "quietly"],
    "money": ["$40 million", "$250 million", "$1.2 billion", "15 million euros", "$3 billion", "€700 million"],
    "dateline": [
        "{CAPITAL} (Reuters) - ", "{CAPITAL}, {daymonth} (Xinhua) -- ", "{CAPITAL}, {Month} {day} (AFP) - ",
        "{CAPITAL} — ", "{CAPITAL}, {daymonth}. /TASS/. ", "", "", "",
    ],
}  # fmt: skip

_TITLES = (
    "{A} and {B} at odds over {topic}",
    "{A_adj} {office_low} speaks on {topic}",
    "News in brief",
    "{A}: {one_last} on {topic}",
    "{B} answers {A} on {topic}",
)

_OPENINGS = """
{office} {one} of {A} met {B_adj} {office2} {two} {when} to discuss {topic}.
{A}'s {office} {one} arrived in {B_capital} {when} for a three-day visit.
{A} and {B} signed {deal} {when}, {A_adj} {office} {one} {said}.
{A} {adverb} condemned {B} {reason}, its {ministry} said {when}.
{A} expelled two {B_adj} diplomats {when} {reason}.
{A} imposed sanctions on {B} {when} {reason}.
{A} accused {B} of supplying {weapon} to rebels, {office} {one} {said} {when}.
{crowd_} rallied in {A_capital} {when} {reason}, demanding that {office} {one} resign.
{A_adj} forces attacked {target} near {B_capital} with {weapon} {when}, killing at least {n} people.
{one} was sworn in as {office_low} of {A} {when}.
{A_adj} {office} {one} resigned {when} {reason}.
{A}'s parliament approved {deal} with {B} {when}.
Police in {A_capital} arrested {n} {crowd} {when} {reason}.
{A} will send {money} in aid to {B}, {office} {one} {said} {when}.
{A_adj} {office} {one} held a telephone conversation with {B_adj} {office2} {two} {when}.
{A} rejected a proposal by {B} on {topic}, {A_adj} {office} {one} {said} {when}.
{A} recalled its ambassador from {B} {when} {reason}.
{one}, {A}'s {office_low}, warned {B} {when} against further steps on {topic}.
{group_} urged {A} and {B} {when} to resume talks on {topic}.
{A} banned imports of {goods} from {B} {when}.
{A} and {B} agreed {when} to restore diplomatic relations.
{B_adj} troops crossed into {A} {when}, {A_adj} {office} {one} {said}.
{A_adj} {office} {one} dismissed {two} as {office2_low} {when}.
A court in {A_capital} sentenced former {office_low} {one} to {n} years in prison {when}.
{office} {one} welcomed {B_adj} {office2} {two} in {A_capital} {when}.
{A} lifted restrictions on {goods} from {B} {when}, the {ministry} {said}.
{A} asked {group} for help with {topic} {when}.
The {A_adj} {ministry} summoned the ambassador of {B} {when} {reason}.
{A} deployed {n} soldiers to its border with {B} {when}.
{one} won the presidential election in {A}, {body} said {when}.
{A} hosted a summit of {group} on {topic} {when}.
{A_adj} and {B_adj} officials began talks on {topic} in {C_capital} {when}.
{A} denied {when} that it had sold {weapon} to {B}.
{A} suspended cooperation with {B} on {topic} {when}.
Rebels seized {target} in {A} {when}, {body} {said}.
{A_adj} opposition leader {one} called {when} for the release of {two}.
{A} released {n} {B_adj} prisoners {when}.
{B}'s {office} {two} thanked {A} {when} for {money} in humanitarian aid.
{A} threatened to cut exports of {goods} to {B} {when}.
{A} withdrew its troops from {B} {when} after {n} months.
{office} {one} apologized {when} to families in {place} {reason}.
{A_adj} police used tear gas against {crowd} in {place} {when}.
{A} joined {group} {when}, {office} {one} {said}.
{C} offered {when} to mediate between {A} and {B}.
Workers at {target} in {A} went on strike {when} {reason}.
{A} opened an investigation into {two}, a former {office2_low}, {when}.
"""

_CONTINUATIONS = """
"{quote}," {one} {said_short}.
"{quote}," the {office_low} {said_short} after the meeting in {A_capital}.
The two sides also discussed {topic} and exports of {goods}.
{B} has not commented on the report.
{one_last} is expected to travel to {C_capital} in {month2}.
The {ministry} gave no further details.
{C} welcomed the decision, while {group} expressed concern.
Relations between {A} and {B} have been tense since {pastyear}.
At least {n} people were injured, according to {body}.
{one_last} has led the government since {pastyear}.
Trade between {A} and {B} reached {money} last year.
The talks will continue in {C_capital} next week.
{B_adj} {office2} {two} said that his country wanted peace.
Analysts say that prices of {goods} may rise further.
In {pastyear}, {A} and {C} signed {deal}.
{C}'s {office} {three} criticized the move as a mistake.
Neither government has published the text.
The announcement came a day after {crowd} blocked roads in {place}.
{three}, a lawmaker from {place}, {said_short} the plan would cost {money}.
{A} depends on {B} for most of its {goods}.
{group_} called on both sides to show restraint.
The incident happened near {target}, about {n} kilometers from {A_capital}.
{two} denied the accusations.
{C} had earlier offered to host negotiations on {topic}.
Shops in {A_capital} remained closed {when}.
It was the first such visit since {pastyear}.
The vote in parliament was {n} to {n2}.
{one_last} was born in {A_capital} and studied law.
Observers from {group} will arrive in {month2}.
{B} promised to respond, its {ministry} {said_short}.
The agreement must still be approved by {body}.
{A_adj} media published photographs of {target}.
Prices of {goods} have doubled within {n} months.
{C_adj} {office} {three} met {one_last} earlier and offered {money} in loans.
Residents reported explosions in {place} before dawn.
A spokesman for {two} declined to comment.
The government in {B_capital} blamed {weapon} supplied from abroad.
{A} and {C} share a border of {n} hundred kilometers.
More than {n} thousand people have left {place} since {pastyear}.
The opposition said that {body} had acted too late.
"""


@dataclass(frozen=True, slots=True)
class Generated:
    """One article: the name of its file, and what is written in it."""

    name: str
    text: str
    published: date


@cache
def _states() -> tuple[tuple[str, str, str], ...]:
    """(name, adjective, capital) of each country that has all three."""
    adjectives: dict[str | None, str] = {}
    for word, code in demonyms().items():
        if code not in adjectives:
            adjectives[code] = word
    found = []
    for state in countries():
        towns = capitals(state.country or "")
        if state.country in adjectives and towns:
            found.append((state.name, adjectives[state.country], towns[0].name))
    return tuple(found)


def person(rng: random.Random) -> str:
    """A person's name."""
    region = rng.choice(list(_NAMES))
    given, family = (rng.choice(_split(words)) for words in _NAMES[region])
    if region in _FAMILY_FIRST:
        return f"{family} {given}"
    if region in {"latin american", "southern"} and rng.random() < 0.4:
        return f"{given} {family} {rng.choice(_split(_NAMES[region][1]))}"
    if rng.random() < 0.25:
        return f"{given} {rng.choice(_split(_NAMES[region][0]))} {family}"
    return f"{given} {family}"


@cache
def _split(words: str) -> list[str]:
    return words.split()


@cache
def _cast() -> tuple[str, ...]:
    rng = random.Random(SEED)
    return tuple(person(rng) for _ in range(300))


def article(number: int, *, long: bool = False) -> Generated:
    """The article with this number; each is independent of the others."""
    rng = random.Random(f"{SEED} {number} {long}")
    published = date(1990, 1, 1) + timedelta(days=rng.randrange(12_784))
    (a, a_adj, a_capital), (b, b_adj, b_capital), (c, c_adj, c_capital) = rng.sample(_states(), 3)
    people = [rng.choice(_cast()) if rng.random() < 1 / 6 else person(rng) for _ in range(3)]
    day = published - timedelta(days=rng.randrange(40))
    own = {
        "A": a, "A_adj": a_adj, "A_capital": a_capital, "B": b, "B_adj": b_adj, "B_capital": b_capital,
        "C": c, "C_adj": c_adj, "C_capital": c_capital, "CAPITAL": a_capital.upper(),
        "one": people[0], "two": people[1], "three": people[2], "one_last": people[0].split()[-1],
        "daymonth": f"{day:%B} {day.day}", "Month": f"{published:%b}", "day": str(published.day), "year": str(day.year),
    }  # fmt: skip

    def filled(template: str) -> str:
        def value(place: re.Match[str]) -> str:
            name = place[1]
            match name:
                case "n" | "n2":
                    return str(rng.randrange(2, 90))
                case "month" | "month2":
                    return f"{date(2000, rng.randrange(1, 13), 1):%B}"
                case "pastyear":
                    return str(published.year - rng.randrange(1, 12))
                case "said_short":
                    return rng.choice(["said", "added", "stressed"])
                case "office2":
                    return rng.choice(_PLACES["office"])
                case "office_low" | "office2_low":
                    return rng.choice(_PLACES["office"]).lower()
                case "crowd_" | "group_":
                    words = filled(rng.choice(_PLACES[name[:-1]]))
                    return words[0].upper() + words[1:]
            return own[name] if name in own else filled(rng.choice(_PLACES[name]))

        return re.sub(r"\{(\w+)\}", value, template)

    wanted = rng.randrange(60, 250) if long else rng.randrange(45, 90)
    openings = rng.sample(_OPENINGS.strip().split("\n"), 12)
    others = rng.sample(_CONTINUATIONS.strip().split("\n"), 30)
    sentences = [filled("{dateline}") + filled(openings.pop())]
    while sum(len(sentence.split()) for sentence in sentences) < wanted and others:
        again = rng.random() < 0.35 and openings
        sentences.append(filled(openings.pop() if again else others.pop()))
    paragraphs, rest = [], sentences
    while rest:
        size = rng.randrange(1, 4)
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    title = filled(rng.choice(_TITLES))
    body = "\n\n".join(paragraphs)
    return Generated(
        f"{number:06d}.txt",
        f"{title}\n{published:%B} {published.day}, {published.year}\n\n{body}\n",
        published,
    )


def articles(count: int, *, first: int = 0, long: bool = False) -> Iterator[Generated]:
    """``count`` articles from number ``first`` on."""
    return (article(number, long=long) for number in range(first, first + count))


def write(folder: Path, count: int, *, first: int = 0, long: bool = False) -> int:
    """Write articles into ``folder``, a file each; return how many words they have."""
    folder.mkdir(parents=True, exist_ok=True)
    words = 0
    for one in articles(count, first=first, long=long):
        (folder / one.name).write_text(one.text, encoding="utf-8")
        words += len(one.text.split())
    return words


def main() -> None:
    """Write articles into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--long", action="store_true", help="60 to 250 words instead of 45 to 90")
    options = parser.parse_args()
    words = write(options.out, options.articles, first=options.first, long=options.long)
    print(f"{options.articles} articles, {words} words")


if __name__ == "__main__":
    main()
