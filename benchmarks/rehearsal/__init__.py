"""What rehearsal is worth, measured on answers planted by somebody who had not seen its rules."""
