"""What the operating system is asked for: files and their rights, folders, drives, memory."""
