"""`python -m benchmarks.recipes`: refusals, faults caught, coverage, transcripts, retrieval.

The request sets lie in tests/recipes; every figure over them is in sample: the rules were written
with them in view. Retrieval is measured where LVLIN_SHARED (default ../shared) holds its questions.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from community.foods import load_foods
from community.reference import load_reference
from community.sample.notes import read_notes
from recipes.embedding.lsa import LsaEmbedder
from recipes.evaluation.faults import catch_rates
from recipes.evaluation.requests import evaluate
from recipes.evaluation.retrieval import evaluate_retrieval
from recipes.evaluation.transcripts import evaluate_transcripts
from recipes.kitchen import Kitchen
from recipes.knowledge.reading import read_objects
from recipes.retrieval import Retriever

HERE = Path(__file__).resolve().parent
SETS = HERE.parent / "tests" / "recipes"


def main() -> dict[str, Any]:
    """Measure, print, write results/recipes.json and return what was written."""
    kitchen = sample_kitchen()
    result = {
        "requests": {name: requests(name, kitchen) for name in request_sets()},
        "faults": faults(kitchen),
        "transcripts": transcripts(),
        "retrieval": retrieval(),
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (HERE / "results" / "recipes.json").write_text(text + "\n", encoding="utf-8")
    return result


def sample_kitchen() -> Kitchen:
    """Return a kitchen over the sample community's notes, without a model."""
    lexicon = load_foods()
    notes = read_notes(lexicon)
    return Kitchen(
        lexicon=lexicon,
        reference=load_reference(),
        notes={note.id: note for note in notes},
        retriever=Retriever.build(notes, lexicon, LsaEmbedder()),
    )


def request_sets() -> Sequence[str]:
    """Return the names of the request sets, in order."""
    return sorted(path.stem for path in (SETS / "requests").glob("*.jsonl"))


def requests(name: str, kitchen: Kitchen) -> Mapping[str, Any]:
    """Answer one set: outcomes, refusals, violations, coverage by weight, citations, latency."""
    fields = [one for _, one in read_objects(SETS / "requests" / f"{name}.jsonl")]
    found = evaluate(fields, kitchen)
    answers = [one for one in found["answers"] if one["outcome"] != "refuse"]
    cited = sum(one["citations"] > 0 for one in answers)
    summary = {**found["summary"], "cite_a_note": round(cited / max(1, len(answers)), 4)}
    print(
        f"{name:14} {summary['requests']:4} requests  as expected {summary['as_expected']:.3f}"
        f"  refused right {summary['refusal']['recall']:.3f}  violations {summary['violations']}"
        f"  used {summary['coverage']:.3f}  cite {summary['cite_a_note']:.3f}"
        f"  p95 {summary['p95_ms']:.0f} ms",
        flush=True,
    )
    return summary


def faults(kitchen: Kitchen) -> Mapping[str, Any]:
    """Put faults into every answer of the development set and count what is found."""
    fields = [one for _, one in read_objects(SETS / "requests" / "development.jsonl")]
    found = catch_rates(fields, kitchen)
    for name, rate in found["caught"].items():
        print(f"fault {name:20} {rate['put_in']:5} put in  {rate['rate']:.4f} caught")
    rest = {name: value for name, value in found.items() if name != "caught"}
    print("  ".join(f"{name} {value}" for name, value in rest.items()), flush=True)
    return found


def transcripts() -> Mapping[str, Any]:
    """Read every set of transcripts and hold it against its truth."""
    found = {}
    for path in sorted((SETS / "transcripts").glob("*.jsonl")):
        found[path.stem] = evaluate_transcripts(path)["summary"]
        print(f"transcripts {path.stem:12} {found[path.stem]}", flush=True)
    return found


def retrieval() -> Mapping[str, Any]:
    """Search the shared corpus for its questions; empty where it is not there."""
    shared = Path(os.environ.get("LVLIN_SHARED", HERE.parents[1] / "shared"))
    folder = shared / "datasets" / "recipes"
    if not folder.is_dir():
        print(f"no questions in {folder}")
        return {}
    kinds = evaluate_retrieval(folder / "howtocook.jsonl", folder / "queries.jsonl")["kinds"]
    for kind, figures in kinds.items():
        shown = "  ".join(f"{name} {value}" for name, value in figures.items())
        print(f"retrieval {kind:14} {shown}", flush=True)
    return dict(kinds)


if __name__ == "__main__":
    main()
