"""Planning's decisions on plain values: times, clashes, team, states, recipes, typed lines."""
