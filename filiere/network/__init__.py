"""Who and where: organisations, members, points of scan, territories."""
