"""The classes of the order, and which names a term finds although it is not in them as typed."""

import pytest

from awesome_tui.search.fields import Rank
from awesome_tui.search.query import TextTerm, parse_query
from awesome_tui.search.ranking import Texts, holds_together, rank_term


def term(typed: str) -> TextTerm:
    ((only,),) = parse_query(typed).for_columns(["auth"]).groups
    assert isinstance(only, TextTerm)
    return only


def near(typed: str) -> TextTerm:
    ((only,),) = parse_query(typed).forgiving().groups
    assert isinstance(only, TextTerm)
    return only


CLASSES = [
    ("redis", Texts("Redis"), Rank.NAME),
    ("^redis$", Texts("Redis"), Rank.NAME),
    ("^redis$", Texts("Kit", {"tag": ["a", "redis"]}), Rank.LABEL_WORD),
    ("redis", Texts("Redis Commander"), Rank.FIRST_WORD),
    ("redis", Texts("RedisInsight"), Rank.FIRST_WORD),
    ("redis", Texts("redis3"), Rank.FIRST_WORD),
    ("c", Texts("C++"), Rank.FIRST_WORD),
    ("redis", Texts("redis-labs/redis"), Rank.FIRST_WORD),
    ("redis", Texts("redis-labs/oven"), Rank.WORD),
    ("redis", Texts("go-redis"), Rank.WORD),
    ("redis", Texts("GoRedis"), Rank.WORD),
    ("web", Texts("Kit for Websites"), Rank.WORD_START),
    ("ror", Texts("Ruby on Rails"), Rank.WORD_START),
    ("aws", Texts("Amazon Web Services"), Rank.WORD_START),
    ("geb", Texts("Godel, Escher, Bach: a braid"), Rank.WORD_START),
    ("nodejs", Texts("Node.js", {"desc": ["Runs nodejs."]}), Rank.WORD_START),
    ("beautifulso", Texts("A Beautiful Soup", {"url": ["/beautifulsoup"]}), Rank.WORD_START),
    ("beautifuls", Texts("Beautiful Soup", {"url": ["/beautifulsoup"]}), Rank.URL),
    ("redis", Texts("Kit", {"in": ["Stores › Redis clients"]}), Rank.LABEL_WORD),
    ("redis", Texts("Kit", {"tag": ["Redis"]}), Rank.LABEL_WORD),
    ("redis", Texts("Kit", facts=[("store", "Redis or files")]), Rank.LABEL_WORD),
    ("auth:no", Texts("Kit", facts=[("auth", "No")]), Rank.LABEL_WORD),
    ("redis", Texts("Kit", {"desc": ["A client of Redis."]}), Rank.DESCRIPTION_WORD),
    ("desc:redis", Texts("Redis", {"desc": ["For redis."]}), Rank.DESCRIPTION_WORD),
    ("edi", Texts("Redis"), Rank.WITHIN_NAME),
    ("edi", Texts("Kit", {"desc": ["A client of Redis."]}), Rank.WITHIN_TEXT),
    ("edi", Texts("Kit", {"in": ["Redis"]}), Rank.WITHIN_TEXT),
    ("edi", Texts("Kit", {"tag": ["Redis"]}), Rank.WITHIN_TEXT),
    ("redis", Texts("Kit", {"url": ["https://redis.example"]}), Rank.URL),
    ("host:redis", Texts("Redis", {"url": ["https://redis.example/kit"]}), Rank.URL),
    ("rds", Texts("Redis"), Rank.FUZZY),
]


@pytest.mark.parametrize(("typed", "texts", "rank"), CLASSES)
def test_a_term_ranks_by_where_and_how_it_stands(typed: str, texts: Texts, rank: Rank) -> None:
    assert rank_term(term(typed), texts) == rank


def test_the_table_has_every_class() -> None:
    assert {rank for _, _, rank in CLASSES} == set(Rank)


def test_the_best_class_counts() -> None:
    texts = Texts("Kit", {"in": ["Redis"], "desc": ["Redis."], "url": ["https://redis.example"]})
    assert rank_term(term("redis"), texts) == Rank.LABEL_WORD


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("djngo", "Django"), ("kuberntes", "My Kubernetes"), ("psql", "PostgreSQL")),
        *(("gopkg", "Go Pkg"), ("vscode", "Visual Studio Code")),
        *(("opencv", "Open CV"), ("owm", "The OpenWeatherMap"), ("rubyrails", "Ruby on Rails")),
        *(
            ("orgroam", "org-roam"),
            ("nodejs", "Node.js"),
            ("geoalchemy2", "Geo Alchemy 2"),
            ("中词", "中文分词"),
            ("pgsql", "PostgreSQL"),
            ("opncv", "OpenCV"),
            ("tnsrflow", "TensorFlow"),
            ("elstcsearch", "Elasticsearch"),
            ("fb", "FooBar"),
            ("mdb", "MongoDB"),
            ("nxt", "Next.js"),
            ("gqlgen", "GraphQL Generator"),
        ),
    ],
)
def test_letters_of_one_word_or_starts_of_words_find_a_name(typed: str, name: str) -> None:
    rank = rank_term(term(typed), Texts(name))
    assert rank is not None
    assert rank >= Rank.WORD_START


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hong", "British national bibliography of things"),
        ("redis", "Creative DIY microcontroller projects"),
        ("orm", "Ollama Farm"),
        ("orm", "OllamaFarm"),
        ("art", "DataRoot"),
        ("rust", "FrameworkUtilitiesTest"),
        ("vue", "OverviewSuite"),
        ("sql", "MessageQueueLib"),
        ("kt", "Bucks of a hat"),
        ("ro", "Apple or orange"),
        ("Rds", "Redis"),
        ("'rds", "Redis"),
        ('"r s"', "Redis store"),
        ("distributed", "We do it soon to run it but use the end date"),
    ],
)
def test_letters_strewn_over_a_name_find_nothing(typed: str, name: str) -> None:
    assert rank_term(term(typed), Texts(name)) is None


@pytest.mark.parametrize(
    ("typed", "name", "rank"),
    [
        ("kubernets", "Kubernetes", Rank.FIRST_WORD),
        ("kuberrnetes", "Kubernetes", Rank.FIRST_WORD),
        ("kubrenetes", "Kubernetes", Rank.FIRST_WORD),
        ("kubernatas", "My Kubernetes", None),
        ("kubernates", "My Kubernetes", Rank.WORD),
        ("postgress", "PostgreSQL", Rank.WORD_START),
        ("dajngo", "Django", Rank.FIRST_WORD),
    ],
)
def test_one_typo_in_a_word_is_forgiven(typed: str, name: str, rank: Rank | None) -> None:
    assert rank_term(near(typed), Texts(name)) == rank


@pytest.mark.parametrize(
    ("texts", "closeness"),
    [
        (Texts("Rate limit"), 0),
        (Texts("x/RateLimiter"), 0),
        (Texts("rate-limits"), 0),
        (Texts("Rate a limit", {"desc": ["A rate limit."]}), 1),
        (Texts("Limit rates", {"in": ["Rate limiting"]}), 1),
        (Texts("Limit rates", {"desc": ["Rates have a limit."]}), 2),
    ],
)
def test_terms_that_stand_together_and_in_order_are_told(texts: Texts, closeness: int) -> None:
    assert holds_together(["rate", "Limit"], texts) == closeness
