"""The demo: a made-up conflict that plays itself from a loopback server. Nothing in it is real; no trace is left."""
