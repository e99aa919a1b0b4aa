"""Every address asked by every role, from the right place and from the wrong one."""
