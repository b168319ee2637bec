"""Asking the rules as somebody at a keyboard does."""

import json
from typing import Any

from click.testing import CliRunner, Result

from portal.cli import main


def rules(*arguments: str, given: object = None) -> Result:
    """Run `portal rules …`; what is given is JSON on standard input, or bytes as they are."""
    sent = given if isinstance(given, bytes) else json.dumps(given).encode()
    return CliRunner().invoke(main, ["rules", *arguments], input=sent)


def decide(name: str, facts: object, *more: str) -> dict[str, Any]:
    """The answer, read as JSON."""
    told = rules("decide", name, "--facts", "-", *more, given=facts)
    assert told.exit_code == 0, told.output
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer
