"""What the program reads of photos beside what ExifTool reads: ``make metadata FOLDER=…``."""
