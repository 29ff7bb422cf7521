"""The command becomes the server: what stops it stops the site."""

import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.filiere.demo import facts
from tests.places import ROOT, manage
from tests.running import free_port


@pytest.mark.engineless
def test_the_demo_is_served_once_built(small: dict[str, str]) -> None:
    port = free_port()
    env = {**small, "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/healthz") == 200
        process.terminate()
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert f"http://localhost:{port}" in said
    assert f"certificats déjà signés nomment http://localhost:{facts.PORT}" in said


def _answers(url: str, patience: float = 120) -> int:
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        try:
            return httpx.get(url, timeout=5).status_code
        except httpx.TransportError:
            time.sleep(0.2)
    return 0


@pytest.mark.engineless
def test_a_port_that_is_taken_is_said_before_anything_is_done(small: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RuntimeError, match=f"Le port {port} est déjà pris"):
            manage(small, "demo", "--port", str(port))
