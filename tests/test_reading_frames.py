"""Frames of articles in the styles of many outlets: what is title, body and caption, and what is neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from kg.model import Article
from kg.reading import article_from_text


@dataclass(frozen=True)
class Frame:
    """A text, the kinds of its segments in order, and the metadata that it states."""

    text: str
    kinds: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    place: str | None = None
    dateline_date: date | None = None
    speaker: str | None = None
    url: str | None = None
    body_begins: str | None = None
    left_out: tuple[str, ...] = ()


FRAMES = {
    "header line with section, credit with slash, source without space": Frame(
        """ date 2023-09-14 AFRICA
Kenyan and Ugandan leaders open rail link at Malaba border
The two presidents promised to cut the time that freight spends at the frontier.
William Ruto and Yoweri Museveni toured the new terminal before the ceremony. / AA
September 14, 2023

Kenyan President William Ruto and his Ugandan counterpart Yoweri Museveni opened a rail terminal on Thursday.

The terminal handles grain and fuel, according to Kenya Railways.

Ruto thanks neighbours

He praised Uganda for keeping the corridor open.

SOURCE:AA
""",
        "frame title standfirst caption frame body body heading body frame",
        title="Kenyan and Ugandan leaders open rail link at Malaba border",
        published=date(2023, 9, 14),
        publisher="Anadolu Agency",
        left_out=("toured the new terminal", "SOURCE", "September 14"),
    ),
    "agency between slashes, place in capitals, year from the line above": Frame(
        """23 MAY 2019, 11:40
Moscow and Hanoi sign agreement on visas
The document takes effect in a month

MOSCOW, May 23. /TASS/. Russia and Vietnam signed an agreement on visas on Thursday, the ministry said.

"We welcome it," the Vietnamese ambassador told reporters.
""",
        "frame title standfirst frame body body",
        title="Moscow and Hanoi sign agreement on visas",
        published=date(2019, 5, 23),
        publisher="TASS",
        place="Moscow",
        dateline_date=date(2019, 5, 23),
        body_begins="Russia and Vietnam",
    ),
    "source line with editor, agency in brackets, end mark": Frame(
        """Chinese, Brazilian FMs hold talks on climate
Source: Xinhua | 2021-02-09 21:04:11 | Editor: desk 2

BEIJING, Feb. 9 (Xinhua) -- The foreign ministers of China and Brazil held talks by phone on Tuesday.

They agreed to work together at the climate conference. Enditem
""",
        "title frame frame body body frame",
        title="Chinese, Brazilian FMs hold talks on climate",
        published=date(2021, 2, 9),
        publisher="Xinhua",
        place="Beijing",
        dateline_date=date(2021, 2, 9),
        body_begins="The foreign ministers",
    ),
    "dash in an agency's dateline, credits of reporters": Frame(
        """UPDATE 2-Zambia reaches debt deal with creditors

LUSAKA, June 22 (Reuters) - Zambia reached a deal on Thursday to restructure its debt to other governments.

The finance minister thanked France, which hosted the meeting.

(Reporting by A. Mwila in Lusaka; Editing by B. Holt)
Our Standards: The Thomson Reuters Trust Principles.
""",
        "title frame body body frame frame",
        title="UPDATE 2-Zambia reaches debt deal with creditors",
        publisher="Reuters",
        place="Lusaka",
        dateline_date=None,
        left_out=("B. Holt", "Trust Principles"),
    ),
    "dateline with country, byline in capitals": Frame(
        """Peru swears in new prime minister after protests
By JANE QUISPE and TOM ARDEN
December 10, 2022

LIMA, Peru (AP) — Peru's president swore in a new prime minister on Saturday.

Police used tear gas against demonstrators in Andahuaylas.
""",
        "title frame frame frame body body",
        published=date(2022, 12, 10),
        publisher="Associated Press",
        place="Lima, Peru",
        body_begins="Peru's president",
    ),
    "wire service that forwards another's report": Frame(
        """Jordan, Iraq discuss power grid

(MENAFN - Jordan Times) AMMAN, March 2, 2020 - Energy officials from Jordan and Iraq met in Amman on Monday.

