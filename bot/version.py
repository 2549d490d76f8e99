"""The version, in the one place the program reads it from."""

VERSION = "0.1.0"
