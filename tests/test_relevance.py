"""What people type, and the entry that they expect first, on real lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from awesome_tui import parse
from awesome_tui.inline import plain
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query

LISTS = Path(__file__).parents[1] / "../shared/corpus/lists"

MICRO = "mfornos__awesome-microservices.md"
GO = "avelino__awesome-go.md"
RUST = "rust-unofficial__awesome-rust.md"
SYSADMIN = "kahun__awesome-sysadmin.md"
CLI = "agarrharr__awesome-cli-apps.md"
SHELL = "alebcay__awesome-shell.md"
NEOVIM = "rockerBOO__awesome-neovim.md"
SECURITY = "sbilly__awesome-security.md"
PYTHON = "jobbole__awesome-python-cn.md"
CHINESE = "crownpku__Awesome-Chinese-NLP.md"
FLUTTER = "Solido__awesome-flutter.md"
CPP = "fffaraz__awesome-cpp.md"
SCALE = "binhnguyennus__awesome-scalability.md"
APIS = "public-apis__public-apis.md"
STATIC = "analysis-tools-dev__static-analysis.md"
GERMAN = "adbar__German-NLP.md"
IAM = "kdeldycke__awesome-iam.md"

# (list, typed, expected first); " | " between what a reader would take alike.
EXPECTED = [
    # names, whole or begun
    (MICRO, "kafka", "Kafka"),
    (MICRO, "kaf", "Kafka"),
    (MICRO, "consul", "Consul"),
    (MICRO, "zookeeper", "ZooKeeper"),
    (MICRO, "grafana", "Grafana"),
    (MICRO, "elasticsearch", "Elasticsearch"),
    (MICRO, "nats", "NATS"),
    (MICRO, "cassandra", "Apache Cassandra"),
    (GO, "cobra", "cobra"),
    (GO, "sqlite", "sqlite"),
    (GO, "uuid", "uuid"),
    (GO, "chi", "chi"),
    (RUST, "skim", "skim"),
    (RUST, "zoxide", "ajeetdsouza/zoxide"),
    (RUST, "turborepo", "vercel/turborepo"),
    (SYSADMIN, "postfix", "Postfix"),
    (SYSADMIN, "prometheus", "Prometheus"),
    (CLI, "fzf", "fzf"),
    (CLI, "jq", "jq"),
    (CLI, "lf", "lf"),
    (SHELL, "tldr", "tldr"),
    (SECURITY, "nmap", "Nmap"),
    (SECURITY, "falco", "Falco"),
    (CPP, "boost", "Boost"),
    (STATIC, "shellcheck", "shellcheck"),
    (APIS, "nasa", "NASA"),
    (APIS, "spotify", "Spotify"),
    (SCALE, "latency numbers", "Latency Numbers Every Programmer Should Know"),
    (SCALE, "cap theorem", "CAP Theorem and Trade-offs"),
    (NEOVIM, "tokyonight", "folke/tokyonight.nvim"),
    (NEOVIM, "lspconfig", "neovim/nvim-lspconfig"),
    # abbreviations and middles of names
    (MICRO, "rmq", "RabbitMQ"),
    (MICRO, "rabbit", "RabbitMQ"),
    (MICRO, "crdb", "CockroachDB (c)"),
    (MICRO, "influx", "InfluxDB"),
    (CLI, "taskw", "Taskwarrior"),
    (NEOVIM, "telescope.nvim", "nvim-telescope/telescope.nvim"),
    (APIS, "owm", "OpenWeatherMap"),
    (STATIC, "tses", "TypeScript ESLint"),
    # two words of what is needed
    (MICRO, "time series", "Prometheus | OpenTSDB"),
    (MICRO, "mqtt broker", "Mosquitto"),
    (MICRO, "work queue", "Celery | Beanstalk"),
    (MICRO, "column oriented", "Apache Cassandra"),
    (MICRO, "log platform", "Graylog"),
    (CLI, "todo list", "Taskwarrior"),
    (CLI, "json processor", "jq"),
    (CLI, "disk usage", "diskonaut | dua-cli | duf | dust | dutree"),
    (SECURITY, "ssh honeypot", "Kippo"),
    (SECURITY, "packet sniffer", "httpry"),
    (SYSADMIN, "vpn solution", "Pritunl | wireguard"),
    (SYSADMIN, "sendmail replacement", "Postfix"),
    (APIS, "weather forecast", "AccuWeather | Open-Meteo"),
    (STATIC, "ruby style", "RuboCop"),
    # sections and hosts
    (MICRO, "in:logging", "Fluentd"),
    (MICRO, "in:storage graph", "ArangoDB"),
    (GO, "in:uuid ulid", "ulid"),
    (CLI, "in:weather cli", "weather-cli"),
    (MICRO, "host:nats.io", "NATS"),
    (APIS, "host:api.nasa.gov", "NASA"),
    (IAM, "host:webauthn.guide", "WebAuthn guide"),
    # accents and other scripts
    (APIS, "pokeapi", "Pokéapi"),
    (APIS, "pokemon", "Pokémon TCG"),
    (GERMAN, "worterbuch", "Digitales Wörterbuch der deutschen Sprache (DWDS)"),
    (GERMAN, "fussball", "Fußballlinguistik"),
    (GO, "clir", "clîr"),
    (MICRO, "omq", "ØMQ"),
    (CHINESE, "结巴", "Jieba 结巴中文分词"),
    (CHINESE, "jieba", "Jieba 结巴中文分词"),
    (PYTHON, "中文分词", "jieba"),
    (PYTHON, "爬虫系统", "pyspider"),
    # operators
    (CLI, "'fuzzy finder", "fzf"),
    (MICRO, "^kafka$", "Kafka"),
    (GO, "name:^uuid !desc:random", "uuid"),
    # one typo
    (MICRO, "kafak", "Kafka"),
    (MICRO, "rabitmq", "RabbitMQ"),
    (MICRO, "elasticsaerch", "Elasticsearch"),
    (MICRO, "zookeper", "ZooKeeper"),
    (SYSADMIN, "promethues", "Prometheus"),
    (SYSADMIN, "posftix", "Postfix"),
    (STATIC, "shelchceck", "shellcheck"),
    (FLUTTER, "shimmmer", "Shimmer"),
]


@cache
def index_of(name: str) -> Index:
    index = Index(plain)
    index.add(name, tuple(parse((LISTS / name).read_text("utf-8")).walk()))
    return index


def first_three(name: str, query: str) -> list[str]:
    hits = index_of(name).search(parse_query(query))
    return [hit.entry.name for hit in hits.page(0, 3)]


@pytest.mark.skipif(not LISTS.is_dir(), reason="the corpus is not beside the checkout")
def test_what_is_expected_comes_first_or_nearly() -> None:
    found = [(*row, first_three(*row[:2])) for row in EXPECTED]
    not_first = [row for row in found if not set(row[2].split(" | ")) & set(row[3][:1])]
    not_near = [row for row in not_first if not set(row[2].split(" | ")) & set(row[3])]
    assert not not_near
    assert len(not_first) <= 0.05 * len(EXPECTED), not_first
