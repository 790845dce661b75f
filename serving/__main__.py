"""`python -m serving` is `lvlin`."""

from serving.cli import main

if __name__ == "__main__":  # a process pool imports this again
    main()
