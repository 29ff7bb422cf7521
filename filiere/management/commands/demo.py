"""``manage.py demo``: an invented filière in Vaucluse, built once, then served."""

import os
import socket
import time
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from filiere import server
from filiere.demo import accounts
from filiere.demo.build import FULL, SEED, build
from filiere.demo.certified import certified, signed_for
from filiere.demo.diagnosis import told_diagnosis
from filiere.demo.welcome import welcome
from filiere.network.models import Territory
from filiere.settings.environment import ROOT


class Command(BaseCommand):
    help = "Construit la démonstration si elle n'est pas là, affiche ses comptes, puis la sert."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="construit, sans servir")
        parser.add_argument(
            "--accounts", type=Path, metavar="FICHIER", help="y écrit comptes et jeton, en JSON"
        )
        parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="graine du hasard")
        parser.add_argument(
            "--reference-date",
            type=date.fromisoformat,
            metavar="AAAA-MM-JJ",
            help="date où s'arrêtent les quatorze mois (défaut : aujourd'hui)",
        )
        parser.add_argument(
            "--devices", type=int, default=FULL, metavar="N", help=f"appareils (défaut : {FULL})"
        )
        parser.add_argument(
            "--port",
            type=int,
            default=int(os.environ.get("PORT") or 8000),
            help="port du serveur (défaut : PORT, sinon 8000)",
        )
        parser.add_argument(
            "--code", metavar="ADRESSE", help="affiche seulement le code à usage unique du moment"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if email := options["code"]:
            self._tell_code(email)
            return
        start = time.monotonic()
        port, serves = options["port"], not options["no_serve"]
        if serves:
            self._port_is_free(port)
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = f"http://localhost:{port}"  # what is signed and printed names it
        self._prepare()
        people = accounts.settle_accounts(fresh=self._build(options))
        station = accounts.open_station()
        if options["accounts"]:
            accounts.write_accounts(options["accounts"], people, station)
        self._tell_address()
        for line in welcome(people, station, f"http://localhost:{port}"):
            self.stdout.write(line)
        self.stdout.write(f"Prêt en {time.monotonic() - start:.0f} s.")
        if serves:
            self._serve(port)

    def _tell_address(self) -> None:
        """What was signed for another address still leads there."""
        signed, served = signed_for(), settings.SITE_URL.rstrip("/")
        if signed not in ("", served):
            self.stdout.write(
                f"Attention : les certificats déjà signés nomment {signed} ; leur QR ne s'ouvre "
                f"que si le site y est servi. Ici, c'est {served} : servez-la là-bas, ou "
                "reconstruisez-la ailleurs (FILIERE_DATA_DIR)."
            )

    def _tell_code(self, email: str) -> None:
        code = accounts.present_code(email.strip().lower())
        if code is None:
            raise CommandError(f"{email} n'est pas un compte de la démonstration.")
        self.stdout.write(code)

    def _prepare(self) -> None:
        self.stdout.write("Base de données…")
        call_command("migrate", verbosity=0)
        if not Territory.objects.exists():
            self.stdout.write("Communes de France…")
            call_command("load_territories", verbosity=0)

    def _build(self, options: dict[str, Any]) -> bool:
        """Whether it had to be built."""
        if accounts.is_built():
            self.stdout.write(
                "La démonstration est déjà là : rien n'y change, sauf le jeton et, s'ils ont été "
                "changés, les mots de passe."
            )
            return False
        if not accounts.is_empty():
            raise CommandError(
                "Cette base contient déjà des organisations ou des comptes : la démonstration ne "
                "s'y mêle pas. Donnez-lui un dossier à elle : FILIERE_DATA_DIR=/ailleurs."
            )
        reference = options["reference_date"] or timezone.localdate()
        if reference > timezone.localdate():
            raise CommandError("La date de référence est dans le futur.")
        self.stdout.write(f"Quatorze mois de travail, jusqu'au {reference:%d/%m/%Y}…")
        made = build(
            reference=reference,
            password=accounts.PASSWORD,
            say=self._say,
            seed=options["seed"],
            devices=options["devices"],
        )
        self.stdout.write(f"{made.devices} appareils, {made.operations} opérations.")
        self.stdout.write("Scellé du journal…")
        call_command("seal_journal", verbosity=0)
        certified(reference)
        call_command("seal_journal", verbosity=0)
        self.stdout.write("Diagnostic…")
        told_diagnosis(say=self._say)
        return True

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _port_is_free(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Le port {port} est déjà pris. Choisissez-en un autre : make demo PORT=8001."
                ) from error

    def _serve(self, port: int) -> NoReturn:
        """Become the server: what stops this command stops it."""
        self.stdout.write("Ctrl-C pour arrêter.")
        self.stdout.flush()
        connections.close_all()
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        os.chdir(ROOT)
        line = server.command(port)
        os.execv(line[0], line)
