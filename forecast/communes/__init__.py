"""Small areas: households and poverty of every commune, published or estimated."""
