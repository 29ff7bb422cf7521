"""Papers as a public body prints them; what they certify is told by who asks."""
