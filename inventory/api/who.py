"""Who sent the request: see ``filiere.network.who``."""

from filiere.network.who import actor_of, actor_with

__all__ = ["actor_of", "actor_with"]