They agreed to link their grids within two years.
""",
        "title frame body body",
        published=date(2020, 3, 2),
        publisher="MENAFN",
        place="Amman",
        dateline_date=date(2020, 3, 2),
        body_begins="Energy officials",
    ),
    "forwarding service alone": Frame(
        "(MENAFN) Oman said on Sunday that it would host the next round of talks between the two sides.",
        "frame body",
        publisher="MENAFN",
        body_begins="Oman said",
    ),
    "place and dash only": Frame(
        """Senate confirms ambassador to Chad

WASHINGTON — The Senate on Wednesday confirmed a new ambassador to Chad. He leaves for N'Djamena in March.
""",
        "title frame body",
        place="Washington",
    ),
    "dateline on a line of its own": Frame(
        """Voice of Lakes
News / Africa

Sudanese Generals Meet in Jeddah

May 06, 2023
A. Correspondent

JEDDAH, SAUDI ARABIA —

Envoys of the two Sudanese generals met in the Saudi city of Jeddah on Saturday for talks on a ceasefire.

They did not speak to reporters.
""",
        "frame frame title frame frame frame body body",
        title="Sudanese Generals Meet in Jeddah",
        published=date(2023, 5, 6),
        place="Jeddah, Saudi Arabia",
    ),
    "South Asian paper: place and colon, staff reporter": Frame(
        """PM inaugurates Gwadar highway
By Our Staff Reporter

ISLAMABAD: The prime minister inaugurated a highway to Gwadar on Friday and thanked Chinese engineers.

He said the road would carry trade from Kashgar.
""",
        "title frame frame body body",
        place="Islamabad",
        body_begins="The prime minister",
    ),
    "agency mark without a dash": Frame(
        """India, Bhutan ink rail pact

New Delhi, Nov 4, 2023 (PTI) India and Bhutan on Saturday agreed to build a railway to Gelephu.
""",
        "title frame body",
        published=date(2023, 11, 4),
        publisher="Press Trust of India",
        place="New Delhi",
        body_begins="India and Bhutan",
    ),
    "month in capitals, agency after commas": Frame(
        """Yerevan hosts talks on transit

YEREVAN, APRIL 5, ARMENPRESS. Officials from Armenia and Georgia met in Yerevan to discuss transit of gas.
""",
        "title frame body",
        publisher="Armenpress",
        place="Yerevan",
    ),
    "date after place and full stops": Frame(
        """Kremlin comments on grain corridor

Moscow. July 17. INTERFAX.COM - The Kremlin said on Monday that Russia was leaving the grain agreement.
""",
        "title frame body",
        publisher="Interfax",
        place="Moscow",
        body_begins="The Kremlin",
    ),
    "press release of a ministry": Frame(
        """PRESS RELEASE
Ministry of Foreign Affairs of the Republic of Latvia
Riga, 7 March 2022

Latvia condemns the shelling of Mariupol

We condemn the attack on a hospital in Mariupol. We call on Russia to withdraw its forces.

Our ambassador in Kyiv remains at his post.
""",
        "frame frame frame title body body",
        title="Latvia condemns the shelling of Mariupol",
        published=date(2022, 3, 7),
        publisher="Ministry of Foreign Affairs of the Republic of Latvia",
        speaker="Ministry of Foreign Affairs of the Republic of Latvia",
        place="Riga",
        dateline_date=date(2022, 3, 7),
    ),
    "statement named in the title": Frame(
        """Statement by the Spokesperson of the Ministry of Foreign Affairs of Georgia on the arrest of guards

The Ministry demands the immediate release of the citizens who were detained near Khurvaleti.
""",
        "title body",
        speaker="Ministry of Foreign Affairs of Georgia",
    ),
    "a headline that starts with a ministry is no press release": Frame(
        """Ministry of Defence confirms loss of two aircraft over the gulf

The pilots were rescued, a spokesman said on Friday.
""",
        "title body",
        title="Ministry of Defence confirms loss of two aircraft over the gulf",
        speaker=None,
    ),
    "captions in the middle, in several styles": Frame(
        """Tens of thousands march in Tbilisi

Tens of thousands of people marched through Tbilisi on Tuesday against a law on foreign agents.

FILE PHOTO: Demonstrators wave Georgian flags outside parliament, March 2023. REUTERS/A. Name

Police arrested 63 demonstrators, the interior ministry said.

Demonstrators hold a sign at a rally in Tbilisi [A. Name/Al Jazeera]

The president promised to veto the law.

(Photo by A. Name/AFP via Getty Images)

