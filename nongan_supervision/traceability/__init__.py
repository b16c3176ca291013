"""Where a product comes from and where it went: the documents around a test, a slip, a batch, an input or a notice."""
