"""Sources of lists: locations, forges, network requests, files and formats."""
