"""The makers of memory modules: a name as it is, a JEDEC code as the name it stands for."""

import pytest

from inventory.evidence.memory_makers import maker_of_memory


@pytest.mark.parametrize(
    ("told", "maker"),
    [
        ("Kingston", "Kingston"),
        ("80CE000080CE", "Samsung"),
        ("0x2C00000000000000", "Micron"),
        ("7F7FFE0000000000", "Elpida"),
        ("JEDEC ID:80 2C", "Micron"),
        ("JEDEC ID:7F 98 00 00 00 00 00 00", "Kingston"),
        ("Unknown - [0x9B85]", "Crucial"),
        ("04CD", "G.Skill"),
        ("JEDEC ID:", ""),
        ("7F7F7F7F", ""),
        ("1315", ""),
        ("14", ""),
    ],
)
def test_a_code_is_told_by_the_name_it_stands_for(told: str, maker: str) -> None:
    assert maker_of_memory(told) == maker
