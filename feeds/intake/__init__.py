"""Where stories come in: feeds over the network, folders of files, commands."""
