"""A gift proposed on the public page: who may write, what is kept, what the donor is told."""
