"""From what was read of a device to what can be decided of it: pure, nothing stored, no clock."""
