__all__ = ["EXPORTED"]
__all__ += ["sub_exported"]
EXPORTED = "yes"
NOT_EXPORTED = "no"
sub_exported = "lower case"
