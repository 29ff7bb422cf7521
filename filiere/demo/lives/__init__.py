"""What becomes of devices: each function tells one part of a life, ``yield`` is waiting."""
