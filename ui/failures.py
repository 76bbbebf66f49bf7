"""How a visitor is answered: in their language, and with a sentence for whatever fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr
from gradio.context import LocalContext

from catalog import CatalogError
from search import SearchError
from ui.words import choose_language, speaking, words

logger = logging.getLogger(__name__)


@contextmanager
def shown_errors() -> Iterator[None]:
    """Yield with `words` in the visitor's language; what is raised inside becomes what Gradio shows, and a line in the
    log where we did not foresee it.

    Raises:
        gr.Error: anything was raised.
    """
    with speaking(_visitor_language()):
        try:
            yield
        except gr.Error:
            raise
        except (CatalogError, SearchError) as exc:
            raise gr.Error(say_error(exc), title=words.PROBLEM, print_exception=False) from exc
        except Exception as exc:
            logger.exception("a visitor's request failed")
            raise gr.Error(words.UNEXPECTED, title=words.PROBLEM, print_exception=False) from exc


def _visitor_language() -> str:
    """Return the language of the page that the request being answered comes from; English outside of any."""
    request = LocalContext.request.get(None)
    headers = getattr(request, "headers", None) or {}
    return choose_language(headers.get("referer", ""), headers.get("accept-language", ""))


def say_error(error: CatalogError | SearchError) -> str:
    """Return what a visitor is told of one of our errors, in the language that `words` speaks."""
    said = words.ERRORS.get(type(error).__name__)
    return said.format(**vars(error)) if said else str(error)
