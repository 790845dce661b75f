"""A boosted second opinion: candidates → features → trees that correct the simple sum."""
