"""Django's PostgreSQL backend, which asks a kept connection nothing before each request while the server has not hung up."""
