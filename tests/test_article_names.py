"""Under which name an encyclopaedia has a person whose full name a text opens with."""

from __future__ import annotations

import pytest

from extracted import extraction
from kg.evaluation.article_names import article_name, article_names


@pytest.mark.parametrize(
    ("full", "country", "name"),
    [
        # The first given name and the surname.
        ("Tarja Kaarina Halonen", "FIN", "Tarja Halonen"),
        ("Edward Richard George Heath", "GBR", "Edward Heath"),
        ("Mikhail Sergeyevich Gorbachev", "RUS", "Mikhail Gorbachev"),
        ("Nursultan Abishuly Nazarbayev", "KAZ", "Nursultan Nazarbayev"),
        ("Kgalema Petrus Motlanthe", "ZAF", "Kgalema Motlanthe"),
        ("Aníbal António Cavaco Silva", "PRT", "Aníbal Silva"),
        ("Fidel Valdez Ramos Sr.", "PHL", "Fidel Ramos"),
        ("William Adolf Peter Baker Jr.", "USA", "William Baker Jr."),
        # A father's and a mother's surname.
        ("Eduardo Alfredo Duhalde Maldonado", "ARG", "Eduardo Duhalde"),
        ("Óscar Rafael de Jesús Arias Sánchez", "CRI", "Óscar Arias"),
        ("Julio María Ferrer", "URY", "Julio Ferrer"),
        ("José Antonio Kast", "CHL", "José Kast"),
        ("Fernando Ruiz Tagle", "CHL", "Fernando Ruiz Tagle"),
        # Particles stay with their surnames.
        ("Ursula Gertrud von der Leyen", "DEU", "Ursula von der Leyen"),
        ("Jan Pieter van den Berg", "NLD", "Jan van den Berg"),
        ("Rui Kubelik de Oliveira", "BRA", "Rui Kubelik"),
        # Nicknames are what people are known by.
        ('Arthur "Art" Linden', "USA", "Art Linden"),
        ("Gerrit “Gé” de Boer", "NLD", "Gé de Boer"),
        # Names that are never cut.
        ("Manuel L. Quezon", "PHL", "Manuel L. Quezon"),
        ("Nguyễn Phú Trọng", "VNM", "Nguyễn Phú Trọng"),
        ("Xi Jinping", "CHN", "Xi Jinping"),
        ("Kim Dae Jung", "KOR", "Kim Dae Jung"),
        ("Mohammed bin Rashid Al Maktoum", "ARE", "Mohammed bin Rashid Al Maktoum"),
        ("Mohamed Ould Abdel Aziz", "MRT", "Mohamed Ould Abdel Aziz"),
        ("Susilo Bambang Yudhoyono", "IDN", "Susilo Bambang Yudhoyono"),
        ("Amadou Toumani Touré", "MLI", "Amadou Toumani Touré"),
        ("Mustafa Kemal Atatürk", "TUR", "Mustafa Kemal Atatürk"),
        ("Meles Zenawi Asres", "ETH", "Meles Zenawi Asres"),
        # Nothing is known of the custom.
        ("Anna Maria Berg", None, "Anna Maria Berg"),
        ("Pelé", "BRA", "Pelé"),
    ],
)
def test_article_name(full: str, country: str | None, name: str) -> None:
    assert article_name(full, country) == name


def _called(text: str) -> set[str]:
    found = extraction(text)
    names = article_names(found)
    return {names.get(entity.key, entity.name) for entity in found.entities if entity.type == "Person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aino Maria Lehto (born 3 May 1961) is a Finnish politician.", "Aino Lehto"),
        # Without the dates of a life the name stands as it is.
        ("Aino Maria Lehto is a Finnish politician.", "Aino Maria Lehto"),
        ("Critics said that Aino Maria Lehto (born 3 May 1961) is a Finnish politician.", "Aino Maria Lehto"),
        # What somebody is known as wins, if it is the same name.
        ("Juan Adolfo de la Torre Marcos (1881 - 1955), known as Adolfo de la Torre, was a Mexican politician.",
         "Adolfo de la Torre"),
        ("Johann Ludwig Berger (1881 - 1955), also known as the Angel of Graz, was an Austrian officer.",
         "Johann Berger"),
        # A leader whom the lexicon knows, by his surname or in full, where the country is told.
        ("Fujimori was president of Peru.", "Alberto Fujimori"),
        ("Hugo Rafael Chávez Frías was elected president of Venezuela.", "Hugo Chávez"),
        ("Fujimori opened a shop.", "Fujimori"),
    ],
)  # fmt: skip
def test_article_names(text: str, name: str) -> None:
    assert _called(text) <= {name}
