import json
from pathlib import Path

from hypothesis import given
from jsonschema import Draft202012Validator
from trees import documents

import awesome_tui
from awesome_tui.model.entries import AwesomeList, Entry, Fact
from awesome_tui.model.json_contract import entry_to_object, list_to_object

SCHEMA = Path(awesome_tui.__file__).parent / "model" / "schema-2.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@given(documents)
def test_every_list_satisfies_the_schema(document: AwesomeList) -> None:
    VALIDATOR.validate(list_to_object(document))


def test_an_entry_tells_what_the_list_says_of_it() -> None:
    facts = (Fact("Auth", "`apiKey`"), Fact("CORS", "No"))
    told = entry_to_object(Entry("Weather", None, facts=facts, tags=("Cloud", "MIT")))
    assert told["facts"] == [{"name": "Auth", "value": "`apiKey`"}, {"name": "CORS", "value": "No"}]
    assert told["tags"] == ["Cloud", "MIT"]
    assert list(told)[-5:] == ["facts", "tags", "links", "entries", "line"]
