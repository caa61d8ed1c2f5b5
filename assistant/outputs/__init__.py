"""What Corail's outputs look like: for each command that prints JSON, the schema of what it prints.

The HTTP API answers with the same objects. Schemas are made of the types themselves when they are
asked for, so that none can fall behind.

    shapes/       objects whose fields are not those of a value inside
    catalogue.py  which output each command has
    schemas.py    types -> JSON Schema (draft 2020-12)
"""
