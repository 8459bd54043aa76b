"""The learned choices: arithmetic, the file and its digest, and that training finds what decides."""

import random
from pathlib import Path

import pytest

from claims.extraction.choice import ChoiceModel, best_of, common_models, models_for, read_weights, write_weights
from claims.extraction.training import Instance, fit
from claims.languages import packs


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([["فعل"], ["اسم"]], (0, 0.8808)),  # weights 1 and -1
        ([["اسم"], ["فعل", "بعيد"]], (1, 0.9241)),  # weights add up
        ([["unseen"], ["also unseen"]], (0, 0.5)),  # nothing known: the first
        ([["اسم"]], (0, 1.0)),  # no choice
    ],
)
def test_choose_takes_the_heaviest(candidates: list[list[str]], expected: tuple[int, float]) -> None:
    index, probability = ChoiceModel({"فعل": 1.0, "اسم": -1.0, "بعيد": 0.5}).choose(candidates)
    assert (index, round(probability, 4)) == expected


def test_choose_among_none_is_refused() -> None:
    with pytest.raises(ValueError, match="max"):
        ChoiceModel({}).choose([])


@pytest.mark.parametrize(("scores", "best"), [([1.0, 3.0, 2.0], 1), ([2.0, 2.0], 0), ([-1.0], 0)])
def test_the_best_of_equals_is_the_first(scores: list[float], best: int) -> None:
    assert best_of(scores)[0] == best


def test_each_feature_has_its_weight_in_order() -> None:
    assert ChoiceModel({"فعل": 1.0, "اسم": -1.0}).weights(["اسم", "بعيد", "فعل", "اسم"]) == [-1.0, 0.0, 1.0, -1.0]


def test_weights_come_back_in_hundredths_and_faint_ones_do_not(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    write_weights(path, {"cue": {"قال": 1.23456, "faint": 0.0149}})
    model = read_weights(path)["cue"]
    assert (model.score(["قال"]), model.score(["faint"])) == (1.23, 0.0)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    write_weights(path, {"cue": {"قال": 1.0}})
    path.write_text(path.read_text("utf-8").replace("100", "200"), "utf-8")
    with pytest.raises(ValueError, match="train-reader"):
        read_weights(path)


def test_nothing_to_learn_from_gives_no_weights() -> None:
    assert fit([Instance([["wrong"]], set())], penalty=1.0) == {}


def test_training_finds_what_decides() -> None:
    draw = random.Random(7)
    instances = []
    for _ in range(300):
        right = draw.randrange(4)
        instances.append(Instance([[f"noise{draw.randrange(9)}", "right" if at == right else "wrong"] for at in range(4)], {right}))
    instances.append(Instance([["wrong"]], set()))  # without a right one: skipped
    weights = fit(instances, penalty=1.0)
    assert weights["right"] - weights["wrong"] > 4 * max(abs(weight) for feature, weight in weights.items() if feature.startswith("noise"))


def test_the_commonest_features_come_first(tmp_path: Path) -> None:
    instances = [Instance([["قال", "فعل"], ["اسم", "زمن"]], {0})] * 3 + [Instance([["فعل"], ["زمن"]], {0})]
    learned = fit(instances, penalty=1.0, prior={"بعيد": 2.0})
    assert list(learned) == ["زمن", "فعل", "اسم", "قال", "بعيد"]

    write_weights(tmp_path / "weights.json", {"cue": learned})
    written = (tmp_path / "weights.json").read_text("utf-8")
    assert sorted(learned, key=written.index) == list(learned)


def test_a_prior_stands_where_nothing_speaks_against_it() -> None:
    prior = {"unseen": 2.0, "right": 1.0}
    learned = fit([Instance([["right"], ["wrong"]], {0})] * 4, penalty=1.0, prior=prior)

    assert learned["unseen"] == 2.0
    assert learned["right"] > 1.0 > 0.0 > learned["wrong"]
    assert fit([Instance([["wrong"]], set())], penalty=1.0, prior=prior) == prior


def test_what_languages_have_in_common_is_what_each_knows_with_its_mean() -> None:
    arabic = {"start": ChoiceModel({"complementizer": 2.0, "قال": 4.0, "comma": -1.0}), "sons": ChoiceModel({"ابن": 1.0})}
    english = {"start": ChoiceModel({"complementizer": 1.0, "said": 3.0, "comma": 0.5})}

    models = common_models([arabic, english])

    assert list(models) == ["start"]
    assert [models["start"].score([one]) for one in ("complementizer", "comma", "قال", "said")] == [1.5, -0.25, 0.0, 0.0]
    assert common_models([english])["start"].score(["said"]) == 3.0  # the only language there is


@pytest.mark.parametrize(("part", "feature"), [("statements", "0lemma {}"), ("speakers", "N:l{}v")])
def test_a_language_without_weights_has_the_choices_of_the_others_and_none_of_their_verbs(part: str, feature: str) -> None:
    lemmas = {verb.lemma for pack in packs() for verb in pack.cues.verbs.values()}
    models = [models_for(code, part) for code in ("ar", "en", "xx")]

    assert set(models[2]) == set(models[0]) & set(models[1])
    known = [{lemma for lemma in lemmas if feature.format(lemma) in one["start"]} for one in models]
    assert (known[0] == set(), known[1] == set(), known[2]) == (False, False, set())
