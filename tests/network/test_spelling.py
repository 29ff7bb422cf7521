"""Names as people type them."""

import pytest

from filiere.network.spelling import closed_up, fold


@pytest.mark.parametrize(
    "typed",
    ["L'Isle-sur-la-Sorgue", "l’isle sur la sorgue", "  L ISLE  SUR LA SORGUE ", "L'ÎSLE_sur_la"],
)
def test_case_accents_hyphens_and_apostrophes_are_forgiven(typed: str) -> None:
    assert fold(typed).removesuffix(" sorgue") == "l isle sur la"


@pytest.mark.parametrize(
    ("short", "long"),
    [("St-Didier", "Saint-Didier"), ("Ste Cécile", "Sainte-Cécile"), ("Œuilly", "Oeuilly")],
)
def test_short_forms_and_ligatures_are_spelt_out(short: str, long: str) -> None:
    assert fold(short) == fold(long)


def test_a_name_that_begins_like_a_short_form_is_left_alone() -> None:
    assert fold("Stains") == "stains"


@pytest.mark.parametrize("noise", ["", "%%", "\x00", "🙂", "--'", " "])
def test_noise_folds_to_nothing(noise: str) -> None:
    assert fold(noise) == ""


def test_closed_up_forgets_where_words_part() -> None:
    assert closed_up(fold("La Tour-d'Aigues")) == closed_up(fold("la tour daigues"))
