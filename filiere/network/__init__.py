"""Who and where: the ground that every app stands on."""
