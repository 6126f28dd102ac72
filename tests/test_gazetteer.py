"""The gazetteer against names from everywhere, and the lexicons against their own rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.lexicon import gazetteer, load, load_folder
from kg.lexicon.entries import country_records, organisation_entries, region_entries
from kg.lexicon.surface import fold, normalise, variants

SOURCE = Path(__file__).parents[1] / "src"

COUNTRIES = {
    "AFG": ["Afghanistan", "Islamic Emirate of Afghanistan"],
    "ARE": ["United Arab Emirates", "UAE", "U.A.E.", "the Emirates"],
    "BIH": ["Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina", "Bosnia & Herzegovina"],
    "BOL": ["Bolivia", "Plurinational State of Bolivia"],
    "CHN": ["China", "PRC", "People's Republic of China", "People’s Republic of China", "CHINA"],
    "CIV": ["Ivory Coast", "Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire"],
    "COD": ["DRC", "DR Congo", "Democratic Republic of the Congo", "Democratic Republic of Congo", "Zaire"],
    "COG": ["Republic of the Congo", "Congo-Brazzaville"],
    "CPV": ["Cape Verde", "Cabo Verde"],
    "CSK": ["Czechoslovakia"],
    "CZE": ["Czechia", "Czech Republic", "the Czech Republic"],
    "DDR": ["East Germany", "GDR", "German Democratic Republic"],
    "DEU": ["Germany", "West Germany", "GERMANY"],
    "FSM": ["Micronesia", "Federated States of Micronesia"],
    "GBR": ["UK", "U.K.", "Britain", "Great Britain", "United Kingdom", "the United Kingdom"],
    "GEO": ["Georgia"],
    "GMB": ["Gambia", "The Gambia", "the Gambia"],
    "HKG": ["Hong Kong"],
    "IRN": ["Iran", "Islamic Republic of Iran"],
    "KNA": ["Saint Kitts and Nevis", "St. Kitts and Nevis", "St. Kitts & Nevis"],
    "KOR": ["South Korea", "Republic of Korea", "ROK"],
    "LAO": ["Laos", "Lao PDR"],
    "LCA": ["Saint Lucia", "St. Lucia", "St Lucia"],
    "MDA": ["Moldova", "Republic of Moldova"],
    "MKD": ["North Macedonia", "Macedonia"],
    "MMR": ["Myanmar", "Burma"],
    "NLD": ["Netherlands", "The Netherlands", "the Netherlands", "Holland"],
    "PRK": ["North Korea", "DPRK", "Democratic People's Republic of Korea"],
    "PSE": ["Palestine", "State of Palestine"],
    "RUS": ["Russia", "Russian Federation"],
    "STP": ["São Tomé and Príncipe", "Sao Tome and Principe"],
    "SUN": ["Soviet Union", "USSR", "U.S.S.R."],
    "SWZ": ["Eswatini", "Swaziland"],
    "SYR": ["Syria", "Syrian Arab Republic", "SYRIA"],
    "TLS": ["East Timor", "Timor-Leste", "Timor Leste"],
    "TUR": ["Türkiye", "Turkiye", "Turkey", "TURKEY", "TÜRKIYE"],
    "TWN": ["Taiwan"],
    "TZA": ["Tanzania"],
    "USA": ["US", "U.S.", "USA", "United States", "the United States of America", "America"],
    "VAT": ["Holy See", "Vatican", "Vatican City"],
    "VEN": ["Venezuela", "Bolivarian Republic of Venezuela"],
    "VNM": ["Vietnam", "Viet Nam"],
    "XKX": ["Kosovo"],
    "XVS": ["South Vietnam"],
    "YUG": ["Yugoslavia", "former Yugoslavia"],
}

PLACES = {
    # surface: (name, country, kind)
    "Kyiv": ("Kyiv", "UKR", "capital"),
    "Kiev": ("Kyiv", "UKR", "capital"),
    "Kharkov": ("Kharkiv", "UKR", None),
    "Odessa": ("Odesa", "UKR", None),
    "Bakhmut": ("Bakhmut", "UKR", None),
    "Mumbai": ("Mumbai", "IND", None),
    "Bombay": ("Mumbai", "IND", None),
    "Rangoon": ("Yangon", "MMR", None),
    "Naypyidaw": ("Naypyidaw", "MMR", "capital"),
    "Saigon": ("Ho Chi Minh City", "VNM", None),
    "Barcelona": ("Barcelona", "ESP", None),
    "Cologne": ("Cologne", "DEU", None),
    "Köln": ("Cologne", "DEU", None),
    "Tripoli": ("Tripoli", "LBY", "capital"),
    "Washington, D.C.": ("Washington", "USA", "capital"),
    "New York": ("New York", "USA", None),
    "St. Petersburg": ("Saint Petersburg", "RUS", None),
    "São Paulo": ("São Paulo", "BRA", None),
    "Sao Paulo": ("São Paulo", "BRA", None),
    "Bogota": ("Bogotá", "COL", "capital"),
    "N’Djamena": ("N'Djamena", "TCD", "capital"),
    "Nuku'alofa": ("Nuku'alofa", "TON", "capital"),
    "Vaduz": ("Vaduz", "LIE", "capital"),
    "Funafuti": ("Funafuti", "TUV", "capital"),
    "Ouagadougou": ("Ouagadougou", "BFA", "capital"),
    "Sana’a": ("Sanaa", "YEM", "capital"),
    "Hodeidah": ("Hodeidah", "YEM", None),
    "Mecca": ("Mecca", "SAU", None),
    "Fallujah": ("Fallujah", "IRQ", None),
    "Deir Ezzor": ("Deir ez-Zor", "SYR", None),
    "Kobani": ("Kobani", "SYR", None),
    "Khan Younis": ("Khan Younis", "PSE", None),
    "Gaza City": ("Gaza City", "PSE", None),
    "El Fasher": ("El Fasher", "SDN", None),
    "Goma": ("Goma", "COD", None),
    "Srebrenica": ("Srebrenica", "BIH", None),
    "Davos": ("Davos", "CHE", None),
    "Malé": ("Malé", "MDV", "capital"),
    "DAMASCUS": ("Damascus", "SYR", "capital"),
    "Gaza": ("Gaza Strip", "PSE", None),
    "Donbass": ("Donbas", "UKR", None),
    "Nagorno‑Karabakh": ("Nagorno-Karabakh", "AZE", None),
    "Xinjiang": ("Xinjiang", "CHN", "state"),
    "Texas": ("Texas", "USA", "state"),
    "Strait of Hormuz": ("Strait of Hormuz", None, "sea"),
    "Camp David": ("Camp David", "USA", "site"),
    "the Middle East": ("Middle East", None, None),
}

ORGANISATIONS = {
    # surface: (slug, type, country)
    "UN": ("united-nations", "InternationalOrganization", None),
    "U.N. Security Council": ("un-security-council", "InternationalOrganization", None),
    "Nato": ("nato", "InternationalOrganization", None),
    "EU": ("european-union", "InternationalOrganization", None),
    "WHO": ("who", "InternationalOrganization", None),
    "African Union": ("african-union", "InternationalOrganization", None),
    "ASEAN": ("asean", "InternationalOrganization", None),
    "Ecowas": ("ecowas", "InternationalOrganization", None),
    "Mercosur": ("mercosur", "InternationalOrganization", None),
    "Médecins Sans Frontières": ("msf", "Organization", None),
    "Medecins Sans Frontieres": ("msf", "Organization", None),
    "Red Cross": ("icrc", "InternationalOrganization", None),
    "Reuters": ("reuters", "MediaOrganization", "GBR"),
    "TASS": ("tass", "MediaOrganization", "RUS"),
    "Xinhua": ("xinhua", "MediaOrganization", "CHN"),
    "KCNA": ("kcna", "MediaOrganization", "PRK"),
    "Anadolu": ("anadolu", "MediaOrganization", "TUR"),
    "SANA": ("sana", "MediaOrganization", "SYR"),
    "Al-Jazeera": ("al-jazeera", "MediaOrganization", "QAT"),
    "The Guardian": ("guardian", "MediaOrganization", "GBR"),
    "El Pais": ("el-pais", "MediaOrganization", "ESP"),
    "Libération": ("liberation", "MediaOrganization", "FRA"),
    "Hizbullah": ("hezbollah", "ArmedGroup", "LBN"),
    "al-Qaida": ("al-qaeda", "ArmedGroup", None),
    "Al Qaeda": ("al-qaeda", "ArmedGroup", None),
    "the Taliban": ("taliban", "ArmedGroup", "AFG"),
    "Daesh": ("islamic-state", "ArmedGroup", None),
    "Hay’at Tahrir al Sham": ("hayat-tahrir-al-sham", "ArmedGroup", "SYR"),
    "RSF": ("rapid-support-forces", "ArmedGroup", "SDN"),
    "Tamil Tigers": ("ltte", "ArmedGroup", "LKA"),
    "Farc": ("farc", "ArmedGroup", "COL"),
    "al Shabaab": ("al-shabaab", "ArmedGroup", "SOM"),
    "Ba’ath Party": ("baath", "PoliticalParty", None),
    "Likud": ("likud", "PoliticalParty", "ISR"),
    "BJP": ("bjp", "PoliticalParty", "IND"),
    "ÖVP": ("ovp", "PoliticalParty", "AUT"),
    "PiS": ("pis", "PoliticalParty", "POL"),
    "Zanu PF": ("zanu-pf", "PoliticalParty", "ZWE"),
    "Sinn Fein": ("sinn-fein", "PoliticalParty", "IRL"),
    "Revolutionary Guards": ("irgc", "MilitaryForce", "IRN"),
    "IDF": ("idf", "MilitaryForce", "ISR"),
    "FARDC": ("fardc", "MilitaryForce", "COD"),
    "State Department": ("us-state-department", "GovernmentBody", "USA"),
    "Knesset": ("knesset", "GovernmentBody", "ISR"),
    "Duma": ("state-duma", "GovernmentBody", "RUS"),
    "Lok Sabha": ("lok-sabha", "GovernmentBody", "IND"),
    "Shin Bet": ("shin-bet", "GovernmentBody", "ISR"),
    "Palestinian Authority": ("palestinian-authority", "Government", "PSE"),
}

#: Words, given names and surnames that are also cities, lower-case words, and forms with no single owner.
NOBODY = re.findall(
    r"\S+",
    """
    Reading Nice Mobile Split Of Most Bath Orange Man Male Hue Van Reunion Liberation Who who us it is
    un Jackson Lincoln Madison Victoria Hassan Ali Vladimir Santos Salem Kennedy George Mary Tyler
    Austin Bolton Regina Springfield Congo Jersey Merida Valenzuela turkey chad China's polish
    """,
)

#: Everyday English words that name a place or an organisation somewhere. No form may be one of them.
COMMON_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a about act after again agreement aid all also an and any apple archway are army as ash at attack
    bade ban band bank barking bath battle be before bend best big bill bloc board boulder bush but by
    cab can cape car case center city claim coalition common concord conflict congress conservative cork
    corona council country court cross dawn day deal delta derby die down drive east echo edge end
    enterprise events ever express fair far farm fax fight film fire flag for force forces former from
    front general girl go gold good government great green guardian had has have he her him his hope hot
    house hub hue hum hurt ice if in independence independent independents is it its item january june
    junta just justice king labour lander law leader leave left liberal liberation life like live local
    long loss male man mango many march mark mass may me men mesa metro might military minister mirror
    mobile monitor moor moral most mother move movement much my nation national new news next nice night
    no north not now observer of off office old on once one opposition or oral orange our out over page
    paradise parliament party past peace people perish police poll post power present president press
    prime protest province punch queen rally read reading real red reform regime report republic reunion
    right rocket rot ruse saga said sale salt samba sand say secretary senate set she shin show side
    slough so some south spa split spring standard star state stop strike sun sure surprise take talk
    talks tall telegraph than that the their them then there they this time times to too tour tours
    treaty troops union united up us van very vista visit voice war was watch we west when where which
    who will with woodlands word work world year yes you young zone
        """,
    )
)

