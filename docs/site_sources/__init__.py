"""How the documentation becomes a site: pages staged by language, the reference made from the declarations, Sphinx."""
