"""What Sphinx does with the staged pages; ``docs/make_site.py`` gives the language. Nothing is fetched."""

project = "kkgsim"
author = "kkgsim"
copyright = "kkgsim"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
highlight_language = "none"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
html_theme = "furo"
html_title = "kkgsim"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
templates_path = ["."]
html_sidebars = {
    "**": [
        "sidebar/scroll-start.html", "sidebar/brand.html", "languages.html", "sidebar/search.html",
        "sidebar/navigation.html", "sidebar/scroll-end.html",
    ],
}  # fmt: skip
