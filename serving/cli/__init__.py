"""The command line of Lvlin."""


def main() -> None:
    """Run `lvlin` with the arguments of the process."""
    from serving.cli.app import app

    app()
