"""Weighing one disc: the signs that must be there, those that must not, and the result."""

from __future__ import annotations

from dataclasses import dataclass, field

from inventory.evidence.wiping.report import Result, Sign

WORDS: dict[str, tuple[Result, str]] = {
    "failed": (Result.FAILED, "L'outil dit que l'effacement a échoué."),
    "aborted": (Result.ABORTED, "L'effacement a été interrompu avant la fin."),
    "unfinished": (Result.UNFINISHED, "Le fichier s'arrête avant le résultat : il est incomplet."),
    "insane": (Result.UNCLEAR, "L'outil signale un résultat impossible."),
    "unclear": (Result.UNCLEAR, "Le résultat de ce disque n'est pas dit clairement."),
}
"""What a tool's word for a disc means, other than success."""
EXPLAINS = frozenset({"errors", "bad-line", "not-all-erased", "fatal", "hidden-sectors"})
"""What is worth saying beside a word that is not success."""


@dataclass(slots=True)
class Signs:
    """Shown every sign of one disc; ``result`` is success when nothing is against it."""

    word: str = "unclear"
    against: list[Sign] = field(default_factory=list)

    def need(self, present: object, code: str, detail: str) -> None:
        """A sign that a success cannot do without."""
        if not present:
            self.refuse(code, detail)

    def refuse(self, code: str, detail: str) -> None:
        """A sign against success, said once."""
        if all(sign.code != code for sign in self.against):
            self.against.append(Sign(code, detail))

    @property
    def result(self) -> Result:
        """The tool's word first; its success stands only without a sign against it."""
        if self.word == "success":
            return Result.UNCLEAR if self.against else Result.SUCCESS
        return WORDS[self.word][0]

    @property
    def reasons(self) -> tuple[Sign, ...]:
        """Every sign against; when the word is not success, it first and what explains it."""
        if self.word == "success":
            return tuple(self.against)
        told = (sign for sign in self.against if sign.code in EXPLAINS)
        return (Sign(self.word, WORDS[self.word][1]), *told)


NOT_VERIFIED = (
    "not-verified",
    "L'effacement n'a pas été relu : relancez-le avec la vérification.",
)
NO_END = ("no-end", "L'heure de fin n'est pas dite.")
NOT_AN_ERASURE = (
    "not-an-erasure",
    "Cette méthode n'efface pas, ou n'est pas connue de la filière.",
)
HIDDEN = ("hidden-sectors", "Le disque garde des secteurs cachés (HPA ou DCO) non effacés.")
CONTRADICTORY = ("contradictory", "Le fichier se contredit sur ce disque.")
WORDS_CUT = (
    "incomplete",
    "Il manque au fichier des lignes sur ce disque : il est incomplet.",
)
NOT_ALL = ("not-all-erased", "Une partie du disque n'a pas été effacée.")
ERRORS = ("errors", "L'outil a compté des erreurs d'écriture, de relecture ou de synchronisation.")
