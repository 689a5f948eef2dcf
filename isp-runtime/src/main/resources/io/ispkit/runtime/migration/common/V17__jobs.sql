-- What each tenant's periodic jobs came to. When a job is due again stands with its item in lane_item.
create table if not exists job (
  tenant_id varchar(63) not null,
  name varchar(40) not null,
  item_id bigint not null,
  every_ms bigint not null,
  started_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  ended varchar(20),
  note varchar(500),
  failures bigint not null,
  primary key (tenant_id, name)
);
