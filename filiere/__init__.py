"""The site: settings, addresses, assembled API, base pages, demo."""
