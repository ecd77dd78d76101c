"""Repositories made to hurt: the trees, and a way to run a command on each with a net under it."""
