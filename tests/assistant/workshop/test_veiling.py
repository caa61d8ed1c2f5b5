"""Names and contact details are masked in what is shown, as far as they can be recognised."""

from __future__ import annotations

import pytest

from assistant.exporting.masking import mask
from assistant.workshop.veiling import veil


def shown(text: str, language: str = "fr", known: frozenset[str] = frozenset()) -> str:
    return veil(text, language, known, mask)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("J'ai demandé à Mme Carole Vasseur, sans réponse.", "Vasseur"),
        ("Mon chef Bruno ne répond jamais.", "Bruno"),
        ("Voilà. Cordialement, Paul Achard", "Achard"),
        ("Hier encore Lucie Ferrand a dû fermer seule.", "Lucie"),
        ("Je suis Karim Belkacem de l'atelier.", "Belkacem"),
        ("Écrivez à karim.b@velo.example", "karim"),
        ("Appelez le 06 12 34 56 78 le soir.", "34"),
    ],
)
def test_who_somebody_is_does_not_show(text: str, gone: str) -> None:
    assert gone not in shown(text)
    assert "[" in shown(text)


def test_what_the_public_record_names_stays() -> None:
    known = frozenset({"saint", "aubin", "ronsel"})
    text = "Garder l'atelier de Saint Aubin ouvert, dit Ronsel."
    assert shown(text, known=known) == text


def test_a_sentence_that_begins_with_a_capital_is_no_name() -> None:
    for text in ("Les Varennes ont besoin de nous.", "Nourrir et réparer. Tenir parole."):
        assert shown(text) == text