The European Union criticised the vote.

Image credit: A. Name

The speaker of parliament defended it.
""",
        "title body caption body caption body caption body caption body",
        left_out=("wave Georgian flags", "hold a sign", "Getty", "Image credit"),
    ),
    "caption above a credit of its own": Frame(
        """Ethiopia and Somalia agree to restore ties

Ethiopia and Somalia agreed on Saturday to restore full diplomatic relations, officials in Addis Ababa said.

The two leaders shake hands at the palace
(AFP)

Turkey mediated the talks.
""",
        "title body caption caption body",
        left_out=("shake hands",),
    ),
    "page furniture around the article": Frame(
        """Skip to main content
Home > World > Asia
Facebook Twitter WhatsApp
Advertisement
Philippines protests over water cannon in disputed sea
By Maria Santos | 6 August 2023 09:15 PST
3 min read
Share this article

The Philippines protested on Sunday after China's coast guard fired water cannon at its boats.

Read more: Manila summons envoy over laser incident

The foreign ministry in Manila summoned the Chinese ambassador.

Sign up for our morning newsletter
Your email address
Subscribe
We use cookies to improve your experience on this site.

The United States backed its ally.

Follow us on Facebook and Telegram
Copyright 2023 Lagoon Media. All rights reserved.
""",
        "frame frame frame frame title frame frame frame body frame body"
        " frame frame frame frame body frame frame",
        title="Philippines protests over water cannon in disputed sea",
        published=date(2023, 8, 6),
        left_out=("laser incident", "cookies", "newsletter", "Lagoon", "Advertisement"),
    ),
    "related links at the end": Frame(
        """Chad's junta leader sworn in as president

Mahamat Idriss Deby was sworn in as president of Chad on Thursday after a disputed vote.

Opposition leaders rejected the result.

Related stories
France withdraws soldiers from Niger
Mali expels UN mission
Rebels seize town near Goma
""",
        "title body body frame frame frame frame",
        left_out=("France withdraws", "Mali expels", "Rebels seize"),
    ),
    "comments after the article": Frame(
        """Bolivia recalls ambassador from Israel

Bolivia recalled its ambassador from Israel on Tuesday, the deputy foreign minister said.

2 Comments
I was there last year and the embassy was closed already.
Chile should bomb them too, says my neighbour.
""",
        "title body frame frame frame",
        left_out=("embassy was closed", "bomb them"),
    ),
    "end mark of a release": Frame(
        """FOR IMMEDIATE RELEASE
Taiwan and Palau mark anniversary of relations

Taiwan and Palau marked the anniversary of their diplomatic relations on 29 December.

###

About us. We bombed every deadline and seized every story.
""",
        "frame title body frame frame",
        left_out=("seized every story",),
    ),
    "cut off in a sentence by a feed": Frame(
        """Iraq asks Turkey to end operation in Dohuk

Iraq asked Turkey on Monday to end its operation in Dohuk province. Ankara says it fights militants there. The
Iraqi parliament will meet to discuss a law that would expel the… [+1834 chars]
""",
        "title body frame",
        left_out=("would expel",),
    ),
    "cut off after a function word": Frame(
        """Guyana and Venezuela meet in Kingstown

The presidents of Guyana and Venezuela met on the island of Saint Vincent on Thursday.

They agreed not to use force. Brazil said it would attack smuggling along the border with the
""",
        "title body body frame",
        left_out=("attack smuggling",),
    ),
    "cut off in the only sentence of a paragraph": Frame(
        """Cuba frees prisoners after talks with church

Cuba freed 53 prisoners on Friday after talks with the Catholic Church, state media said.

The bishops thanked the government for its decision.

Havana had arrested dozens of opponents in a wave of raids across the eastern provinc
""",
        "title body body frame",
        left_out=("wave of raids",),
    ),
    "fields of an archive's export": Frame(
        """Headline: Nepal's parties agree on constitution
Source: Himalaya Courier
Date: 9 June 2015
Byline: R. Thapa
Section: Politics
URL: https://courier.example/2015/06/09/constitution
Body: Nepal's four largest parties agreed on a draft constitution on Monday night.

