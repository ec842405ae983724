"""The model: entities, rules of behaviour, levers, the schedule of a month, costs and outcomes."""
