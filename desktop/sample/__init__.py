"""A vault to look around in: invented people, drawn pictures, three languages."""
