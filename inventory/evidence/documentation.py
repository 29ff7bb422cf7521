"""The page of the readings, drawn from the tables: readers, fields, rules, kinds, exclusions."""

from __future__ import annotations

from collections.abc import Iterable

from inventory.evidence import archive, material
from inventory.evidence.claims import RULES
from inventory.evidence.corpus.figures import LEAST_AGREED, LEAST_COMPLETE
from inventory.evidence.corpus.kinds import EXCLUDED, KINDS
from inventory.evidence.corpus.oracles import ORACLES
from inventory.evidence.description import INCOMPLETE
from inventory.evidence.fields import COMPONENTS, DEVICE, Field
from inventory.evidence.readers import READERS

HEAD = """# Les relevés

Page produite par `manage.py write_docs` à partir de `inventory/evidence/` : ne pas la modifier à
la main.

Un relevé est la sortie d'un outil, gardée comme elle est venue. Elle est reconnue à son contenu,
jamais au nom du fichier. Déposez-en plusieurs sur un appareil (page *Relevés de l'appareil*), ou
envoyez-en un par `POST /api/devices/{code}/snapshots`.

## Ce qui arrive, et ce qu'on en fait
"""
LAWS = """
- Une archive est ouverte en mémoire, dans des bornes : %(files)d fichiers, %(bytes)d Mo en tout. Un
  fichier pèse %(largest)d Mo au plus.
- Plusieurs sorties dans un fichier sont séparées : invites d'un terminal copié, titres, débuts que
  les lecteurs connaissent, documents JSON à la suite. Couleurs, UTF-16, CRLF : lus.
- Ce qui n'est reconnu par aucun lecteur est dit, et gardé seulement si vous le voulez. Rien n'est
  deviné.
- Chaque valeur garde son fichier, sa place dedans, et sa sûreté : lue, calculée, supposée.
- Un numéro de série n'est jamais tenu pour unique. Un support est le même d'un fichier à l'autre
  par son numéro nettoyé, sinon par taille et modèle ; deux supports d'un même fichier restent deux.
- Un support dit interne par un seul relevé est interne. Une clé ou une carte n'est ni à l'appareil
  ni à vous tant que personne ne l'a dit ; celle qui a servi au relevé n'est pas déclarée.
- Un relevé seul audite l'appareil s'il montre tous les supports. Ces notes l'en empêchent :
  %(notes)s.
- Deux numéros de série différents, un fichier déjà joint à un autre appareil, un fichier d'avant le
  retour : refusés.
- Qui écarte un relevé montrant un support de plus est l'encadrant·e.
- Une pièce est durable avant que sa ligne existe : le fichier, puis son nom, puis la base.
- `manage.py reread_evidence` relit quand un lecteur s'améliore ; un support découvert rend
  l'appareil non effacé, et s'il est dehors ouvre un rappel. Le journal n'est jamais réécrit.
"""


SPEED = """## La vitesse

`python bench/snapshots.py` mesure chaque lecteur, sur nos enregistrements et le corpus, contre
`json.loads` des mêmes octets (un texte : contre un regard à chacune de ses lignes), et dit lesquels
des lecteurs de JSON sont sous le cinquième demandé. Décrire coûte quelques dizaines de
microsecondes, si court que soit le fichier : les relevés très courts ou faits de valeurs seules
(inxi) en sont les plus proches. Un nom de fabricant, de modèle ou de version déjà compris est
retenu (4 096 au plus), comme la disposition d'un groupe d'inxi : ils reviennent d'un appareil à
l'autre. De ce qui ne nomme qu'une chose (numéro de série, IMEI, adresse) rien ne l'est. Un
instantané eReuse tient des sorties entières comme texte : chacune compte pour le lecteur de ce
texte, pas pour l'instantané. Il mesure aussi les relevés postés par seconde contre un POST nu, et
dit où va le temps, sur SQLite et PostgreSQL. `python bench/fuzz.py` lit 100 000 mutations de
relevés, puis autant de journaux d'effacement manqués.
"""


def readings_page() -> str:
    """Markdown: what is read, the fields, the rules of disagreement, what a corpus must give."""
    laws = LAWS % {
        "files": archive.MOST_FILES,
        "bytes": archive.MOST_BYTES // 2**20,
        "largest": material.LARGEST // 2**20,
        "notes": ", ".join(f"`{code}`" for code in sorted(INCOMPLETE)),
    }
    parts = [HEAD.rstrip("\n"), laws, *_readers(), *_rules(), *_fields(), *_corpus(), "", SPEED]
    return "\n".join(parts)


def _readers() -> Iterable[str]:
    yield "## Les lecteurs\n"
    yield "Pour en ajouter un : [un lecteur, un test, une ligne](nouvel-outil.md).\n"
    yield from _table(
        ("lecteur", "version", "ce qu'il lit (première ligne de son module)"),
        ((f"`{one.NAME}`", str(one.VERSION), _first_line(one.__doc__)) for one in READERS),
    )


def _rules() -> Iterable[str]:
    yield "\n## Quand deux relevés ne disent pas la même chose\n"
    yield "Les deux valeurs sont montrées, avec la règle qui a choisi, dans cet ordre :\n"
    yield from _table(("règle", "ce qu'elle dit"), ((f"`{k}`", v) for k, v in RULES.items()))


def _fields() -> Iterable[str]:
    yield "\n## Les champs\n"
    yield from _table(("champ", "français", "unité"), _rows("", DEVICE))
    yield "\nPar composant :\n"
    rows = [row for kind, (_, fields) in COMPONENTS.items() for row in _rows(f"{kind}.", fields)]
    yield from _table(("champ", "français", "unité"), rows)


def _rows(before: str, fields: dict[str, Field]) -> Iterable[tuple[str, str, str]]:
    return ((f"`{before}{name}`", one.label, one.unit) for name, one in fields.items())


def _corpus() -> Iterable[str]:
    yield "\n## Le corpus\n"
    yield (
        "`manage.py read_corpus DOSSIER` lit de vrais fichiers : au moins "
        f"{LEAST_COMPLETE:.0f} % doivent donner les champs requis de leur sorte (`a|b` : l'un des "
        f"deux), et {LEAST_AGREED:.0f} % des champs communs s'accorder avec ce que d'autres outils "
        "en ont tiré. `note.…` : le fichier n'a pas plus (table partielle, liste de volumes, aucun "
        "disque), et le lecteur le dit ; la commande compte ces fichiers à part.\n"
    )
    yield from _table(
        ("sorte", "outil", "champs requis"),
        (
            (name, one.tool, "; ".join(f"`{asked}`" for asked in one.required).replace("|", "\\|"))
            for name, one in KINDS.items()
        ),
    )
    yield "\nÉcartés :\n"
    yield from _table(("fichiers", "raison"), ((f"`{k}`", v) for k, v in EXCLUDED.items()))
    yield "\nComparés à : " + ", ".join(oracle.NAME for oracle in ORACLES) + "."


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _first_line(text: str | None) -> str:
    first = (text or "").strip().split("\n")[0].strip()
    return first.removeprefix("Reads ").removeprefix("lit ").rstrip(".")
