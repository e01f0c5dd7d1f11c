"""Sheets out: text, frames, attendance and activity sheets as PDF."""
