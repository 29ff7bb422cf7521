"""The list of devices that comes with a gift: read, shown, corrected, then kept whole."""
