"""The one refusal of readers: a stable code, and a French sentence for who sent the file."""


class Unreadable(ValueError):
    """The file cannot be read as evidence; it may still be kept."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
