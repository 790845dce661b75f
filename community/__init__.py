"""The shared nucleus: people, products, foods, orders, offers, polls, events and their storage."""
