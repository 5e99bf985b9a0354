"""What a person decides about themselves, whoever asks: their page, a host, a command.

Values in, rows written; no request is known here.
"""
