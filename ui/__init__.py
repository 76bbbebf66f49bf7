"""The page: what a shopper sees, and the server that shows it."""
