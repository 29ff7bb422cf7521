"""What each paper says, from what the circuit knows; how it looks is the room ``papers``."""
