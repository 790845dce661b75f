"""`lvlin evaluate …`: measures the code that serves, on any data in the documented formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from serving.cli.output import AsJson, print_json, print_table

app = typer.Typer(
    help="Measure the code that serves on your own data.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Notes = Annotated[Path, typer.Option(help="Notes, one JSON a line")]
Sales = Annotated[Path, typer.Option(help="CSV: date, sku, name, category, quantity, price, cost")]


@app.command()
def recommender(
    baskets: Annotated[Path, typer.Option(help="Parquet: user, basket, item")],
    split: Annotated[Path, typer.Option(help="CSV: user, part (train, val, test)")],
    track: Annotated[str, typer.Option(help="history or standard")] = "history",
    json: AsJson = False,
) -> None:
    """Rank every test user's next basket and score it."""
    from recsys.evaluation import evaluate_files

    result = evaluate_files(baskets, split, track)
    if json:
        return print_json(result)
    rows = [(name, f"{value:.4f}") for name, value in result["metrics"].items()]
    rows += [(name, result[name]) for name in ("users", "fit_s", "predict_s", "peak_rss_mb")]
    return print_table(f"Recommender, track {track}", ("metric", "value"), rows)


@app.command()
def retrieval(
    notes: Notes,
    queries: Annotated[Path, typer.Option(help="Queries with graded answers, one JSON a line")],
    json: AsJson = False,
) -> None:
    """Search the notes for every query and score what comes back."""
    from recipes.evaluation.retrieval import evaluate_retrieval

    result = evaluate_retrieval(notes, queries)
    if json:
        return print_json(result)
    columns = sorted({name for kind in result["kinds"].values() for name in kind})
    rows = [(kind, *(r.get(c, "") for c in columns)) for kind, r in result["kinds"].items()]
    return print_table("Retrieval", ("kind", *columns), rows)


@app.command()
def recipes(
    notes: Notes,
    requests: Annotated[Path, typer.Option(help="Recipe requests, one JSON a line")],
    json: AsJson = False,
) -> None:
    """Answer every request, verify the answers and sum up."""
    from recipes.evaluation.requests import evaluate_requests

    result = evaluate_requests(notes, requests)
    if json:
        return print_json(result)
    return print_table("Recipes", ("figure", "value"), list(result["summary"].items()))


@app.command()
def transcripts(
    transcripts: Annotated[Path, typer.Option(help="Transcripts of livestreams, one JSON a line")],
    json: AsJson = False,
) -> None:
    """Take recipes, tips and stories from every transcript and hold them against its truth."""
    from recipes.evaluation.transcripts import evaluate_transcripts

    result = evaluate_transcripts(transcripts)
    if json:
        return print_json(result)
    rows = [
        (answer["tid"], note["kind"], note["start"], note["end"], note["title"])
        for answer in result["answers"]
        for note in answer["notes"]
    ]
    print_table("Transcripts", ("transcript", "kind", "from", "to", "title"), rows)
    return print_table("Summary", ("figure", "value"), list(result["summary"].items()))


@app.command()
def plans(
    scenarios: Annotated[Path, typer.Option(help="Weekly scenarios, JSON")],
    json: AsJson = False,
) -> None:
    """Plan every scenario and report the selection or the conflict."""
    from recsys.planning.evaluation import evaluate_plans

    result = evaluate_plans(scenarios)
    if json:
        return print_json(result)
    rows = [
        (a["sid"], a["feasible"], len(a.get("plan") or {}), a.get("margin"), a.get("conflict"))
        for a in result["answers"]
    ]
    return print_table("Plans", ("scenario", "feasible", "offers", "margin", "conflict"), rows)


@app.command()
def demand(sales: Sales, json: AsJson = False) -> None:
    """Forecast every week from the 61st on, each from the weeks before it, and score that."""
    from recsys.demand.evaluation import evaluate_demand

    result = evaluate_demand(sales)
    if json:
        return print_json(result)
    rows = [("model", *(result["model"][name] for name in ("wape", "pinball", "coverage_80")))]
    rows += [(name, r["wape"], r["pinball"], "") for name, r in result["baselines"].items()]
    title = f"Demand, {result['weeks']} weeks, {result['skus']} products"
    return print_table(title, ("forecast", "WAPE", "pinball", "coverage of 80 %"), rows)


@app.command()
def jielong(
    cases: Annotated[
        Path, typer.Option(help="Pasted reply chains with their truth, one JSON a line")
    ],
    json: AsJson = False,
) -> None:
    """Read every pasted reply chain (接龙) and hold it against its truth."""
    from community.jielong.evaluation import evaluate_jielong

    result = evaluate_jielong(cases)
    if json:
        return print_json(result)
    figures = [(name, result[name]) for name in ("lines", "accuracy", "silent_guesses")]
    return print_table("接龙", ("figure", "value"), figures)


@app.command()
def selection(sales: Sales, json: AsJson = False) -> None:
    """Choose what to buy every week from the 61st on, and settle it against what sold."""
    from recsys.selection.evaluation import evaluate_selection

    result = evaluate_selection(sales)
    if json:
        return print_json(result)
    best = result["oracle"]["profit"]
    rows = [("model", *result["model"].values())]
    rows += [(name, *found.values(), "") for name, found in result["baselines"].items()]
    rows += [("oracle", best, "", "")]
    title = f"Selection, {result['weeks']} weeks"
    return print_table(title, ("chosen by", "profit", "loss_kg", "weeks won"), rows)


@app.command()
def lexicon(notes: Notes, json: AsJson = False) -> None:
    """Look every ingredient of the notes up in the food lexicon and list what it does not know."""
    from community.foods import coverage, load_foods
    from recipes.knowledge import read_notes
    from recipes.knowledge.tools import is_tool

    foods = load_foods()
    recipes = [note.recipe for note in read_notes(notes, foods) if note.recipe is not None]
    names = [item.name for recipe in recipes for item in recipe.ingredients]
    found = coverage(foods, [name for name in names if not is_tool(name)])
    unresolved = dict(found.unresolved.most_common())
    figures = {"mentions": found.total, "resolved": found.resolved, "share": round(found.share, 4)}
    if json:
        return print_json({**figures, "unresolved": unresolved})
    print_table("Lexicon", ("figure", "value"), list(figures.items()))
    return print_table("Not known", ("name", "times"), list(unresolved.items()))
