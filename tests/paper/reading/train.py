"""Train the trees that decide over cells: ``python -m tests.paper.reading.train [PAGES]``.

Needs scikit-learn, which the program does not. Pages are made, worn and read; three in four teach,
the others are judged, in turn, and the thresholds are set by what was judged only. The result is
written to ``resources/reading``.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from ssc_desktop.paper.cell_reading import FEATURES
from ssc_desktop.paper.decision import TREES
from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paths import resources_folder
from tests.paper.reading import wear_known
from tests.paper.reading.examples import WHOLE_TO, Examples, examples, joined
from tests.paper.reading.hands_known import KNOWN, STRIKING
from tests.paper.reading.signed_pages import SIGNED

PAGES, CHUNK, FOLDS = 80, 20, 4
# The share of judged cells that may be left to a person; all of it is spent on being sure.
MOST_REVIEW = 0.016
_BLOCKS = ((20_000, KNOWN), (20_160, KNOWN), (30_000, STRIKING))


def known_examples(pages: int) -> Examples:
    """Examples of the known hands and the known wear, so many pages a block."""
    parts = [
        examples("anything", hand, wear_known.worn, range(start, start + CHUNK))
        for first, hand in _BLOCKS
        for start in range(first, first + pages, CHUNK)
    ]
    return joined(parts)


def main(pages: int) -> None:
    """Make, train, judge, write."""
    every = known_examples(pages)
    usable = (every.hidden <= WHOLE_TO) & every.readable.astype(bool)
    usable &= every.pages[every.page, 3] == 0
    features, page = every.features[usable], every.page[usable]
    signed = every.truth[usable] == SIGNED
    chance = _judged(features, signed, page)
    thresholds = _thresholds(chance)
    model = _model()
    model.fit(features, signed)
    arrays = exported(model)
    path = resources_folder() / "reading" / TREES
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path, features=np.array(FEATURES), thresholds=np.array(thresholds), **arrays
    )
    doubt = (chance > thresholds[1]) & (chance < thresholds[0])
    wrong = ((chance >= thresholds[0]) & ~signed) | ((chance <= thresholds[1]) & signed)
    print(f"{len(signed)} cells of {len(every.pages)} pages, thresholds {thresholds}")
    print(f"judged: to review {doubt.mean():.2%}, silently wrong {wrong.mean():.3%}")


def _model() -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=220,
        learning_rate=0.06,
        max_leaf_nodes=15,
        min_samples_leaf=25,
        l2_regularization=2.0,
        max_features=0.4,
        early_stopping=False,
        random_state=7,
    )


def _judged(features: Pixels, signed: Pixels, page: Pixels) -> Pixels:
    """Each cell as judged by trees that saw no cell of its page."""
    chance = np.zeros(len(signed))
    for fold in range(FOLDS):
        judged = page % FOLDS == fold
        model = _model()
        model.fit(features[~judged], signed[~judged])
        chance[judged] = model.predict_proba(features[judged])[:, 1]
    return chance


def _thresholds(chance: Pixels) -> tuple[float, float]:
    """The strictest thresholds that leave no more cells to a person than was agreed."""
    for doubt in np.geomspace(0.0002, 0.2, 200):
        if ((chance < 1 - doubt) & (chance > doubt)).mean() <= MOST_REVIEW:
            return 1 - float(doubt), float(doubt)
    raise SystemExit("These trees are unsure of too many cells: make more pages.")


def exported(model: Any) -> dict[str, Pixels]:
    """The trees of a trained model as arrays, one line a tree."""
    trees = [predictors[0].nodes for predictors in model._predictors]
    most = max(len(nodes) for nodes in trees)
    arrays = {
        "feature": np.full((len(trees), most), -1, np.int16),
        "threshold": np.zeros((len(trees), most), np.float32),
        "left": np.zeros((len(trees), most), np.uint8),
        "right": np.zeros((len(trees), most), np.uint8),
        "value": np.zeros((len(trees), most), np.float32),
    }
    for at, nodes in enumerate(trees):
        inner = nodes["is_leaf"] == 0
        size = len(nodes)
        arrays["feature"][at, :size] = np.where(inner, nodes["feature_idx"], -1)
        arrays["threshold"][at, :size] = np.where(inner, nodes["num_threshold"], 0)
        arrays["left"][at, :size] = np.where(inner, nodes["left"], 0)
        arrays["right"][at, :size] = np.where(inner, nodes["right"], 0)
        arrays["value"][at, :size] = np.where(inner, 0, nodes["value"])
    return arrays | {"base": np.array(float(np.ravel(model._baseline_prediction)[0]))}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
