"""Reference tables and the sample community, read through importlib.resources."""
