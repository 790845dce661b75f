"""Where table steps and trainings run: on this machine, or on Spark."""
