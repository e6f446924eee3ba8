"""A query against the entries of one list or of many."""

from awesome_tui.search.facts import Facts
from awesome_tui.search.hits import Hit, Hits
from awesome_tui.search.index import Index
from awesome_tui.search.query import Query, parse_query
from awesome_tui.search.spans import Spans, spans

__all__ = ["Facts", "Hit", "Hits", "Index", "Query", "Spans", "parse_query", "spans"]
