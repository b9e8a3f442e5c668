"""What a field may hold: bounds, times, dates, coordinates, open codes and enumerations."""
