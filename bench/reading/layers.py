"""Where the time of one posted snapshot goes: a watch on reading and on the store too."""

from __future__ import annotations

from bench.scanning import layers

# isort: split
import inventory.auditing
import inventory.keeping

layers.LAYERS |= {
    "lecture du fichier": ((inventory.auditing, "open_file"), (inventory.auditing, "together")),
    "dépôt du fichier (durable)": ((inventory.keeping.store, "keep"),),
    "lecture gardée": ((inventory.keeping, "as_stored"),),
}


def measure(file: str) -> dict[str, float]:
    """Microseconds of each layer, as `bench.scanning.layers` says them."""
    return layers.measure(file)
