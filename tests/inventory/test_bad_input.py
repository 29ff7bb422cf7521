"""Whatever is sent, an operation answers with a French sentence and writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.models import ErasableText
from inventory.parsing import parse_data
from inventory.perform import perform
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.operations.test_steps import DATA
from tests.inventory.workbench import Bench

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\x00", "\ud800", "💾" * 50, "0001-01-01T00:00:00+14:00", 10**40]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("operation", CIRCUIT)
@settings(max_examples=40)
@given(data=st.data())
def test_data_of_any_shape_is_read_or_refused_in_french(operation: str, data: Any) -> None:
    model = CIRCUIT[operation].data
    fields = st.sampled_from([*model.model_fields, "unknown"])
    told = data.draw(st.dictionaries(fields, JSON, max_size=4) | JSON)
    try:
        parse_data(model, told)
    except Refused as said:
        assert said.code == "invalid-data" and said.detail.endswith(".")


@pytest.mark.parametrize("operation", sorted(DATA))
def test_the_field_of_another_operation_is_refused(
    operation: str, erased_laptop: str, refused: Any, supervisor: Actor
) -> None:
    said = refused(operation, erased_laptop, supervisor, **DATA[operation], telephone="0600000000")
    assert said.code == "invalid-data" and "n'appartient pas à cette opération" in said.detail


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("audit", {"media": "un disque"}),
        ("audit", {"media": [{"kind": "floppy"}]}),
        ("audit", {"media": [{"kind": "ssd", "serial": "A\x00B"}]}),
        ("audit", {"media": [{"kind": "ssd", "serial": "x" * 121}]}),
        ("audit", {"media": [{"kind": "ssd", "size_gb": -1}]}),
        ("audit", {"media": [{"kind": "ssd", "size_gb": 10**30}]}),
        ("audit", {"media": [{"kind": "ssd"}] * 41}),
        ("audit", {"slots": {"floppy": "empty"}}),
        ("audit", {"tests": ["power_on"]}),
        ("audit", {"tests": {"power_on": "maybe"}}),
        ("audit", {"grade": "E"}),
        ("audit", {"note": "nul \x00"}),
        ("audit", {"note": "x" * 2001}),
        ("audit", {"note": "\ud800"}),
        ("audit", {"no_storage": "peut-être"}),
        ("erase", {"outcomes": []}),
        ("erase", {"outcomes": [{"medium": "x", "outcome": "miracle"}]}),
        ("erase", {"outcomes": [{"medium": "x", "outcome": "proof", "ended": "hier"}]}),
        ("erase", {"outcomes": [{"medium": "x", "outcome": "proof", "ended": "2026-01-01"}]}),
        (
            "erase",
            {"outcomes": [{"medium": "x", "outcome": "proof", "ended": "2026-01-01T10:00:00"}]},
        ),
        (
            "erase",
            {
                "outcomes": [
                    {"medium": "x", "outcome": "proof", "ended": "0001-01-01T00:00:00+14:00"}
                ]
            },
        ),
        ("erase", {"outcomes": [{"medium": "x", "outcome": "proof", "second": 2**63}]}),
        ("transfer", {"to": 0}),
        ("transfer", {"to": 2**63}),
        ("transfer", {"to": "atelier"}),
        ("open_repair", {"fault": "karma"}),
        ("weigh", {"grams": 1.5}),
        ("hold", {"reason": "part"}),
        ("recycle", {"reason": "broken", "pallet": "../../etc"}),
        ("cede", {"taker": "   "}),
    ],
)
def test_values_that_cannot_be_are_refused(
    operation: str, told: dict[str, Any], erased_laptop: str, refused: Any, supervisor: Actor
) -> None:
    said = refused(operation, erased_laptop, supervisor, **told)
    assert said.code == "invalid-data"
    assert "Input" not in said.detail and "should" not in said.detail


def test_emoji_and_accents_are_kept_as_written(audited_laptop: str, scan: Any, the: Any) -> None:
    scan("audit", audited_laptop, brand="Éclair 💻", note="Étiquette « à refaire » 🙂")
    assert the(audited_laptop).brand == "Éclair 💻"
    assert ErasableText.objects.get(kind="note").text == "Étiquette « à refaire » 🙂"


def test_all_that_is_wrong_is_said_at_once(audited_laptop: str, refused: Any) -> None:
    said = refused("audit", audited_laptop, grade="E", cpu=7, memory_mb="lots")
    assert said.detail.count(" : ") == 3


def test_a_long_list_of_mistakes_is_cut(audited_laptop: str, refused: Any) -> None:
    said = refused("audit", audited_laptop, media=[{"kind": "floppy"}] * 9)
    assert "(et 4 autres)" in said.detail


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_sent_makes_a_crash(
    data: Any, bench: Bench, operator: Actor, supervisor: Actor
) -> None:
    """Fields well named, values of any shape, on a real device."""
    code = bench.laptop("audited")
    operation = data.draw(st.sampled_from(sorted(CIRCUIT)))
    fields = list(CIRCUIT[operation].data.model_fields) or ["nothing"]
    told = DATA.get(operation, {}) | data.draw(
        st.dictionaries(st.sampled_from(fields), JSON | st.just(code), max_size=2)
    )
    who = data.draw(st.sampled_from([operator, supervisor]))
    try:
        done = perform(operation=operation, code=code, actor=who, data=told)
    except Refused as said:
        assert said.detail.rstrip().endswith((".", "?"))
    else:
        assert done.status == "done"


def test_a_text_of_only_spaces_is_empty(audited_laptop: str, refused: Any) -> None:
    media = [make.disk(serial="   ")]
    assert refused("audit", audited_laptop, media=media).code == "invalid-data"
