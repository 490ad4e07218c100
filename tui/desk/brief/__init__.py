"""The analyst's own morning paper: what was put into the basket, then a draft by thread, every line cited."""
