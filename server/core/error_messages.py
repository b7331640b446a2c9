"""The sentence for every error code of the contract: what is wrong and what to do. Knows no HTTP and no frames."""

from .message_catalogue import section


def sentence(code: str, language: str, **detail: object) -> str:
    """The sentence of `code` in a language; `code.name` where the catalogue has one for a detail `name`.

    Raises KeyError for a code that is not in the contract.
    """
    errors = section(language, "errors")
    specific = (f"{code}.{name}" for name in detail)
    return errors[next((key for key in specific if key in errors), code)].format(**detail)
