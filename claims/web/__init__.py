"""The door for people: server-rendered pages, made for right-to-left first."""
