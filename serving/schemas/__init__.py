"""What the API takes and gives beside the plain records."""
