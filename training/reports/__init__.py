"""Pictures and pages about data sets, runs and ensembles."""
