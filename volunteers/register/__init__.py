"""The acts on the register of volunteers: each writes a line, none changes one."""
