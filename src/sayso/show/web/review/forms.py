"""A form as it was sent: its fields, each within its bounds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request

from sayso.keep.deciding import DecisionError
from sayso.show.web.review.safety import LARGEST

MOST = 600  # fields of one form
# The longest value of a field, in characters; what is not named here is a choice or an id.
LONGEST = {"reason": 4000, "quote": 20_000, "back": 2000, "names": 2000, "speaker": 500, "outlet": 500, "other": 500}
SHORT = 300
HIDDEN = ("token", "key", "back", "seen")


class Form:
    """The fields of a form."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        if len(fields) > MOST:
            raise DecisionError(f"That form has {len(fields)} fields; {MOST} is the most. Choose fewer at once.")
        for name, value in fields:
            longest = LONGEST.get("names" if name.startswith("role-") else name, SHORT)
            if len(value) > longest:
                raise DecisionError(f"{name[:SHORT]!r} is too long: {longest} characters is the most. Shorten it.")
        self.fields = [(name, value.replace("\r\n", "\n")) for name, value in fields]

    def text(self, name: str) -> str:
        """What stands in a field, "" for nothing."""
        return next((value.strip() for field, value in self.fields if field == name), "")

    def has(self, name: str) -> bool:
        """Whether the form has a field."""
        return any(field == name for field, _ in self.fields)

    def every(self, name: str) -> list[str]:
        """All values of a field, each once."""
        return list(dict.fromkeys(value.strip() for field, value in self.fields if field == name and value.strip()))

    def need(self, name: str, told: str) -> str:
        """What stands in a field that has to be filled in. Raises DecisionError."""
        if not (value := self.text(name)):
            raise DecisionError(f"{told} is missing. Go back and fill it in.")
        return value

    def number(self, name: str) -> int | None:
        """A number, None where there is none."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None

    def key(self, part: str) -> str:
        """The key of the decision that this form makes on a part of what it names.

        Sent again it is the same decision; filled in otherwise it is another one.
        """
        said = [f"{name}={value}" for name, value in self.fields if name not in ("token", "back")]
        told = "\0".join([part, *said])
        return hashlib.sha256(told.encode("utf8", "surrogatepass")).hexdigest()[:32]

    def shown(self) -> list[tuple[str, str]]:
        """What the visitor has filled in, to be shown again if it can't be taken."""
        return [(name, value) for name, value in self.fields if name not in HIDDEN and value.strip()]


async def read(request: Request) -> Form:
    """The form of a request. Raises DecisionError for one that is too large or no form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise DecisionError(f"A form may have {LARGEST // 1024} KB. Send less at once.")
    try:
        return Form(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST))
    except (UnicodeError, ValueError) as error:
        raise DecisionError("That is no form that these pages send. Go back and send it again.") from error
