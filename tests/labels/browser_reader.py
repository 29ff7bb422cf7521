"""The reader of the scan page (zxing as wasm, npm barcode-detector), in a real browser."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

from PIL import Image

from tests.build.tree import ROOT

PACKAGE = ROOT / "node_modules"
START = """async wasm => {
    const binary = Uint8Array.from(atob(wasm), c => c.charCodeAt(0)).buffer;
    BarcodeDetectionAPI.prepareZXingModule({overrides: {wasmBinary: binary}});
    window.reader = new BarcodeDetectionAPI.BarcodeDetector({formats: ["qr_code"]});
}"""
READ = """async png => {
    const blob = await (await fetch("data:image/png;base64," + png)).blob();
    const found = await window.reader.detect(await createImageBitmap(blob));
    return found.map(one => one.rawValue);
}"""


class BrowserReader:
    """Reads pictures one by one, in a page of its own."""

    def __init__(self, browser: Any) -> None:
        self.page = browser.new_page()
        script = PACKAGE / "barcode-detector" / "dist" / "iife" / "ponyfill.js"
        self.page.add_script_tag(content=script.read_text(encoding="utf-8"))
        wasm = PACKAGE / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm"
        self.page.evaluate(START, base64.b64encode(wasm.read_bytes()).decode())

    def read(self, picture: Image.Image) -> list[str]:
        """Return what the QR codes of this picture say."""
        made = BytesIO()
        picture.save(made, "PNG", compress_level=1)
        told: list[str] = self.page.evaluate(READ, base64.b64encode(made.getvalue()).decode())
        return told

    def close(self) -> None:
        self.page.close()
