"""Texts as vectors: the port, its adapters, and the index that searches them."""
