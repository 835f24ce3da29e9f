"""A laid-out document as DOCX: real styles, marked header rows, notes as links, our face inside."""
