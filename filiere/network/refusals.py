"""What an operation says when it will not: one family, one stable code, one French sentence."""


class Refused(Exception):
    """The world stays as it is; the sentence says what is so, why, and what to do.

    ``code`` is stable and in kebab-case; ``status`` is the HTTP status an API answers with.
    """

    TITLE = "Ce n'est pas possible"

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        title: str = "",
        status: int = 422,
        suggest: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.title = title or self.TITLE
        self.detail = detail
        self.status = status
        self.suggest = suggest


class Forbidden(Refused):
    """The right is not theirs."""

    def __init__(self, detail: str) -> None:
        super().__init__("forbidden", detail, title="Ce n'est pas de votre ressort", status=403)


class Missing(Refused):
    """What was named is not there, or may not be seen by who asks."""

    def __init__(self, code: str, detail: str, *, suggest: tuple[str, ...] = ()) -> None:
        super().__init__(code, detail, title="Introuvable", status=404, suggest=suggest)
