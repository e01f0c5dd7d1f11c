from __future__ import annotations

from uuid import uuid4

from tests.cli.conftest import Cli


def test_questions_are_added_listed_and_removed(pair: Cli, code: str) -> None:
    assert pair.at("abj", "question", "list", code) == []
    pair.at("abj", "question", "add", code, "--text", "Pourquoi ?")
    told = pair.at(
        "abj",
        *("question", "add", code, "--text", "Qu’est-ce qu’une cible ?", "--points", "2"),
        *("--choice", "Une valeur visée", "--choice", "Une valeur de départ"),
        *("--answer", "Une valeur visée"),
    )
    assert [(each["position"], each["text"]) for each in told] == [
        (1, "Pourquoi ?"),
        (2, "Qu’est-ce qu’une cible ?"),
    ]
    assert told[1]["choices"] == ["Une valeur visée", "Une valeur de départ"]
    assert (told[1]["points"], told[1]["answer"]) == (2, "Une valeur visée")
    assert told[0]["choices"] == []
    answer = pair("question", "list", code, "--workspace", pair.folder / "abj")
    assert "Une valeur visée / Une valeur de départ" in answer.out
    assert pair.at("abj", "question", "remove", code, told[0]["id"]) == told[1:]
    assert pair.at("abj", "question", "remove", code, told[0]["id"], "--restore") == told


def test_a_question_is_changed_and_keeps_what_was_not_given(pair: Cli, code: str) -> None:
    (made,) = pair.at(
        "abj",
        *("question", "add", code, "--text", "Qu’est-ce qu’une cible ?", "--points", "2"),
        *("--choice", "Une valeur visée", "--choice", "Une valeur de départ"),
        *("--answer", "Une valeur visée"),
    )
    changed = ("question", "set", code, made["id"])
    assert pair.at("abj", *changed, "--points", "3") == [made | {"points": 3}]
    refused = pair.failing("abj", *changed, "--choice", "Une date", "--choice", "Un lieu")
    assert refused.code == "answer-not-offered"
    assert pair.at("abj", "question", "list", code) == [made | {"points": 3}]
    (told,) = pair.at("abj", *changed, "--text", "Définissez une cible.", "--choice", "",
                      "--answer", "")  # fmt: skip
    assert (told["id"], told["text"]) == (made["id"], "Définissez une cible.")
    assert (told["choices"], told["answer"], told["points"]) == ([], None, 3)


def test_trouble_is_told(pair: Cli, code: str) -> None:
    cases = {
        ("question", "list", "NONE"): "unknown-activity",
        ("question", "add", code, "--text", " "): "question-empty",
        ("question", "add", code, "--text", "?", "--points", "-2"): "negative-points",
        ("question", "add", code, "--text", "?", "--points", "x"): "not-a-number",
        ("question", "add", code, "--text", "?", "--choice", "a", "--answer", "b"):
            "answer-not-offered",
        ("question", "remove", code, uuid4()): "unknown-question",
        ("question", "remove", code, uuid4(), "--restore"): "unknown-question",
        ("question", "set", code, uuid4(), "--text", "?"): "unknown-question",
        ("question", "set", code, uuid4()): "nothing-to-change",
    }  # fmt: skip
    for arguments, expected in cases.items():
        assert pair.failing("abj", *arguments).code == expected
    assert pair.at("abj", "question", "list", code) == []
