"""How the pages in this folder become a site: `make docs`. Nothing in it comes from elsewhere."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_site"))

project = "Dengwen 登闻"
author = "Dengwen"
html_title = "Dengwen 登闻"
extensions = ["myst_parser", "page_language", "two_scripts"]
exclude_patterns = ["_site"]
templates_path = ["_site/templates"]
html_static_path = ["_site/static"]
html_css_files = ["site.css"]

# A page that no list of contents names, a link that leads nowhere, a heading that is not there:
# each is a warning, and `make docs` takes warnings for errors.
nitpicky = True
myst_heading_anchors = 4
myst_links_external_new_tab = False
highlight_language = "none"

language = "en"
html_search_language = "two-scripts"
html_theme = "pydata_sphinx_theme"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "navbar_end": ["twin", "theme-switcher"],
    "navbar_persistent": ["search-button"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
    "header_links_before_dropdown": 6,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "article_header_start": ["breadcrumbs"],
}