#: By code, demonyms that are easily taken for another's.
DEMONYMS = {
    "ARE": ["Emirati"],
    "ARG": ["Argentine"],
    "BFA": ["Burkinabe", "Burkinabé"],
    "CHE": ["Swiss"],
    "DDR": ["East German"],
    "GBR": ["Briton", "Britons", "British"],
    "GIN": ["Guinean"],
    "GNB": ["Bissau-Guinean"],
    "GNQ": ["Equatorial Guinean"],
    "IRQ": ["Iraqis"],
    "KOR": ["South Koreans"],
    "LSO": ["Basotho"],
    "MCO": ["Monégasque", "Monegasque"],
    "MMR": ["Burmese"],
    "NER": ["Nigerien"],
    "NGA": ["Nigerian"],
    "NLD": ["Dutch"],
    "PHL": ["Filipino", "Philippine"],
    "PNG": ["Papua New Guinean"],
    "PRK": ["North Korean"],
    "SDN": ["Sudanese"],
    "SLV": ["Salvadoran"],
    "SSD": ["South Sudanese"],
    "SUN": ["Soviet"],
    "SYR": ["Syrian", "Syrians"],
    "THA": ["Thai"],
    "TWN": ["Taiwanese"],
    "VUT": ["Ni-Vanuatu"],
    "XKX": ["Kosovar"],
    "YUG": ["Yugoslav"],
}

