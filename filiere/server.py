"""How the site is served: one command line for the demo, the tests and the benches."""

import sys


def command(
    port: int,
    *,
    host: str = "127.0.0.1",
    workers: int = 2,
    threads: int = 4,
    application: str = "filiere.wsgi:application",
) -> list[str]:
    """Return the command to run from the root of the project, with the site's environment.

    Django is synchronous: a request holds one of the ``threads`` of a worker until its end,
    and each thread keeps its own connection to the database. A worker told to end while it is
    still loading forgets it was told, hence the timeout.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        application,
    ]
