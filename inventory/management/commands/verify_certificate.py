"""``manage.py verify_certificate FILE``: authentic or forged, offline, by the public key alone."""

import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.certificates.signed_file import Checked, Forged, Verdict, check
from inventory.journal import keys
from labels.codes import InvalidCode, parse

STATUS = {
    Verdict.AUTHENTIC: 0,
    Verdict.FORGED: 1,
    Verdict.OTHER_KEY: 2,
    Verdict.OTHER_DEVICE: 3,
    Verdict.WITHDRAWN: 4,
    Verdict.UNSURE: 5,
    Verdict.FUTURE: 6,
}


class Command(BaseCommand):
    help = (
        "Vérifie un certificat d'effacement (le PDF ou le fichier JSON) hors ligne, avec la clé "
        "publique seule. Sortie : 0 authentique, 1 falsifié, 2 autre clé, 3 autre appareil, "
        "4 retiré, 5 authentique mais la liste des retraits ne prouve rien (plus ancienne que le "
        "certificat, ou sans date), 6 daté du futur."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument(
            "--key",
            type=Path,
            default=None,
            metavar="CLE",
            help="la clé publique en PEM (défaut : celle du site ; publiée à /C/cle.pem)",
        )
        parser.add_argument(
            "--withdrawn",
            type=Path,
            default=None,
            metavar="LISTE",
            help="la liste signée des retraits, publiée à /C/retraits.json",
        )
        parser.add_argument(
            "--device", default="", metavar="CODE", help="le code de l'appareil que l'on tient"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        withdrawn = _read(options["withdrawn"]) if options["withdrawn"] else None
        public = _key(options["key"] or keys.public_path())
        try:
            device = parse(options["device"]) if options["device"] else ""
            found = check(data, public, device=device, withdrawn=withdrawn)
        except InvalidCode as error:
            raise CommandError(error.detail) from error
        except Forged as error:
            raise CommandError(f"La liste des retraits : {error}") from error
        self.stdout.write(f"{found.verdict.value.capitalize()}. {found.sentence}")
        self._tell(found, listed=withdrawn is not None)
        if STATUS[found.verdict]:
            sys.exit(STATUS[found.verdict])

    def _tell(self, found: Checked, *, listed: bool) -> None:
        """What the certificate covers, and what this check did not look at."""
        if found.document is None:
            return
        for device in found.document["devices"]:
            for one in device["media"]:
                serial = one["serial"] or "sans numéro"
                self.stdout.write(f"  {device['code']} : {one['kind']} {serial}, {one['became']}")
        if not listed:
            self.stdout.write("Retraits non vérifiés : donnez --withdrawn avec la liste publiée.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Ce fichier ne se lit pas : {path}.") from error


def _key(path: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(_read(path))
    except ValueError as error:
        raise CommandError(f"Ce n'est pas une clé publique : {path}.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CommandError(f"Cette clé n'est pas une clé Ed25519 : {path}.")
    return key
