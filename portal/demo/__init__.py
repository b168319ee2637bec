"""The demo world: made-up people whose days look like real ones, for visitors, pictures and measurements."""
