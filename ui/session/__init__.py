"""What the system tells a program of its session: that it locks, and that it goes to sleep."""
