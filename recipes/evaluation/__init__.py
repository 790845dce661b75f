"""Measurements of the code that serves, over any data set in the formats of the project."""
