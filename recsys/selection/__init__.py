"""Choosing what to buy for a week under uncertain demand, and settling it against what sold."""
