"""The pages: server-rendered, in Chinese and English, without a request to anywhere else."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from serving.api.problems import Problem
from serving.pages import entrance, host, knowledge, leader, leader_answers, neighbour
from serving.pages.render import render, wants_fragment
from serving.pages.session import language

_EXPLAINED = {401, 403, 404, 409, 422, 503}


def install_pages(app: FastAPI) -> None:
    """Add the pages and their files to `app`."""
    files = StaticFiles(directory=Path(__file__).with_name("static"))
    app.mount("/static", files, name="static")
    for module in (entrance, neighbour, leader, leader_answers, host, knowledge):
        app.include_router(module.router, include_in_schema=False)
    app.state.error_page = error_page


def error_page(request: Request, problem: Problem) -> Response:
    """Return a problem as a page."""
    lang = language(request)
    known = problem.status if problem.status in _EXPLAINED else "other"
    part = wants_fragment(request)
    values = {"code": known, "part": part, "here": "/" if request.method != "GET" else None}
    return render(request, "error.html", lang, values, status=problem.status)
