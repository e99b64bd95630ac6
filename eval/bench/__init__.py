"""Speed and agreement of the parts, measured: each module is a command."""
