-- The durable kernel. state: 0 ready, 1 running, 2 waits for "due", 3 rests until it is woken.
create sequence if not exists lane_item_seq;

create table if not exists lane_item (
  tenant_id    varchar(63) not null,
  id           bigint not null,
  lane         varchar(40) not null,
  priority     smallint not null,
  item_key     varchar(255),
  state        smallint not null,
  due          timestamp(6) with time zone,
  lease_until  timestamp(6) with time zone,
  node         varchar(60),
  epoch        bigint not null,
  attempts     integer not null,
  losses       integer not null,
  woken        boolean not null,
  open_intent  varchar(255),
  body_version integer not null,
  body         varchar not null,
  added_at     timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);

create table if not exists lane_dead (
  tenant_id    varchar(63) not null,
  id           bigint not null,
  lane         varchar(40) not null,
  priority     smallint not null,
  item_key     varchar(255),
  epoch        bigint not null,
  attempts     integer not null,
  open_intent  varchar(255),
  body_version integer not null,
  body         varchar not null,
  reason       varchar not null,
  added_at     timestamp(6) with time zone not null,
  died_at      timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);

create index if not exists lane_dead_key on lane_dead (tenant_id, lane, item_key);
