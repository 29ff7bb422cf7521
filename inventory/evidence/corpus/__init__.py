"""Real files of real tools: what is asked of each kind, and what others found in the same."""
