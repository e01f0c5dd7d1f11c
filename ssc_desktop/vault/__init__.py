"""Keys, passphrases, identities, sealed files and signatures."""
