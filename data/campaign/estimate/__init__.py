"""Estimators: arrays of counts in, effects with intervals out. Pure functions: no database, no words, no clock."""
