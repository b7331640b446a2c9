"""`pingyi/__init__.py` of a wheel, and of an editable install, which runs the checkout."""


def main() -> int:
    """The command `pingyi`."""
    try:
        from .server.__main__ import main  # type: ignore[import-not-found]
    except ModuleNotFoundError as error:
        if error.name != "pingyi.server":
            raise
        from server.__main__ import main
    return int(main())
