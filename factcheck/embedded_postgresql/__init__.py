"""Django's PostgreSQL backend, which makes sure that the embedded server runs before it connects."""
