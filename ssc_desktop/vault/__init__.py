"""Keys, passphrases, identities, cards, sealed files and signatures."""
