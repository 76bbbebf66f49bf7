"""The endpoints as a language model's client sees them, over the Model Context Protocol."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from mcp import ClientSession, types
from mcp.client.streamable_http import streamablehttp_client

from search import SearchEngine
from tests.e2e.server import serve

T = TypeVar("T")


@pytest.fixture
def address(small_engine: SearchEngine) -> Iterator[str]:
    with serve(small_engine, mcp=True) as address:
        yield f"{address}/gradio_api/mcp/"


def run_apart(asked: Coroutine[Any, Any, T]) -> T:
    """Return what is answered; in a thread of its own, because the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def list_tools(address: str) -> list[types.Tool]:
    async def ask() -> list[types.Tool]:
        async with streamablehttp_client(address) as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            return (await session.list_tools()).tools

    return run_apart(ask())


def call(address: str, tool: str, **arguments: Any) -> types.CallToolResult:
    async def ask() -> types.CallToolResult:
        async with streamablehttp_client(address) as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            return await session.call_tool(tool, arguments)

    return run_apart(ask())


def read_answer(result: types.CallToolResult) -> Any:
    assert not result.isError
    # Gradio writes a tool's answer as Python does, not as JSON.
    return ast.literal_eval(result.content[0].text)


def test_tools_are_the_endpoints_with_their_descriptions(address: str) -> None:
    tools = {tool.name: tool for tool in list_tools(address)}
    assert list(tools) == ["search", "similar", "facets"]
    assert list(tools["search"].inputSchema["properties"]) == ["image", "text", "image_weight", "top_k"]
    assert all(tool.description for tool in tools.values())


def test_model_searches_and_asks_for_more_like_what_it_found(address: str) -> None:
    found = read_answer(call(address, "search", text="red sofa", image_weight=0.5, top_k=2))
    assert found[0]["id"] == "red-sofa"
    similar = read_answer(call(address, "similar", product_id="red-sofa", top_k=3))
    assert len(similar) == 3
    assert "red-sofa" not in [record["id"] for record in similar]


def test_wrong_question_is_an_error_without_a_trace(address: str) -> None:
    result = call(address, "similar", product_id="no such product", top_k=3)
    assert result.isError
    assert "Traceback" not in result.content[0].text
