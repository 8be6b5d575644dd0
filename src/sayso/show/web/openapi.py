"""What the data of the desk looks like, as an OpenAPI document: made from the addresses and the types of the views.

`document(pages)` gives it. Where a page and its data differ in nothing but the ending, only the data is described.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from sayso import __version__
from sayso.show.web import views

Described = dict[str, Any]
PROBLEM = "application/problem+json"
REFUSALS = {
    "400": "The request names another host.",
    "404": "The ledger holds no such thing.",
    "405": "Pages can only be read.",
    "503": "The ledger can't be used.",
}


class Asked(NamedTuple):
    """A page as a program asks for it: the address of its data, what it is, its view and what can be asked."""

    path: str
    told: str
    view: type[msgspec.Struct]
    query: Mapping[str, type]


def document(pages: Iterable[Asked]) -> Described:
    """The OpenAPI document of these pages."""
    found = list(pages)
    types = [page.view for page in found] + [views.Error]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    of = dict(zip(types, schemas))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso",
            "version": __version__,
            "description": "What a ledger holds, as its pages show it. Nothing here is a fact: all is said by someone.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {page.path: {"get": _operation(page, of)} for page in found},
        "components": {"schemas": components},
    }


def _operation(page: Asked, of: Mapping[type, Described]) -> Described:
    problem = {"content": {PROBLEM: {"schema": of[views.Error]}}}
    return {
        "summary": page.told,
        "operationId": re.sub(r"\W+", "_", page.path.removesuffix(".json")).strip("_"),
        "parameters": [*_in_path(page), *_in_query(page)],
        "responses": {
            "200": {"description": page.told, "content": {"application/json": {"schema": of[page.view]}}},
            **{status: {"description": told, **problem} for status, told in REFUSALS.items()},
        },
    }


def _in_path(page: Asked) -> Iterable[Described]:
    for name in re.findall(r"{(\w+)}", page.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(page: Asked) -> Iterable[Described]:
    for name, kind in page.query.items():
        schema: Described = {"type": "string"} if kind is str else {"type": "integer", "minimum": 1}
        yield {"name": name, "in": "query", "required": False, "schema": schema}
