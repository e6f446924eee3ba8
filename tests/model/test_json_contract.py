import json
from pathlib import Path

from hypothesis import given
from jsonschema import Draft202012Validator
from trees import documents

import awesome_tui
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object

SCHEMA = Path(awesome_tui.__file__).parent / "model" / "schema-1.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@given(documents)
def test_every_list_satisfies_the_schema(document: AwesomeList) -> None:
    VALIDATOR.validate(list_to_object(document))
