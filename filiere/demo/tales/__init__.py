"""Stories of devices to which something happened: one function a story, told in order."""
