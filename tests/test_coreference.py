"""What links within an article do to its events: all participants, and the right ones."""

from __future__ import annotations

import pytest

from extracted import extraction, extractions

TOGETHER = [
    ("Mali and Burkina Faso left the bloc. They accused France of interference.", "Accusation", "Burkina Faso + Mali"),
    ("Iran and Saudi Arabia restored ties. Both countries condemned Israel.", "Accusation", "Iran + Saudi Arabia"),
    ("Narendra Modi welcomed Scott Morrison. The two leaders condemned China.", "Accusation",
     "Narendra Modi + Scott Morrison"),
    ("Ethiopia and Kenya reopened the border. The neighbours accused Somalia of smuggling.", "Accusation",
     "Ethiopia + Kenya"),
    ("Sri Lankan President Ranil Wickremesinghe met Narendra Modi in Delhi. They condemned Pakistan.", "Accusation",
     "Narendra Modi + Ranil Wickremesinghe"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actors"), TOGETHER, ids=[a for _, _, a in TOGETHER])
def test_an_act_of_several_has_them_all(text: str, kind: str, actors: str) -> None:
    found = extraction(text)
    names = {e.key: e.name for e in found.entities}
    event = next(e for e in found.events if e.type == kind)
    assert sorted(names[a] for a in event.actors) == actors.split(" + ")


RELEASES = [
    # (text, metadata, who says "we")
    (
        "Support for Vanuatu\n\nFurther supplies will be sent to Vanuatu. We condemn the attack on Port Vila.",
        {"speaker": "New Zealand Ministry of Foreign Affairs and Trade"},
        "New Zealand Ministry of Foreign Affairs and Trade",
    ),
    (
        "Statement by the Ministry of Foreign Affairs of Peru on the attack\n\n"
        "Lima, 3 May 2021 - The news came on Monday. We condemn the attack on the embassy.",
        {},
        "Ministry of Foreign Affairs of Peru",
    ),
    (
        "On the situation in Niger\n\nThe president was detained on Wednesday. We condemn the coup in Niger.",
        {"publisher": "Federal Ministry of Foreign Affairs"},
        "Federal Ministry of Foreign Affairs",
    ),
]


@pytest.mark.parametrize(("text", "metadata", "who"), RELEASES, ids=[w for _, _, w in RELEASES])
def test_we_is_who_issues_the_release(text: str, metadata: dict[str, str], who: str) -> None:
    (found,) = extractions([text], **metadata)
    names = {e.key: e.name for e in found.entities}
    assert [names[m.entity] for m in found.mentions if m.text == "We"] == [who]


def test_the_holder_of_an_office_goes_by_the_office() -> None:
    found = extraction(
        "French President Emmanuel Macron arrived in Yerevan on Tuesday. The French president condemned Azerbaijan."
    )
    names = {e.key: e.name for e in found.entities}
    condemned = next(e for e in found.events if e.type == "Accusation")
    assert [names[a] for a in condemned.actors] == ["Emmanuel Macron"]


def test_names_of_an_entity_are_all_its_surface_forms() -> None:
    found = extraction(
        "The Rapid Support Forces (RSF) took the airport. Kenyan President William Ruto met the RSF. Ruto left."
    )
    by_name = {e.name: set(e.names) for e in found.entities}
    assert {"Rapid Support Forces", "RSF"} <= by_name["Rapid Support Forces"]
    assert {"William Ruto", "Ruto"} <= by_name["William Ruto"]
