"""Italian dates without leading zeros in words, hours with a colon."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j F Y \a\l\l\e H:i"
SHORT_DATE_FORMAT = "d/m/Y"
