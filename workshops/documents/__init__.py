"""Neutral documents, and what comes out of them: HTML, PDF and DOCX that say the same."""
