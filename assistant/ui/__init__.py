"""The page. Gradio is imported here and nowhere else, and only when the page is served."""
