"""Persons, organisations in their tree with validity dates, disciplines and skills."""
