"""Codes and labels; knows no device."""
