"""Reply chains of group chats (接龙), read without a silent guess."""

from community.jielong.header import numbered
from community.jielong.model import Action, Item, Offer, Reading, Reason, Record, Standing
from community.jielong.reader import read_chain

__all__ = [
    "Action",
    "Item",
    "Offer",
    "Reading",
    "Reason",
    "Record",
    "Standing",
    "numbered",
    "read_chain",
]
