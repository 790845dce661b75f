"""The recommender of communities: new products, new places, trade-offs, shows."""
