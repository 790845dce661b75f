"""Measurements that anyone can run; the last committed result of each lies in results/."""
