"""Words: the kinds, states, events and errors that every other room speaks in."""
