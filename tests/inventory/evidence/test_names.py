"""The journal takes a reader's name: an identifier, unlike any other's."""

from pydantic import TypeAdapter

from inventory.evidence.readers import READERS
from inventory.operations.schema import Id


def test_the_journal_takes_every_reader_s_name() -> None:
    names = [reader.NAME for reader in READERS]
    assert len(set(names)) == len(names)
    for name in names:
        assert TypeAdapter(Id).validate_python(name) == name
