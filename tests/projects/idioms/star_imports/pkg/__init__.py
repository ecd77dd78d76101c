PACKAGE = "imported"
