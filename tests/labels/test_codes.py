"""Codes: what is minted reads back, a slip is caught, any text gets a clear answer."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.codes import (
    ALPHABET,
    InvalidCode,
    check_character,
    is_code,
    mint,
    neighbours,
    parse,
    shown,
    site_of,
)

bodies = st.text(alphabet=ALPHABET, min_size=8, max_size=8)
codes = bodies.map(lambda body: body + check_character(body))


@pytest.mark.parametrize(
    ("body", "check"), [("7KQ2MDX4", "4"), ("3HF9TT0B", "M"), ("00000000", "0"), ("ZZZZZZZZ", "8")]
)
def test_the_check_character_is_the_one_of_the_contract(body: str, check: str) -> None:
    assert check_character(body) == check


def test_the_same_seed_mints_the_same_codes() -> None:
    assert mint(random.Random(7)) == mint(random.Random(7))
    assert mint() != mint()


def test_minted_codes_are_codes() -> None:
    source = random.Random(1)
    assert all(is_code(mint(source)) for _ in range(500))


@given(codes)
def test_a_code_reads_back_from_every_form(code: str) -> None:
    for form in (
        code,
        code.lower(),
        shown(code),
        f"  {shown(code).lower()}\n",
        " ".join(code),
        code.replace("0", "o").replace("1", "l"),
        code.replace("0", "O").replace("1", "I"),
        f"HTTPS://FILIERE.EXAMPLE/D/{code}",
        f"http://127.0.0.1:8000/d/{shown(code).lower()}/?utm=1#x",
        f"/D/{code}",
        f"filiere.example/d/{code}",
        f"https://filiere.example/sous/dossier/D/{code}\r\n",
    ):
        assert parse(form) == code


@given(codes, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught_and_the_true_code_is_a_neighbour(
    code: str, place: int, wrong: str
) -> None:
    slip = code[:place] + wrong + code[place + 1 :]
    if slip == code:
        return
    with pytest.raises(InvalidCode) as caught:
        parse(slip)
    assert caught.value.kind == "check"
    assert code in neighbours(slip)
    assert code in neighbours(shown(slip).lower())


@given(codes, st.integers(0, 7))
def test_a_swap_of_neighbours_is_caught_but_zero_and_z(code: str, place: int) -> None:
    a, b = code[place], code[place + 1]
    slip = code[:place] + b + a + code[place + 2 :]
    if a == b:
        return
    assert is_code(slip) == ({a, b} == {"0", "Z"})
    assert code in neighbours(slip)


@given(codes, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_a_missing_or_added_character_finds_its_code_again(code: str, at: int, added: str) -> None:
    assert code in neighbours(code[:at] + code[at + 1 :])
    assert code in neighbours(code[:at] + added + code[at:])


@given(codes, st.integers(0, 8), st.sampled_from("U*?é\0😀"))
def test_an_unreadable_character_counts_as_the_wrong_one(code: str, at: int, odd: str) -> None:
    assert code in neighbours(code[:at] + odd + code[at + 1 :])


@given(st.text(max_size=14) | st.text(alphabet=ALPHABET + "-oil ", max_size=12))
def test_any_text_is_a_code_or_a_clear_refusal(text: str) -> None:
    if is_code(text):
        assert parse(text) == text
    else:
        with suppress(InvalidCode):
            assert is_code(parse(text))
    near = neighbours(text)
    assert len(near) == len(set(near)) <= 30
    assert all(is_code(code) for code in near)
    site_of(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "length"),
        ("   ", "length"),
        ("7KQ2MDX", "length"),
        ("7KQ2MDX444", "length"),
        ("7" * 10_000, "length"),
        ("/D/" * 5_000, "length"),
        ("7KQ2MDX4U", "character"),
        ("7KQ\x002MDX44", "character"),
        ("7KQ2MDX4\N{LATIN SMALL LETTER DOTLESS I}", "character"),
        ("😀", "character"),
        ("7KQ2MDX45", "check"),
        ("https://filiere.example/D/", "length"),
        ("https://filiere.example/autre/7KQ2MDX44", "character"),
    ],
)
def test_what_is_no_code_is_refused_with_its_kind(text: str, kind: str) -> None:
    with pytest.raises(InvalidCode) as caught:
        parse(text)
    assert caught.value.kind == kind
    assert "\0" not in caught.value.detail
    assert len(caught.value.detail) < 120
    assert caught.value.detail.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("HTTPS://AUTRE.EXAMPLE/D/7KQ2MDX44", "autre.example"),
        ("https://autre.example:443/D/7KQ2MDX44", "autre.example"),
        ("http://127.0.0.1:8000/D/7KQ2MDX44", "127.0.0.1:8000"),
        ("http://localhost:8000", "localhost:8000"),
        ("autre.example/D/7KQ2MDX44", "autre.example"),
        ("/D/7KQ2MDX44", None),
        ("7KQ-2MD-X44", None),
        ("", None),
        ("/" * 10_000, None),
    ],
)
def test_the_site_of_an_address(text: str, host: str | None) -> None:
    assert site_of(text) == host
