"""The query of a route as one model, read in one step.

FastAPI resolves every parameter on its own, which took half the time of a page of the gallery (docs/decisions.md).
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

QueryModel = TypeVar("QueryModel", bound=BaseModel)


def read_query(request: Request, model: type[QueryModel]) -> QueryModel:
    """Return the query of a request.

    Raises:
        RequestValidationError: a value is wrong.

    """
    try:
        return model.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from error


def query_parameters(model: type[BaseModel]) -> dict[str, list[Mapping[str, Any]]]:
    """Return what the OpenAPI document says of a route whose query is this model."""
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return {"parameters": [_parameter(name, schema) for name, schema in properties.items()]}


def _parameter(name: str, schema: dict[str, Any]) -> Mapping[str, Any]:
    about = {"description": schema["description"]} if "description" in schema else {}
    return {"name": name, "in": "query", "required": False, "schema": schema, **about}
