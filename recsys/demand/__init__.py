"""Demand: how much of each product will sell in a week, as quantiles, from the weeks before."""
