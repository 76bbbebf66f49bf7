"""The page on which a visitor brings a catalogue along, and the addresses behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from catalog import CatalogError, Reject
from catalog.errors import TrialRefused
from catalog.feeds.reading import FEED_SUFFIXES
from ui.amounts import format_number
from ui.failures import say_error
from ui.theme import STATIC
from ui.trials import KEPT_S, MAX_ARCHIVE_BYTES, MAX_FEED_BYTES, MAX_PRODUCTS, Trial, Trials
from ui.words import choose_language, speaking, words

SHOWN_REJECTS = 20
SWEEP_EVERY_S = 60.0
_LIMITS = {"feed": MAX_FEED_BYTES, "pictures": MAX_ARCHIVE_BYTES}


def make_trial_routes(trials: Trials) -> APIRouter:
    """Return the page `/yours/` and what its script calls: begin, send the files, start, ask how far it is, remove."""
    routes = APIRouter(prefix="/yours", include_in_schema=False)

    @routes.get("/")
    async def show(request: Request) -> HTMLResponse:
        language = _language(request)
        with speaking(language):
            return HTMLResponse(draw_trial_page(language))

    @routes.post("/")
    async def begin(request: Request) -> JSONResponse:
        with speaking(_language(request)):
            try:
                return JSONResponse({"name": trials.begin().name})
            except TrialRefused as exc:
                return _refuse(exc)

    @routes.put("/{name}/{part}")
    async def receive(name: str, part: str, request: Request) -> JSONResponse:
        trial = _find(trials, name)
        if part not in _LIMITS:
            raise HTTPException(404)
        with speaking(_language(request)):
            try:
                await _write_body(request, trial, part)
            except TrialRefused as exc:
                trials.remove(trial)
                return _refuse(exc)
        return JSONResponse({})

    @routes.post("/{name}")
    async def start(name: str, request: Request, feed: str = "") -> JSONResponse:
        trial = _find(trials, name)
        with speaking(_language(request)):
            try:
                trials.start(trial, feed)
            except TrialRefused as exc:
                return _refuse(exc)
            return JSONResponse(tell(trial))

    @routes.get("/{name}")
    async def report(name: str, request: Request) -> JSONResponse:
        with speaking(_language(request)):
            return JSONResponse(tell(_find(trials, name)))

    @routes.delete("/{name}")
    async def remove(name: str) -> Response:
        trials.remove(_find(trials, name))
        return Response(status_code=204)

    return routes


def tell(trial: Trial) -> dict[str, object]:
    """Return how far a trial is, in the visitor's words: its stage, the share done (0..1), and what was left out."""
    share = trial.done / trial.total if trial.total else 0.0
    said = words.TRIAL_STAGES[trial.stage].format(done=format_number(trial.done), total=format_number(trial.total))
    if trial.stage == "failed":
        said = say_error(trial.error) if trial.error else words.TRIAL_BROKEN
    rejects = trial.engine.rejects if trial.engine else ()
    left_out = words.TRIAL_LEFT_OUT.format(count=format_number(len(rejects))) if rejects else ""
    return {
        "stage": trial.stage,
        "share": share,
        "said": said,
        "leftOut": left_out,
        "rejects": [_say_reject(reject) for reject in rejects[:SHOWN_REJECTS]],
    }


