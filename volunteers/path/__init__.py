"""From the day somebody asks to help to the day they stop: one module for each deed."""
