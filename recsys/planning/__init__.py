"""Weekly planner: what to offer next week, and how much of it."""
