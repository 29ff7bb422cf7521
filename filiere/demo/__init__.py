"""The demonstration: an invented filière in Vaucluse, told by performing its operations.

``houses``, ``people`` and ``catalogue`` say who and what; ``calendar`` and ``stage`` when;
``lives`` what becomes of each device; ``build`` puts them together. No row is inserted here:
whatever the demonstration shows, an operation of the product did it.
"""