#: Seat: what it stands for, and whether it is a place as well.
METONYMS = {
    "Kremlin": ("country:RUS", False),
    "White House": ("country:USA", False),
    "Moscow": ("country:RUS", True),
    "Beijing": ("country:CHN", True),
    "Pyongyang": ("country:PRK", True),
    "Kiev": ("country:UKR", True),
    "Tel Aviv": ("country:ISR", True),
    "Ramallah": ("country:PSE", True),
    "Brussels": ("org:european-union", True),
    "Elysee": ("country:FRA", False),
    "Quai d’Orsay": ("country:FRA", False),
    "Planalto": ("country:BRA", False),
    "Downing Street": ("country:GBR", False),
    "Blue House": ("country:KOR", False),
    "Canberra": ("country:AUS", True),
    "Brasilia": ("country:BRA", True),
    "Nairobi": ("country:KEN", True),
    "Washington": ("country:USA", True),
}


@pytest.mark.parametrize(
    ("code", "surface"), [(code, name) for code, names in COUNTRIES.items() for name in names]
)
def test_countries(code: str, surface: str) -> None:
    entry = gazetteer.lookup(surface)
    assert entry is not None
    assert (entry.ref, entry.type, entry.country) == (f"country:{code}", "Country", code)


@pytest.mark.parametrize("surface", PLACES)
def test_places(surface: str) -> None:
    entry = gazetteer.lookup(surface)
    assert entry is not None
    assert (entry.name, entry.country, entry.kind) == PLACES[surface]
    assert entry.type == (
        "City" if entry.ref.startswith("city:") else "Place" if entry.kind == "site" else "Region"
    )


