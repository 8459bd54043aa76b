"""Django's PostgreSQL backend, with prepared statements, and without a question to a kept connection before each request."""
