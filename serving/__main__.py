"""`python -m serving` is `lvlin`."""

from serving.cli import main

main()
