"""The stream: an ASGI hub beside Flask that tells open pages that something changed."""
