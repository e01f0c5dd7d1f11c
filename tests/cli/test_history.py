"""Finding, the history of records and ways back, from the command line."""

from __future__ import annotations

from tests.cli.conftest import Cli


def test_anything_is_found_by_any_word(pair: Cli, code: str) -> None:
    pair.at(
        "abj",
        *("participants", "add", "--activity", code, "--set", "family_name=N’Guessan"),
        *("--set", "given_names=Affoué", "--set", "phone=+2250707123456"),
    )
    (found,) = pair.at("abj", "find", "nguessan aff")
    assert (found["noun"], found["title"]) == ("participant", "N’GUESSAN Affoué")
    assert pair.at("abj", "find", "07 07 12")[0]["id"] == found["id"]
    (activity,) = pair.at("abj", "find", code)
    assert activity["line"].startswith(code)
    assert pair.at("abj", "find", "nobody") == []
    told = pair("find", "abidjan", "--workspace", pair.folder / "abj", lang="fr")
    assert told.status == 0
    assert "Atelier DEMO" in told.out


def test_a_value_is_put_back(pair: Cli, code: str) -> None:
    pair.at("abj", "activity", "set", code, "title=Séminaire DEMO")
    step = pair.at("abj", "history", "show", "activity", code)[0]
    assert step["kind"] == "changed"
    (change,) = step["fields"]
    assert (change["field"], change["before"]) == ("title", "Atelier DEMO")
    put = ("history", "put-back", "activity", code, "title", "--step", step["step"])
    assert pair.at("abj", *put)["count"] == 1
    assert pair.at("abj", "activity", "show", code)["title"] == "Atelier DEMO"
    told = pair("history", "show", "activity", code, "--workspace", pair.folder / "abj")
    assert "Séminaire DEMO" in told.out
    wrong = ("history", "put-back", "activity", code, "city", "--step", step["step"])
    assert pair.failing("abj", *wrong).code == "unknown-step"


def test_parts_of_an_activity_have_their_history(pair: Cli, code: str) -> None:
    pair.at("abj", *("participants", "add", "--activity", code), *("--set", "family_name=Koné"))
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    counts = pair.at("abj", "history", "parts", "activity", code)
    assert counts == {"half_day": 4, "registration": 1, "attendance": 4}
    asked = ("history", "show", "activity", code, "--parts", "attendance", "--limit", "3")
    assert len(pair.at("abj", *asked)) == 3
    assert len(pair.at("abj", *asked, "--offset", "3")) == 1
    told = pair(*asked, "--workspace", pair.folder / "abj")
    assert "KONÉ" in told.out


def test_what_is_restricted_is_not_told(pair: Cli) -> None:
    made = pair.at(
        "abj", "participants", "add", "--set", "family_name=Koné", "--set", "disability=yes"
    )
    (step,) = pair.at("abj", "history", "show", "participant", made["id"])
    told = {each["field"]: each["after"] for each in step["fields"]}
    assert (told["family_name"], told["disability"]) == ("Koné", "…")


def test_a_change_of_many_records_is_taken_back(pair: Cli, code: str) -> None:
    for n in range(3):
        pair.at(
            "abj",
            *("participants", "add", "--activity", code, "--set", f"family_name=Koné {n}"),
        )
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    recent = pair.at("abj", "history", "recent")
    assert recent[0]["counts"] == {"attendance": {"created": 12}}
    undone = pair.at("abj", "history", "undo", recent[0]["tx"])
    assert (undone["nouns"], undone["count"], undone["left"]) == (["attendance"], 12, [])
    assert pair.at("abj", "attendance", "show", code)["marks"] == []
    assert pair.failing("abj", "history", "undo", "98765").code == "unknown-transaction"
    told = pair("history", "recent", "--workspace", pair.folder / "abj", lang="fr")
    assert told.status == 0
    told = pair("history", "undo", str(undone["tx"]), "--workspace", pair.folder / "abj")
    assert told.out.startswith("12 records")


def test_what_was_removed_is_listed_and_brought_back(pair: Cli, code: str) -> None:
    made = pair.at("abj", "participants", "add", "--activity", code, "--set", "family_name=Koné")
    recent = pair.at("abj", "history", "show", "participant", made["id"])
    assert [each["kind"] for each in recent] == ["created"]
    _remove(pair, made["id"])
    (found,) = pair.at("abj", "removed", "list", "--noun", "participant")
    assert (found["id"], found["title"], found["by"]) == (made["id"], "KONÉ", "DEMO Abidjan")
    told = pair("removed", "list", "--workspace", pair.folder / "abj", lang="ar")
    assert "KONÉ" in told.out
    assert pair.at("abj", "removed", "restore", "participant", made["id"])["count"] == 1
    assert pair.at("abj", "removed", "list") == []
    assert pair.failing("abj", "removed", "restore", "participant", "x").code == "not-a-key"


def _remove(pair: Cli, key: str) -> None:
    from uuid import UUID

    from ssc_desktop.services.participants import remove_participant
    from ssc_desktop.services.workspaces import open_workspace
    from tests.conftest import PASSPHRASE

    with open_workspace(pair.folder / "abj", PASSPHRASE) as workspace:
        remove_participant(workspace.store, UUID(key))
