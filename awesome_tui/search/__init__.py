"""Search over the entries of one or many lists: query, index, matching, ranking, spans."""
