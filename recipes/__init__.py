"""What to cook with what is left, safely."""
