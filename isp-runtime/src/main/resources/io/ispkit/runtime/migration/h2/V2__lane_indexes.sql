create index if not exists lane_item_order on lane_item (lane, state, priority, id);
create index if not exists lane_item_due on lane_item (lane, state, due);
create index if not exists lane_item_key on lane_item (tenant_id, lane, item_key, id);
