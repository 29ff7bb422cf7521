"""The page « Obsolescence », drawn from the tables that judgements rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.judging.figures import card, names, table
from inventory.judging.triage import PROPOSALS

HEAD = """# Obsolescence, santé et tri

Page produite par `manage.py write_docs` à partir de `inventory/judging/data/` : ne pas la
modifier à la main. Chaque table est un CSV à nous, avec sa fiche (éditeur, licence, limites,
empreinte) ; une ligne changée se dit dans la fiche, sinon la table est refusée. Le jour est
toujours donné à la fonction : rien ne lit l'horloge. Les lignes marquées ◇ sont des choix de
l'atelier, à changer là.

Ce qui est lu d'un appareil (saisie de l'audit, relevés d'outils réunis) devient un `Hardware`, et
`judge(hardware, on)` en dit : capacités, âge et comment il est connu, santé, verrous, systèmes
installables, proposition de tri, CO2e évité. Ce qui n'est pas connu n'est pas deviné.

- **Windows 11** : processeur sur la liste de Microsoft (`processors.csv`, par famille), TPM 2.0,
  4 Go, disque de 64 Go. TPM non vu : « peut-être », à vérifier dans le BIOS. Un TPM 1.2 dit non.
- **Linux, ChromeOS Flex** : 32 ou 64 bits, mémoire, disque ; conseillé seulement s'il y est à
  l'aise.
- **Mac** : dernier macOS par identifiant (`MacBookPro11,1`). Apple ne publie pas de dates :
  déduites.
- **Smartphones, tablettes** : par code (`SM-A528B`, `iPhone10,4`) ou par nom ; sinon la version
  d'Android et la date du dernier correctif, en disant que le fabricant peut s'arrêter avant.
- **Verrous** : mot de passe du BIOS, compte Apple ou Google, gestion de flotte, Autopilot, quand
  un outil les montre ; à cocher à l'audit, où ils bloquent.
- **IMEI** : vérifié par sa clé (Luhn) ; seuls les huit chiffres du modèle (TAC) sont gardés par
  le jugement, jamais montrés au public.
- **Tri** : la première règle vraie propose ; dangers et verrous passent d'abord et ne décident
  pas. La personne décide par les opérations du circuit (*Réparer*, *Mettre à disposition*,
  *Démonter*, *Orienter vers le recyclage*) ; la fiche dit la décision, sa date, et si la
  proposition était autre.
"""
WORDS = {"assumption": "◇", "published": "publié", "derived": "déduit"}
UNTIL = {"none": "pas de fin annoncée", "over": "fini"}
SIGNS = {"below": "moins de", "above": "plus de", "is": "="}
VERDICTS = {"watch": "à surveiller", "replace": "à remplacer"}


def obsolescence_page() -> str:
    """Markdown: what is installed and until when, thresholds, rules, sources."""
    sections = (_systems(), _versions(), _health(), _triage())
    return "".join((HEAD, *sections, "\n## Tables et fiches\n", *map(_card, names())))


def _systems() -> str:
    return _section(
        "Systèmes que l'on installe",
        ("système", "bits", "mémoire", "disque", "suivi jusqu'au", "à savoir"),
        (
            (
                f"[{row['name']}]({row['source']})",
                row["bits"],
                f"{int(row['memory_mib']) / 1024:g} Go",
                f"{row['storage_gb']} Go",
                row["until"] or UNTIL[row["until_is"]],
                row["remark"],
            )
            for row in table("systems")
        ),
    )


def _versions() -> str:
    return _section(
        "Systèmes déjà installés",
        ("système", "fin des correctifs", "comment on le sait"),
        (
            (
                f"[{row['name']}]({row['source']})",
                row["until"] or UNTIL[row["until_is"]],
                WORDS.get(row["until_is"], ""),
            )
            for row in table("versions")
        ),
    )


def _health() -> str:
    return _section(
        "Santé : les seuils",
        ("constat", "mesure", "seuil", "conclusion", "source"),
        (
            (
                row["label"],
                f"`{row['what']}` {row['kind']}".strip(),
                f"{SIGNS[row['comparison']]} {row['value']} {row['unit']}".strip(),
                VERDICTS[row["verdict"]],
                _source(row["status"], row["source"]),
            )
            for row in table("health")
        ),
    )


def _triage() -> str:
    return _section(
        "Tri : les règles, dans l'ordre",
        ("règle", "proposition", "raison dite", "source"),
        (
            (
                f"`{row['when']}`",
                PROPOSALS[row["proposal"]],
                row["reason"],
                _source(row["status"], row["source"]),
            )
            for row in table("triage_rules")
        ),
    )


def _source(status: str, source: str) -> str:
    return f"◇ {source}" if status == "assumption" else source


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    told = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    line = "|---" * len(heads) + "|\n"
    return f"\n## {title}\n\n| {' | '.join(heads)} |\n{line}{told}"


def _card(name: str) -> str:
    told = card(name)
    return (
        f"\n### {told.title}\n\n"
        f"`{name}.csv` : {told.rows} lignes, empreinte `{told.sha256[:12]}`.\n\n"
        f"- {told.publisher}, {told.year}, {told.licence}.\n"
        f"- Trouvé : {told.found} ; pris le {told.retrieved:%d/%m/%Y}.\n"
        f"- Mesure : {told.concept}.\n"
        f"- Limites : {told.limits}\n"
    )
