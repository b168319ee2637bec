"""The law's numbers as dated data, each with its source; outside the dates they fail loudly."""

from portal.rules.parameters.table import Dated, Exact, NoLawInForce, dated, value_on, whole_on

__all__ = ["Dated", "Exact", "NoLawInForce", "dated", "value_on", "whole_on"]
