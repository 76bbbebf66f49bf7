"""What a visitor is told when something fails: our own errors in their own words, and one sentence for all others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from catalog import CatalogError
from search import SearchError
from ui import words

logger = logging.getLogger(__name__)


@contextmanager
def shown_errors() -> Iterator[None]:
    """Yield; what is raised inside becomes what Gradio shows, and a line in the log where we did not foresee it.

    Raises:
        gr.Error: anything was raised.
    """
    try:
        yield
    except gr.Error:
        raise
    except (CatalogError, SearchError) as exc:
        raise gr.Error(str(exc), title=words.PROBLEM, print_exception=False) from exc
    except Exception as exc:
        logger.exception("a visitor's request failed")
        raise gr.Error(words.UNEXPECTED, title=words.PROBLEM, print_exception=False) from exc
