"""Documents become lists; knows neither where they come from nor who shows them."""
