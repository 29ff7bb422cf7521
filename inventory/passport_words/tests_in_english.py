"""The function tests in English, for the passport."""

from __future__ import annotations

from collections.abc import Mapping

TESTS: Mapping[str, str] = {
    "power_on": "Starts and stops",
    "screen": "Screen: no crack, line or stain",
    "touchscreen": "Touchscreen, the whole surface",
    "keyboard": "Keyboard: every key",
    "keypad": "Keypad",
    "pointing": "Touchpad and buttons",
    "buttons": "Power and volume buttons",
    "battery": "Battery: charges and holds",
    "charging": "Charging socket and charger",
    "storage_health": "Storage: healthy",
    "memory": "Memory: no fault",
    "wifi": "Wi-Fi",
    "ethernet": "Wired network",
    "bluetooth": "Bluetooth",
    "mobile_network": "Mobile network and calls",
    "usb": "USB ports",
    "video_out": "Video output",
    "video_in": "Video inputs",
    "sound": "Loudspeakers",
    "earpiece": "Earpiece",
    "headphones": "Headphone socket",
    "microphone": "Microphone",
    "webcam": "Webcam",
    "cameras": "Cameras",
    "vibration": "Vibration",
    "sim_reader": "SIM card reader",
    "optical_drive": "Optical drive",
    "cooling": "Cooling: no overheating, no odd noise",
    "case": "Sound case and hinges",
    "stand": "Stand or mount",
    "print_page": "Prints a clean page",
    "paper_feed": "Paper feed",
    "scan_page": "Scanning",
    "consumables": "Ink or toner",
    "connection": "Network or USB connection",
    "bays": "Drive bays and connectors",
}
