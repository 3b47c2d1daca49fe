"""Sends each call with the token that schemathesis.mjs keeps fresh in a file, and texts as they are."""

import os
import pathlib

import schemathesis


@schemathesis.auth(refresh_interval=30)
class TokenOfFile:
    def get(self, case, context):
        return pathlib.Path(os.environ["TOKEN_FILE"]).read_text()

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.serializer("application/x-ndjson", "text/csv")
def as_text(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()
