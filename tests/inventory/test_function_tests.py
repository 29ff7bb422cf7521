"""Function tests per kind: what must be answered, what stops, what does not exist."""

import pytest

from inventory import function_tests as ft
from inventory.how_to_test import HOW
from inventory.vocabulary import DeviceKind


@pytest.mark.parametrize("kind", list(DeviceKind))
def test_every_kind_has_required_tests_that_exist_once(kind: str) -> None:
    keys = [test.key for test in ft.required(kind) + ft.optional(kind)]
    assert ft.required(kind)
    assert len(keys) == len(set(keys))
    assert "power_on" in keys
    assert ft.blocking(kind)
    assert all(item.what_to_do.endswith(".") for item in ft.blocking(kind))


def test_every_test_says_how_it_is_done() -> None:
    assert set(HOW) == set(ft.TESTS)
    assert all(sentence.endswith(".") for sentence in HOW.values())


def test_every_test_is_used_and_every_kind_is_known() -> None:
    used = {t.key for kind in DeviceKind for t in ft.required(kind) + ft.optional(kind)}
    assert used == set(ft.TESTS)
    assert set(ft._BY_KIND) == set(DeviceKind)
    assert all(item.kinds <= set(DeviceKind) for item in ft.BLOCKINGS.values())
    assert {(k, t) for k, t in ft._ALWAYS_THERE if not ft.TESTS[t].may_lack} == set()


@pytest.mark.parametrize("kind", list(DeviceKind))
def test_a_device_with_all_passed_has_nothing_left_to_test(kind: str) -> None:
    results = {test.key: "pass" for test in ft.required(kind)}
    assert ft.untested(kind, {}) == ft.required(kind)
    assert ft.untested(kind, results) == ()
    assert ft.failed(kind, results) == ()
    assert ft.problems(kind, results) == []


def test_a_failure_is_an_answer_and_counts_as_failed() -> None:
    results = {test.key: "pass" for test in ft.required("laptop")} | {"keyboard": "fail"}
    assert ft.untested("laptop", results) == ()
    assert [test.key for test in ft.failed("laptop", results)] == ["keyboard"]


def test_a_failed_optional_test_stops_nothing() -> None:
    results = {test.key: "pass" for test in ft.required("laptop")} | {"bluetooth": "fail"}
    assert ft.failed("laptop", results) == ()


@pytest.mark.parametrize(
    ("kind", "key", "accepted"),
    [
        ("laptop", "webcam", True),
        ("laptop", "screen", False),
        ("tablet", "touchscreen", False),
        ("laptop", "touchscreen", True),
        ("desktop", "video_out", False),
        ("feature_phone", "mobile_network", False),
        ("laptop", "nonsense", False),
    ],
)
def test_not_applicable_answers_only_what_may_be_absent(
    kind: str, key: str, accepted: bool
) -> None:
    assert ft.may_be_absent(kind, key) == accepted
    results = {test.key: "pass" for test in ft.required(kind)} | {key: "na"}
    assert (ft.problems(kind, results) == []) == accepted


def test_a_refused_na_leaves_the_test_to_do() -> None:
    results = {test.key: "pass" for test in ft.required("monitor")} | {"screen": "na"}
    assert [test.key for test in ft.untested("monitor", results)] == ["screen"]


def test_unknown_words_are_named_in_french() -> None:
    assert ft.problems("monitor", {"keyboard": "pass"}) == [
        "Le test « keyboard » n'existe pas pour ce type d'appareil."
    ]
    assert ft.problems("monitor", {"screen": "perfect"}) == [
        "Écran : pas de fissure, ligne ou tache : répondez « pass », « fail » ou « na »."
    ]
    assert ft.required("toaster") == ft.optional("toaster") == ft.blocking("toaster") == ()


def test_what_blocks_depends_on_the_kind() -> None:
    assert {item.key for item in ft.blocking("smartphone")} >= {
        "icloud_lock",
        "frp_lock",
        "mdm_enrolment",
        "swollen_battery",
        "unsafe_charger",
    }
    assert [item.key for item in ft.blocking("monitor")] == ["unsafe_charger"]
    assert "firmware_password" in {item.key for item in ft.blocking("laptop")}
    assert [item.key for item in ft.blocked("laptop", ["frp_lock", "swollen_battery"])] == [
        "swollen_battery"
    ]