The draft divides the country into eight provinces.
""",
        "title frame frame frame frame frame body body",
        title="Nepal's parties agree on constitution",
        published=date(2015, 6, 9),
        publisher="Himalaya Courier",
        url="https://courier.example/2015/06/09/constitution",
        body_begins="Nepal's four largest",
    ),
    "hard-wrapped with blank lines": Frame(
        """EAST TIMOR VOTES FOR INDEPENDENCE

DILI, Sept 4, 1999 (AFP) - The people of East Timor have voted for
independence from Indonesia by a margin of almost four to one, the
United Nations announced on Saturday.

Militias opposed to the result attacked the town of Liquica and burned
houses in the capital, witnesses said. Thousands of people fled to the
hills.
""",
        "title frame body body",
        title="EAST TIMOR VOTES FOR INDEPENDENCE",
        published=date(1999, 9, 4),
        publisher="Agence France-Presse",
        place="Dili",
    ),
    "hard-wrapped wire copy with indents and no blank lines": Frame(
        """OPEC ministers agree to cut output
    VIENNA, March 13, 1988 (UPI) -- Ministers of the oil exporting
countries agreed Sunday to cut their output by a million barrels a day
after a week of talks in the Austrian capital.
    Saudi Arabia had refused to sign until Iran dropped its demand for
a larger share. Iraq did not attend the last session of the meeting.
    The next meeting will be held in June.
""",
        "title frame body body body",
        publisher="United Press International",
        place="Vienna",
        published=date(1988, 3, 13),
    ),
    "one paragraph per line, no blank lines": Frame(
        """Lebanon elects army chief as president
Lebanon's parliament elected the army chief as president on Thursday, after two years without one.
He promised that only the state would carry arms.
France and Saudi Arabia welcomed the vote.
A long vacancy
The post had been empty since October 2022.
""",
        "title body body body heading body",
        title="Lebanon elects army chief as president",
    ),
    "Markdown with front matter, headings and emphasis": Frame(
        """---
title: "Finland closes crossings on its eastern border"
date: 2023-11-28
source: Aurora Press
url: https://aurora.example/fi
tags: [border, russia]
---

# Finland closes crossings on its eastern border

*By the Aurora desk*

**HELSINKI** — Finland closed its last open crossing on the border with Russia on Tuesday.

## Reaction in Moscow

The Kremlin called the decision excessive.

![Border guards](guards.jpg)
""",
        "frame title frame frame body heading body caption",
        title="Finland closes crossings on its eastern border",
        published=date(2023, 11, 28),
        publisher="Aurora Press",
        place="Helsinki",
        url="https://aurora.example/fi",
    ),
    "dateline of a United Nations office, date first": Frame(
        """Refugees reach Armenia in growing numbers

GENEVA, 26 September 2023 – More than 28,000 refugees have reached Armenia since Sunday.
""",
        "title frame body",
        published=date(2023, 9, 26),
        place="Geneva",
        dateline_date=date(2023, 9, 26),
    ),
    "Spanish agency's kicker and mark": Frame(
        """ECUADOR - CRISIS
Ecuador declares state of emergency in three provinces

Quito, 9 Jan 2024 (EFE).- Ecuador declared a state of emergency after gunmen seized a studio.
""",
        "frame title frame body",
        title="Ecuador declares state of emergency in three provinces",
        published=date(2024, 1, 9),
        publisher="EFE",
        place="Quito",
    ),
    "a year alone in the dateline": Frame(
        """SKOPJE, 1994 - Macedonia voted on Sunday.
""",
        "frame body",
        place="Skopje",
    ),
    "a country in brackets in the dateline": Frame(
        """GEORGETOWN (Guyana) - The sugar mills stood still on Sunday.
""",
        "frame body",
        place="Georgetown, Guyana",
    ),
    "two places in the dateline, signed at the end": Frame(
        """Sudan and South Sudan resume oil exports

KHARTOUM/JUBA - Sudan and South Sudan agreed on Wednesday to resume exports of oil through Port Sudan.

Engineers have begun to repair the pipeline, officials said. (Xinhua)
""",
        "title frame body body frame",
        place="Khartoum",
        publisher="Xinhua",
    ),
    "title followed by the outlet's name": Frame(
        """Colombia restores ties with Venezuela | The Andean Times

Colombia and Venezuela restored diplomatic relations on Monday after three years, their governments said.
""",
        "title body",
        title="Colombia restores ties with Venezuela",
        publisher="The Andean Times",
    ),
    "date of publication before date of update": Frame(
        """Greece and Turkey agree on road map
