"""What an operation says when it will not: one family, one stable code, one French sentence."""

from __future__ import annotations


class Refused(Exception):
    """The world stays as it is; the sentence says what is so, why, and what to do.

    ``code`` is stable and in kebab-case; ``status`` is the HTTP status an API answers with.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        title: str = "Pas encore",
        status: int = 422,
        suggest: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.title = title
        self.detail = detail
        self.status = status
        self.suggest = suggest


class Conflict(Refused):
    """Somebody else moved first, or the same key says something else."""

    def __init__(self, code: str, detail: str, *, suggest: tuple[str, ...] = ()) -> None:
        super().__init__(
            code, detail, title="Quelqu'un est passé avant", status=409, suggest=suggest
        )


class Missing(Refused):
    """What was named is not there, or may not be seen by who asks."""

    def __init__(self, code: str, detail: str, *, suggest: tuple[str, ...] = ()) -> None:
        super().__init__(code, detail, title="Introuvable", status=404, suggest=suggest)
