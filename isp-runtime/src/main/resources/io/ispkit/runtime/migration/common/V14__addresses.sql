-- How far each prefix of the embedded pool was given out for the first time.
create table if not exists address_prefix (
  tenant_id varchar(63) not null,
  prefix varchar(49) not null,
  next_host decimal(39, 0) not null,
  rules varchar not null,
  primary key (tenant_id, prefix)
);

-- Every address of the pool that was ever given out: held (operation_id is there) or resting until free_from.
create table if not exists address (
  tenant_id varchar(63) not null,
  address varchar(45) not null,
  prefix varchar(49) not null,
  host decimal(39, 0) not null,
  operation_id varchar(120),
  customer_id varchar(64),
  service_id varchar(64),
  dns_name varchar(253),
  gateway varchar(45),
  assigned_at timestamp(6) with time zone not null,
  free_from timestamp(6) with time zone,
  primary key (tenant_id, address),
  unique (tenant_id, operation_id)
);
create index if not exists address_host on address (tenant_id, prefix, host);
create index if not exists address_free on address (tenant_id, prefix, free_from, host);

create table if not exists fallback_address (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  address varchar(45) not null,
  subnet varchar(49) not null,
  gateway varchar(45),
  allocation_method varchar(16) not null,
  external_id varchar,
  dns_name varchar(253),
  customer_id varchar(64) not null,
  service_id varchar(64) not null,
  static_address varchar(45),
  requested_dns_name varchar(253),
  reason varchar not null,
  recorded_at timestamp(6) with time zone not null,
  primary key (tenant_id, operation_id)
);
create index if not exists fallback_address_age on fallback_address (tenant_id, recorded_at, operation_id);
