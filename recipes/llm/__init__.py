"""Language models as drafters: what they propose is verified like any other draft."""
