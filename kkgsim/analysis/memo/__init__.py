"""A memo for a desk: a comparison told in two or three pages, as a web page, a Word document or a PDF."""
