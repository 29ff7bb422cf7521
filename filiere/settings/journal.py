"""Where the proof of the journal lies: outside the database."""

from filiere.settings.environment import DATA_DIR, path

SEAL_KEY_FILE = path("FILIERE_SEAL_KEY", DATA_DIR / "seal.key")
ANCHOR_FILE = path("FILIERE_ANCHOR", DATA_DIR / "anchor.jsonl")
EVIDENCE_DIR = path("FILIERE_EVIDENCE_DIR", DATA_DIR / "evidence")
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
API_MAX_BYTES = 8 * 1024 * 1024
SCANS_PER_BATCH = 1000