Last updated: 9 December 2023
Published: 7 December 2023

The leaders of Greece and Turkey met in Athens on Thursday and signed a declaration on good relations.
""",
        "title frame frame body",
        published=date(2023, 12, 7),
    ),
    "prose that starts like a frame": Frame(
        """Markets fall after vote in Buenos Aires

Share prices in Buenos Aires fell on Monday after the ruling party lost the vote in the province.

Updated figures from the ministry showed that exports had grown by 4 percent.

Published reports of a coup were denied by the army on 3 May 2021.

By Tuesday evening the rebels had captured the airport.

Print media were banned from the hall.
""",
        "title body body body body body",
        published=None,
    ),
    "rows of sections and forms before the title": Frame(
        """The Harbour Post
NEWS   SPORT   OPINION   CULTURE
Send us your tips
Email address: [          ]  Sign up
Croatia and Slovenia settle dispute over bay
The two prime ministers met on the border bridge
Ana Novak in Zagreb
Tue 15 Mar 2022 19.05 GMT
Share via Email

Croatia and Slovenia settled their dispute over the bay of Piran on Tuesday, both governments said.
""",
        "frame frame frame frame title standfirst frame frame frame body",
        title="Croatia and Slovenia settle dispute over bay",
        published=date(2022, 3, 15),
        publisher="The Harbour Post",
    ),
    "headers of an e-mail": Frame(
        """Subject: URGENT - Mali
From: desk@agency.example
To: subscribers
Date: Tue, 18 Aug 2020 21:12:00 +0100

MALI'S SOLDIERS DETAIN PRESIDENT KEITA

BAMAKO, Aug 18 (Reuters) - Mutinous soldiers in Mali detained President Ibrahim Boubacar Keita on Tuesday.
""",
        "frame frame frame frame title frame body",
        title="MALI'S SOLDIERS DETAIN PRESIDENT KEITA",
        published=date(2020, 8, 18),
        publisher="Reuters",
        place="Bamako",
        dateline_date=date(2020, 8, 18),
    ),
    "outlet and section before the title, caption broken by hand": Frame(
        """BBC NEWS | Africa | Burundi rivals agree to truce

Burundi's government and the last rebel group signed a truce on Sunday in Dar es Salaam.

Pierre Nkurunziza and Agathon Rwasa shook hands in front of
the president of Tanzania

Mr Rwasa said his fighters would come home.
""",
        "title body caption body",
        title="Burundi rivals agree to truce",
        publisher="BBC",
        left_out=("shook hands", "BBC"),
    ),
    "headline broken over two lines": Frame(
        """Somalia, Ethiopia Leaders To Meet In
Fresh Round Of Talks
by STAFF WRITER

Ankara, Dec. 10. - The leaders of Somalia and Ethiopia will meet on Wednesday, Turkey said.

-- 30 --
""",
        "title frame frame body frame",
        title="Somalia, Ethiopia Leaders To Meet In Fresh Round Of Talks",
        place="Ankara",
    ),
    "headline that asks": Frame(
        """Nagorno-Karabakh: who controls the road?

Azerbaijan opened a checkpoint on the road to Lachin in April.
""",
        "title body",
        title="Nagorno-Karabakh: who controls the road?",
    ),
    "headline with a mark in brackets, ministry in capitals": Frame(
        """THE MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF KOREA
Seoul hosts talks on rare minerals [Video]

