"""What an operation of the network says when it will not: a stable code and a French sentence."""


class Refused(Exception):
    """The world stays as it is; the sentence says what is so, why, and what to do.

    ``code`` is stable and in kebab-case; ``status`` is the HTTP status an API answers with.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        title: str = "Ce n'est pas possible",
        status: int = 422,
        suggest: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.title = title
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
