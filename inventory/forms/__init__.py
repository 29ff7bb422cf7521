"""What people type on the pages of the circuit: one file for each form that needs care."""