@pytest.mark.parametrize("surface", ORGANISATIONS)
def test_organisations(surface: str) -> None:
    entry = gazetteer.lookup(surface)
    assert entry is not None
    slug, kind_of, country = ORGANISATIONS[surface]
    assert (entry.ref, entry.type, entry.country) == (f"org:{slug}", kind_of, country)


@pytest.mark.parametrize("surface", NOBODY)
def test_words_and_names_of_persons_are_nobody(surface: str) -> None:
    assert gazetteer.lookup(surface) is None


@pytest.mark.parametrize(
    ("code", "form"), [(code, form) for code, forms in DEMONYMS.items() for form in forms]
)
def test_demonyms(code: str, form: str) -> None:
    assert gazetteer.demonyms()[form] == code


@pytest.mark.parametrize(
    "form", ["Congolese", "Dominican", "Dominicans", "Korean", "Arab", "European", "Kurdish", "English"]
)
def test_demonyms_that_name_no_single_country_are_absent(form: str) -> None:
    assert form not in gazetteer.demonyms()


def test_every_iso_country_is_there_and_each_has_a_demonym() -> None:
    codes = {entry.country for entry in gazetteer.countries()}
    assert {country.alpha_3 for country in pycountry.countries} <= codes
    dependent = set(load("countries")["dependent"])
    historic = set(load("countries")["historic"])
    without = [code for code, record in country_records() if not record.get("demonyms")]
    assert not [code for code in without if code not in dependent | historic]


