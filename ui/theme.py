"""The look of the page: colours and type as a Gradio theme; everything else is in static/style.css."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

STATIC = Path(__file__).parent / "static"

_CLAY = gr.themes.Color(
    c50="#fbf3ee", c100="#f5e2d7", c200="#eac4b0", c300="#dca184", c400="#cb7c58", c500="#b35c38",
    c600="#97482a", c700="#793a23", c800="#5f3020", c900="#4a281d", c950="#2b1610", name="clay",
)  # fmt: skip
_STONE = gr.themes.Color(
    c50="#faf8f5", c100="#f3efe9", c200="#e6dfd5", c300="#d3c9bb", c400="#a89c8c", c500="#7b7063",
    c600="#5f564b", c700="#463f37", c800="#2c2722", c900="#1f1b18", c950="#151210", name="stone",
)  # fmt: skip


def make_theme() -> gr.themes.Base:
    """Return the theme: warm neutrals, one accent, fonts that the app serves itself."""
    return gr.themes.Base(
        primary_hue=_CLAY,
        secondary_hue=_CLAY,
        neutral_hue=_STONE,
        radius_size=gr.themes.sizes.radius_md,
        font=["Instrument Sans", "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        button_secondary_border_color="*neutral_300",
        slider_color="*primary_600",
        slider_color_dark="*primary_400",
    )


def read_style() -> str:
    """Return the page's own style sheet: all of static/*.css, one part of the page a file.

    Gradio puts `.gradio-container .contain` before its selectors, and inside `@media` keeps only that form: rules for
    small screens reach what is inside the page, not the container itself.
    """
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css")))
