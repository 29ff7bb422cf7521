"""The circuit by HTTP: one file per subject. HTTP in, operation or selector, HTTP out."""
