"""Where a job is joined to the record, the settings and the other jobs: one module a job."""
