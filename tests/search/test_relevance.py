"""Words that people type, and the entry that they expect first, on real lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from awesome_tui import parse
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query
from awesome_tui.text.inline_markdown import plain

LISTS = Path(__file__).parents[2] / "../shared/corpus/lists"

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
APPLE = "serhii-londar__open-source-mac-os-apps.md"
AWESOME = "sindresorhus__awesome.md"
BOOKS = "hackerkid__Mind-Expanding-Books.md"
CRYPTO = "sobolevn__awesome-cryptography.md"
ELIXIR = "h4cc__awesome-elixir.md"
FALLACIES = "kdeldycke__awesome-falsehood~~readme.zh.md"
FANTASY = "RichardLitt__awesome-fantasy.md"
IOS = "vsouza__awesome-ios.md"
LLM = "Hannibal046__Awesome-LLM.md"
NODE = "sindresorhus__awesome-nodejs.md"
PERL = "hachiojipm__awesome-perl.md"
SCALA = "lauris__awesome-scala.md"

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
    (FLUTTER, "shimmmer", "Shimmer"),
]

# The same, written without a look at what is found.
LATER = [
    (RUST, "ripgrep", "ripgrep"),
    (RUST, "tokio", "tokio-rs/tokio"),
    (RUST, "alacrity", "alacritty"),
    (RUST, "actix web", "actix/actix-web"),
    (RUST, "bevy", "Bevy"),
    (RUST, "nushel", "nushell/nushell"),
    (RUST, "text editor helix", "helix"),
    (GO, "gorm", "GORM"),
    (GO, "mux", "mux"),
    (GO, "gin", "Gin"),
    (GO, "cobra cli", "cobra"),
    (GO, "graphql server", "graphql-go | gqlgen | graphql"),
    (GO, "bubbletea", "bubbletea"),
    (GO, "loger", "logger | log"),
    (CPP, "json modern", "json | Glaze"),
    (CPP, "nlohmann", "json"),
    (CPP, "xxhash", "xxHash"),
    (CPP, "open cv", "OpenCV"),
    (CPP, "zmq", "ZeroMQ | CZMQ"),
    (CPP, "tensorflow", "TensorFlow"),
    (NEOVIM, "lualine", "nvim-lualine/lualine.nvim"),
    (NEOVIM, "which key", "folke/which-key.nvim"),
    (NEOVIM, "treesiter", "nvim-treesitter/nvim-treesitter"),
    (NEOVIM, "gitsigns", "lewis6991/gitsigns.nvim"),
    (NEOVIM, "mason", "mason-org/mason.nvim"),
    (NEOVIM, "fuzzy finder telescope", "nvim-telescope/telescope.nvim"),
    (LLM, "llama 3.1", "Llama 3.1-8|70|405B"),
    (LLM, "vllm", "vLLM"),
    (LLM, "langchan", "LangChain"),
    (LLM, "gpt neox", "GPT-NeoX"),
    (PYTHON, "requests", "requests"),
    (PYTHON, "djngo", "Django"),
    (PYTHON, "数据库 流式", "PipelineDB"),
    (PYTHON, "beautifulsoup", "BeautifulSoup"),
    (PYTHON, "flask admin", "flask-admin"),
    (FALLACIES, "时间", "时间谬误"),
    (NODE, "express", "Express"),
    (NODE, "node-fetch", "node-fetch"),
    (IOS, "alamofire", "Alamofire"),
    (IOS, "snapkit", "SnapKit"),
    (IOS, "keychain wrap", "KeychainAccess"),
    (APPLE, "iterm", "iTerm 2"),
    (APPLE, "visual code", "Visual Studio Code | VSCodium"),
    (APPLE, "etcher", "Balena Etcher"),
    (APPLE, "rest client", "Insomnia | CocoaRestClient"),
    (PERL, "dbi", "DBI"),
    (PERL, "template toolkit", "Template::Toolkit"),
    (PERL, "dbd::pg", "DBD::Pg"),
    (SCALA, "cats", "cats"),
    (SCALA, "akka http", "akka-http"),
    (SCALA, "play json", "play-json"),
    (BOOKS, "sapiens", "Sapiens: A Brief History of Humankind"),
    (BOOKS, "kahneman", "Thinking, Fast and Slow"),
    (BOOKS, "tipping point", "The Tipping Point: How Little Things Can Make a Big Difference"),
    (ELIXIR, "phoenix", "phoenix"),
    (ELIXIR, "ecto", "ecto"),
    (IAM, "oauth 2.0", "OAuth 2.0 and OpenID Connect (in plain English)"),
    (APIS, "pokemn", "Pokémon TCG"),
    (APIS, "in:animals cat", "Cats | Cat Facts"),
    (APIS, "open weather", "OpenWeatherMap"),
    (APIS, "omdb", "Open Movie Database"),
    (STATIC, "py lint", "pylint"),
    (STATIC, "clang-tidy", "clang-tidy"),
    (STATIC, "golangci", "GolangCI-Lint"),
    (STATIC, "eslnt", "ESLint"),
    (AWESOME, "in:platforms node", "Node.js"),
    (AWESOME, "machine learning", "Machine Learning"),
    (SYSADMIN, "ngnix", "Nginx"),
    (SYSADMIN, "in:dns", "Bind"),
    (SYSADMIN, "config management ansible", "Ansible"),
    (SECURITY, "metasploit", "Metasploit Framework"),
    (CRYPTO, "openssl", "OpenSSL"),
    (FANTASY, "fellowship ring", "The Fellowship of the Ring"),
    (SHELL, "z", "z"),
]


@cache
def index_of(name: str) -> Index:
    index = Index(plain)
    index.add(name, tuple(parse((LISTS / name).read_text("utf-8")).walk()))
    return index


def first_three(name: str, query: str) -> list[str]:
    hits = index_of(name).search(parse_query(query))
    return [hit.entry.name for hit in hits.page(0, 3)]


Row = tuple[str, str, str]


def places(rows: Sequence[Row]) -> dict[str, int]:
    """For each query the place at which what is expected comes, from 1; 4 for all from there."""
    return {typed: place(first_three(name, typed), best) for name, typed, best in rows}


def place(found: Sequence[str], best: str) -> int:
    # One name has bars of its own, without spaces.
    wanted = best.split(" | ")
    return next((n for n, name in enumerate(found, 1) if name in wanted), 4)


@pytest.mark.skipif(not LISTS.is_dir(), reason="the corpus is not beside the checkout")
@pytest.mark.parametrize("table", [EXPECTED, LATER])
def test_what_is_expected_comes_first_or_nearly(table: Sequence[Row]) -> None:
    found = places(table)
    assert not [typed for typed in found if found[typed] > 3]
    assert len([typed for typed in found if found[typed] > 1]) <= 0.1 * len(table)
