"""The headless twin: every command of watchfloor, one family a file. Never imports textual."""
