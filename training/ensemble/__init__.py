"""From finished members to the folder of models that the assistant runs."""
