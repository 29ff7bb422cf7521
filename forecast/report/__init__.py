"""The diagnostic: one content, drawn as page, PDF, spreadsheet and JSON."""
