"""The verbs: one file per operation, its data and its effects."""
