-- Rows live for seconds: leave room for updates in the page, and clean up early.
alter table lane_item set (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0.05
);
alter sequence lane_item_seq cache 1;

create index lane_item_ready on lane_item (lane, priority, id) where state = 0;
create index lane_item_running on lane_item (lane, lease_until) where state = 1;
create index lane_item_due on lane_item (lane, priority, due) where state = 2;
create index lane_item_key on lane_item (tenant_id, lane, item_key, id) where item_key is not null;
-- Two items of one key never run at once, whatever two nodes may see of each other.
create unique index lane_item_exclusive on lane_item (tenant_id, lane, item_key)
  where state = 1 and item_key is not null;