def draw_trial_page(language: str) -> str:
    """Return the whole page in the language that `words` speaks."""
    style = (STATIC / "trial" / "page.css").read_text(encoding="utf-8")
    script = (STATIC / "trial" / "page.js").read_text(encoding="utf-8")
    limits = json.dumps(_LIMITS)
    hint = words.TRIAL_HINT.format(
        products=format_number(MAX_PRODUCTS),
        minutes=format_number(KEPT_S / 60),
        megabytes=MAX_ARCHIVE_BYTES // 1_000_000,
    )
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words.TRIAL)} · {escape(words.TITLE)}</title><link rel="icon" href="data:,"><style>{style}</style></head>
<body><main>
  <a class="back" href="../">{escape(words.TRIAL_LEAVE)}</a>
  <h1>{escape(words.TRIAL)}</h1>
  <p class="lead">{escape(words.TRIAL_INVITATION)}</p>
  <form>
    <label>{escape(words.TRIAL_FEED)}<input type="file" name="feed" accept="{",".join(FEED_SUFFIXES)}">
      <small>{escape(words.TRIAL_FEED_HINT)}</small></label>
    <label>{escape(words.TRIAL_PICTURES)}<input type="file" name="pictures" accept=".zip">
      <small>{escape(words.TRIAL_PICTURES_HINT)}</small></label>
    <button class="primary">{escape(words.TRIAL_START)}</button>
  </form>
  <section hidden aria-live="polite">
    <p class="said"></p><progress max="1"></progress>
    <p class="left-out"></p><ul></ul>
    <p class="choices"><a class="primary" hidden>{escape(words.TRIAL_OPEN)}</a>
      <button class="plain" type="button" data-remove>{escape(words.TRIAL_REMOVE)}</button></p>
  </section>
  <p class="small">{escape(hint)}</p>
</main>
<script>
const LIMITS = {limits};
const SAID = {_for_script({
    "sending": words.TRIAL_SENDING, "nothing": words.TRIAL_NOTHING, "large": words.TRIAL_LARGE,
    "broken": words.TRIAL_BROKEN, "gone": words.TRIAL_GONE,
})};
{script}</script></body></html>"""  # fmt: skip


class TrialShops:
    """Hands `/yours/shop/{name}/...` to the page of that trial."""

    def __init__(self, trials: Trials) -> None:
        self._trials = trials

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the trial's own app does, or that it is no longer there."""
        if scope["type"] != "http":
            return
        root = scope.get("root_path", "")
        name, slash, _ = scope["path"].removeprefix(root).lstrip("/").partition("/")
        trial = self._trials.find(name)
        if trial is None or trial.app is None:
            answer: ASGIApp = RedirectResponse(f"{root.removesuffix('/shop')}/", status_code=303)
        elif not slash:
            answer = RedirectResponse(f"{root}/{name}/", status_code=307)
        else:
            await _begin(trial, trial.app)
            scope, answer = {**scope, "root_path": f"{root}/{name}"}, trial.app
        await answer(scope, receive, send)


@asynccontextmanager
async def closing(trials: Trials) -> AsyncIterator[None]:
    """Yield while the app runs; remove old trials now and then, and every one when it ends."""

    async def sweep() -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY_S)
            trials.forget_old()

    sweeping = asyncio.create_task(sweep())
    try:
        yield
    finally:
        sweeping.cancel()
        trials.close()


async def _begin(trial: Trial, app: FastAPI) -> None:
    """Start what a page needs to run, once: a mounted app is never told that the server has started."""
    if trial.running is None:

        async def live() -> None:
            async with app.router.lifespan_context(app):
                trial.ready.set()
                await trial.ended.wait()

        trial.running = asyncio.create_task(live())
    await trial.ready.wait()


async def _write_body(request: Request, trial: Trial, part: str) -> None:
    size = 0
    with (trial.folder / part).open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > _LIMITS[part]:
                raise TrialRefused(f"a file is larger than {_LIMITS[part] // 1_000_000} MB")
            await asyncio.to_thread(file.write, chunk)


def _find(trials: Trials, name: str) -> Trial:
    trial = trials.find(name)
    if trial is None:
        raise HTTPException(404)
    return trial


def _language(request: Request) -> str:
    address = str(request.url) if request.url.query else request.headers.get("referer", "")
    return choose_language(address, request.headers.get("accept-language", ""))


def _refuse(error: CatalogError) -> JSONResponse:
    return JSONResponse({"said": say_error(error)}, status_code=409)


def _say_reject(reject: Reject) -> str:
    where = words.TRIAL_ROW.format(row=format_number(reject.row)) if reject.row else ""
    return ": ".join(part for part in (where, reject.column, reject.sentence) if part)


def _for_script(value: object) -> str:
    """Return JSON that cannot end the script that it stands in."""
    return json.dumps(value).replace("<", "\\u003c")