def test_historic_codes_are_those_of_iso_3166_3() -> None:
    known = {country.alpha_3 for country in pycountry.historic_countries}
    assert set(load("countries")["historic"]) - known == {"XVS"}  # user-assigned: see countries.toml


def test_every_pattern_leads_to_its_entry_and_to_no_other() -> None:
    owners: dict[str, str] = {}
    for form, entry in gazetteer.patterns():
        found = gazetteer.lookup(form)
        assert found is not None
        assert found.ref == entry.ref, form
        assert owners.setdefault(form, entry.ref) == entry.ref
    assert len(owners) > 8000


def test_no_form_is_an_everyday_word() -> None:
    forms = [form for form, _ in gazetteer.patterns()]
    assert not [form for form in forms if form in COMMON_WORDS]
    # Acronyms are safe by their capitals, countries by their number.
    names = [form for form, entry in gazetteer.patterns() if not form.isupper() and entry.type != "Country"]
    assert not [form for form in names if form.lower() in COMMON_WORDS]


def test_few_forms_start_in_lower_case() -> None:
    small = {form for form, _ in gazetteer.patterns() if form.islower() and " " not in form}
    assert small == {"dpa", "peshmerga", "carabinieri", "anti-balaka"}


def test_lexicons_do_not_claim_a_form_twice() -> None:
    owners: dict[str, set[str]] = {}
    refs: list[str] = []
    for entry in (*organisation_entries(), *region_entries()):
        refs.append(entry.ref)
        for name in entry.names:
            owners.setdefault(fold(name), set()).add(entry.ref)
    assert not {form: claims for form, claims in owners.items() if len(claims) > 1}
    assert len(refs) == len(set(refs))


def test_countries_named_in_the_lexicons_exist() -> None:
    codes = {entry.country for entry in gazetteer.countries()}
    for entry in (*gazetteer.organisations(), *gazetteer.cities()):
        assert entry.country is None or entry.country in codes, entry
    refs = {entry.ref for entry in (*gazetteer.countries(), *gazetteer.organisations())}
    assert {metonym.ref for metonym in gazetteer.metonyms().values()} <= refs


def test_corrections_of_city_names_meet_a_city_of_geonames() -> None:
    """A spelling that GeoNames changes must not silently switch a correction off."""
    known: dict[str, set[str]] = {}
    for entry in gazetteer.cities():
        if entry.country:
            known.setdefault(entry.country, set()).update(entry.names)
    lexicon = load("places")["cities"]
    regions = {name for entry in region_entries() for name in entry.names}
    for code, table in lexicon["renamed"].items():
        for forms in table.values():
            assert forms[0] in known[code] | regions, (code, forms)
    for code, names in lexicon["prefer"].items():
        assert set(names) <= known[code]


def test_size() -> None:
    by_type: dict[str, int] = {}
    for entry in gazetteer.organisations():
        by_type[entry.type] = by_type.get(entry.type, 0) + 1
    assert by_type["InternationalOrganization"] >= 150
    assert by_type["MediaOrganization"] >= 100
    assert by_type["ArmedGroup"] >= 60
    assert by_type["PoliticalParty"] >= 80
    assert by_type["MilitaryForce"] >= 30
    assert by_type["GovernmentBody"] >= 80


