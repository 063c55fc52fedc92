"""Every sentence shown or spoken, one TOML file a language."""
