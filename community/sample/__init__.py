"""The sample community 绿邻公社: synthetic people, suppliers and trade, hand-written notes."""

from community.sample.build import SEED, Sample, build_sample
from community.sample.store import Progress, store_sample

__all__ = ["SEED", "Progress", "Sample", "build_sample", "store_sample"]
