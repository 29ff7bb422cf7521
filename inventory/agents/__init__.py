"""The audit agents: scripts that the site serves and that audit a machine without typing."""