@pytest.mark.parametrize("surface", METONYMS)
def test_metonyms(surface: str) -> None:
    ref, place = METONYMS[surface]
    metonym = gazetteer.metonyms()[surface]
    assert (metonym.surface, metonym.ref, metonym.place) == (surface, ref, place)
    assert metonym.country == (ref[8:] if ref.startswith("country:") else None)


def test_a_metonym_knows_its_other_forms() -> None:
    assert "Kiev" in gazetteer.metonyms()["Kyiv"].alternates


@pytest.mark.parametrize(
    "surface", ["The Hague", "New York", "Geneva", "Male", "Victoria", "Hamilton", "Douglas", "Nuuk"]
)
def test_places_that_speak_for_no_government(surface: str) -> None:
    assert surface not in gazetteer.metonyms()


def test_nearly_every_state_has_a_capital_that_stands_for_it() -> None:
    spoken_for = {metonym.ref for metonym in gazetteer.metonyms().values()}
    states = [entry for entry in gazetteer.countries() if entry.kind is None]
    missing = {entry.country for entry in states if entry.ref not in spoken_for}
    # Their capitals bear the country's name, are shared with a namesake, or are an everyday word or name.
    assert missing == {"ATG", "DJI", "DMA", "GRD", "LUX", "MCO", "SGP", "SMR", "SYC"}


def test_loading_is_fast() -> None:
    """CPU seconds of a fresh process, so that a busy machine does not matter; about 0.6 s on a 2020s core."""
    script = (
        "import time; from kg.lexicon import gazetteer; gazetteer.lookup('Syria'); print(time.process_time())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SOURCE)},
    )
    assert float(done.stdout) < 3


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)
    gazetteer.lookup(text)


def test_variants() -> None:
    assert variants("Türkiye") == ["Türkiye", "Turkiye"]
    assert variants("Malé", accented=True) == ["Malé"]
    assert set(variants("Saint Lucia")) == {"Saint Lucia", "St. Lucia", "St Lucia"}
    assert {"al-Qaeda", "Al-Qaeda", "al Qaeda", "Al Qaeda"} <= set(variants("al-Qaeda"))
    assert "Ba’ath Party" in variants("Ba'ath Party")


def test_offices_name_one_role_each() -> None:
    owners: dict[str, str] = {}
    for role, record in load("offices")["roles"].items():
        assert record.get("head_of") in (None, "state", "government")
        assert record["title"][0].isupper()
        for form in record["forms"]:
            assert form == form.lower()
            assert owners.setdefault(form, role) == role
    assert owners["premier"] == "prime-minister"
    assert owners["top diplomat"] == "foreign-minister"
    assert owners["defense minister"] == owners["defence minister"] == "defence-minister"


def test_group_nouns_have_one_type_each() -> None:
    owners: dict[str, str] = {}
    for kind_of, nouns in load("groups")["nouns"].items():
        for noun in nouns:
            assert noun == noun.lower()
            assert owners.setdefault(noun, kind_of) == kind_of
    expected = {
        "forces": "MilitaryForce", "government": "Government", "police": "GovernmentBody", "youths": "Group",
        "rebels": "ArmedGroup", "company": "Company", "newspaper": "MediaOrganization",
    }  # fmt: skip
    assert {noun: owners[noun] for noun in expected} == expected


def test_given_names_have_one_gender_each() -> None:
    names = load("person_names")["given"]
    assert not {fold(name) for name in names["male"]} & {fold(name) for name in names["female"]}
    assert len(names["male"]) >= 300
    assert len(names["female"]) >= 250


def test_a_missing_lexicon_is_one_clear_line() -> None:
    with pytest.raises(KgError, match=r"^lexicon/nowhere\.toml: no such lexicon; [^\n]+$"):
        load("nowhere")
    with pytest.raises(KgError, match=r"^lexicon/nowhere: no such folder of lexicons; [^\n]+$"):
        load_folder("nowhere")


def test_the_folder_of_triggers_loads_in_order() -> None:
    folder = load_folder("triggers")
    assert list(folder) == sorted(folder)
    assert all(folder.values())
