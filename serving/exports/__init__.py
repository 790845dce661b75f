"""What leaves Lvlin as a file or as text for another program."""
