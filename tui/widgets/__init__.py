"""What panels are built of: lists drawn line by line, header, footer, search box."""
