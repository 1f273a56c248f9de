"""The pages: one module of routes each. Adding a page is adding a file here with `ROUTES`."""
