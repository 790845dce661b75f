"""What people ask for, each over the core packages and one store."""
