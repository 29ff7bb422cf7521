"""Pages of the circuit: who may, which operation or selector, which template."""
