-- A run's row is updated once per commit: room for it on its own page, and early cleaning.
alter table workflow_run set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
