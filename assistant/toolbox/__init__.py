"""What Corail lends to another program's assistant: five tools, served over MCP.

:mod:`assistant.toolbox.tools` is what each does and gives, :mod:`assistant.toolbox.server` how it
is served. Nothing here approves, sends, writes to the record or changes a setting.
"""
