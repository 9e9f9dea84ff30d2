"""The config: YAML in, Settings or every problem at once out."""
