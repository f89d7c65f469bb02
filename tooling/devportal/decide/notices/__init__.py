"""What is told to whom, worked out from facts. Nothing here sends anything."""