The vice minister received a delegation from Mongolia on Friday.
""",
        "frame title body",
        title="Seoul hosts talks on rare minerals [Video]",
        publisher="Ministry of Foreign Affairs of the Republic of Korea",
        speaker="Ministry of Foreign Affairs of the Republic of Korea",
    ),
    "no title": Frame(
        "The army of Gabon seized power on Wednesday. Soldiers placed the president under house arrest.",
        "body",
        title=None,
    ),
    "only a headline": Frame(
        "Gabon's army names general as transitional leader",
        "title",
        title="Gabon's army names general as transitional leader",
    ),
}


def parsed(article: Article) -> str:
    """The text that the annotation sees."""
    return "\n".join(
        article.text[s.start : s.end]
        for s in article.segments
        if s.kind in ("title", "standfirst", "heading", "body")
    )


@pytest.mark.parametrize("name", FRAMES)
def test_frame(name: str) -> None:
    frame = FRAMES[name]
    article = article_from_text(frame.text, key="k", markdown="Markdown" in name)
    shown = [(s.kind, article.text[s.start : s.end]) for s in article.segments]
    assert [kind for kind, _ in shown] == frame.kinds.split(), shown
    if frame.title is not None or name == "no title":
        assert article.title == frame.title
    assert (article.published, article.publisher, article.dateline_place) == (
        frame.published,
        frame.publisher,
        frame.place,
    )
    assert article.speaker == frame.speaker
    assert article.url == frame.url
    if frame.dateline_date:
        assert article.dateline_date == frame.dateline_date
    if frame.body_begins:
        body = next(s for s in article.segments if s.kind == "body")
        assert article.text[body.start :].startswith(frame.body_begins)
    for words in frame.left_out:
        assert words in frame.text
        assert words not in parsed(article)


@pytest.mark.parametrize("name", [name for name in FRAMES if "Markdown" not in name])
def test_windows_line_ends_change_nothing_but_offsets(name: str) -> None:
    unix = article_from_text(FRAMES[name].text, key="k")
    windows = article_from_text(FRAMES[name].text.replace("\n", "\r\n"), key="k")
    assert [s.kind for s in windows.segments] == [s.kind for s in unix.segments]
    assert (windows.title, windows.published, windows.dateline_place) == (
        unix.title,
        unix.published,
        unix.dateline_place,
    )


def test_text_is_kept_as_it_is() -> None:
    text = "\n  Título  \r\n\tCaracas — Venezuela’s   parliament met.\n\n"
    assert article_from_text(text, key="k").text == text


def test_given_metadata_wins_over_the_text() -> None:
    article = article_from_text(
        FRAMES["source line with editor, agency in brackets, end mark"].text,
        key="k",
        title="Ministers talk",
        published=date(2021, 3, 1),
        publisher="AP",
        url="https://example.org/a",
        speaker="Ministry of Trade",
    )
    assert article.title == "Ministers talk"
    assert article.published == date(2021, 3, 1)
    assert article.publisher == "Associated Press"
    assert article.url == "https://example.org/a"
    assert article.speaker == "Ministry of Trade"
    assert article.dateline_date == date(2021, 2, 9)


def test_default_date_is_the_last_resort() -> None:
    undated = article_from_text("Gabon's army seized power.", key="k", default_date=date(2023, 8, 30))
    dated = article_from_text(
        "Coup in Gabon\n30 August 2023\n\nThe army seized power.", key="k", default_date=date(2001, 1, 1)
    )
    assert (undated.published, dated.published) == (date(2023, 8, 30), date(2023, 8, 30))


def test_dateline_without_year_stays_open_without_a_date() -> None:
    article = article_from_text("MOSCOW, May 23. /TASS/. Russia and Vietnam signed a treaty.", key="k")
    assert article.dateline_place == "Moscow"
    assert article.published is None
    assert article.dateline_date is None


def test_dateline_of_december_in_an_article_of_january() -> None:
    article = article_from_text(
        "SEOUL, Dec. 31 (Yonhap) -- North Korea fired a missile.", key="k", published=date(2020, 1, 1)
    )
    assert article.dateline_date == date(2019, 12, 31)


def test_id_depends_on_content_and_metadata_not_on_the_key() -> None:
    text = "The army of Gabon seized power."
    one, other = (article_from_text(text, key=key) for key in ("/a/1.txt", "/b/2.txt"))
    assert one.id == other.id
    assert len(one.id) == 24
    assert int(one.id, 16) >= 0
    changed = {
        one.id,
        article_from_text(text + " ", key="k").id,
        article_from_text(text, key="k", title="Coup").id,
        article_from_text(text, key="k", published=date(2023, 8, 30)).id,
        article_from_text(text, key="k", publisher="AFP").id,
        article_from_text(text, key="k", url="https://example.org").id,
    }
    assert len(changed) == 6


def test_control_characters_and_surrogates_become_replacement_characters() -> None:
    article = article_from_text("A\ud800B\x00C\x07D.\x0cEnd.", key="k", title="T\udfff\x1b[31m")
    assert article.text == "A\ufffdB\ufffdC\ufffdD. End."
    assert article.title == "T\ufffd\ufffd[31m"
