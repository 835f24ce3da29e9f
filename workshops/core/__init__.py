"""What every slice stands on: database, columns, clock, settings, problems; knows no feature."""
