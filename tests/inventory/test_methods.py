"""Erasure methods: the level each reaches, never higher than its source allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import methods
from inventory.vocabulary import ErasureLevel, MediumKind


@pytest.mark.parametrize(
    ("method", "kind", "level"),
    [
        ("overwrite", "hdd", "clear"),
        ("overwrite", "ssd", "clear"),
        ("overwrite", "sd", None),
        ("overwrite_multi", "sd", "clear"),
        ("overwrite_multi", "hdd", "clear"),
        ("ata_secure_erase", "hdd", "clear"),
        ("ata_secure_erase_enhanced", "hdd", "purge"),
        ("ata_secure_erase_enhanced", "ssd", "clear"),
        ("ata_secure_erase", "nvme", None),
        ("sanitize_block_erase", "ssd", "purge"),
        ("sanitize_block_erase", "hdd", None),
        ("crypto_erase", "nvme", "purge"),
        ("nvme_format", "nvme", "clear"),
        ("nvme_format", "ssd", None),
        ("emmc_sanitize", "emmc", "clear"),
        ("ufs_purge", "ufs", "purge"),
        ("factory_reset", "emmc", "clear"),
        ("factory_reset", "hdd", None),
        ("factory_reset_encrypted", "ufs", "purge"),
        ("degauss", "hdd", "purge"),
        ("degauss", "ssd", None),
        ("shredding", "sim", "destroy"),
        ("cut_chip", "sim", "destroy"),
        ("cut_chip", "sd", None),
        ("quick_format", "hdd", None),
        ("magic", "hdd", None),
        ("overwrite", "floppy", None),
        ("", "", None),
    ],
)
def test_the_level_of_a_method_on_a_medium(method: str, kind: str, level: str | None) -> None:
    assert methods.level(method, kind) == level
    assert methods.fits(method, kind) == (level is not None)
    assert (methods.why_not(method, kind) is None) == (level is not None)


def test_overwriting_flash_is_never_more_than_clear() -> None:
    for kind in set(MediumKind) - {MediumKind.HDD}:
        for name in ("overwrite", "overwrite_multi", "sanitize_overwrite"):
            assert methods.level(name, kind) in {None, ErasureLevel.CLEAR}


def test_a_sim_card_can_only_be_destroyed() -> None:
    assert {m.levels["sim"] for m in methods.fitting("sim")} == {ErasureLevel.DESTROY}
    assert methods.why_not("overwrite", "sim") == (
        "Une carte SIM ne s'efface pas : elle se détruit."
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ATA Secure-Erase", "ata_secure_erase"),
        (" nvme-sanitize-crypto ", "crypto_erase"),
        ("NVMe Format", "nvme_format"),
        ("DoD 5220.22-M", "overwrite_multi"),
        ("Zero fill", "overwrite"),
    ],
)
def test_a_method_is_known_under_its_usual_names(name: str, key: str) -> None:
    assert methods.normalise(name) == key
    found = methods.find(name)
    assert found is not None
    assert found.key == key


def test_every_alias_leads_to_a_method_and_is_none_itself() -> None:
    for alias, key in methods._ALIASES.items():
        assert key in methods.METHODS
        assert alias not in methods.METHODS
        assert alias not in methods.NOT_METHODS
        assert methods.normalise(alias) == key
    assert not set(methods.NOT_METHODS) & set(methods.METHODS)


def test_every_method_says_its_source_and_fits_something() -> None:
    for key, method in methods.METHODS.items():
        assert method.key == key
        assert method.label
        assert method.source
        assert set(method.levels) <= set(MediumKind)
        assert method.levels


@pytest.mark.parametrize("kind", list(MediumKind))
def test_every_medium_can_be_dealt_with_under_every_policy(kind: str) -> None:
    for policy in ErasureLevel:
        offered = methods.fitting(kind, policy)
        assert offered
        assert all(methods.satisfies(m.levels[kind], policy) for m in offered)


def test_a_level_satisfies_itself_and_what_is_below() -> None:
    order = ["clear", "purge", "destroy"]
    for i, level in enumerate(order):
        for j, policy in enumerate(order):
            assert methods.satisfies(level, policy) == (i >= j)
    assert not methods.satisfies(None, "clear")
    assert not methods.satisfies("purge", "")
    assert not methods.satisfies("perfect", "clear")


@given(st.text(max_size=300), st.text(max_size=10))
def test_any_words_get_an_answer(method: str, kind: str) -> None:
    assert methods.level(method, kind) is None or methods.find(method) is not None
    methods.why_not(method, kind)
