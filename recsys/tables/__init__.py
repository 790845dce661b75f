"""From stored orders to the table that a model learns from, the same on every engine."""
