"""The law's numbers as dated data, each with its source; outside the dates they fail loudly."""

from portal.rules.parameters.row import BadParameter, Dated, NoLawInForce
from portal.rules.parameters.table import dated, value_on, whole_on

__all__ = ["BadParameter", "Dated", "NoLawInForce", "dated", "value_on", "whole_on"]
