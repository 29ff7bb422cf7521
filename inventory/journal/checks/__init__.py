"""What a verification looks at, one file for each thing that could have been changed."""
